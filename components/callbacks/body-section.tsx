import { useLocale, useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import { Facts } from "@/components/ui/facts";
import { JsonTree } from "@/components/ui/json-tree";
import { Section } from "@/components/ui/section";
import type { BodyView } from "@/lib/domain/delivery-log";
import { formatQuantity } from "@/lib/format/numbers";

/** The body as this role may see it, readable and as text; where there is none, why. */
export function BodySection({ body }: { readonly body: BodyView }) {
  const t = useTranslations("callbacks.body");
  const { state, access, bytes, sha256, differences, variants } = body;
  const isShown = state === "kept" && access !== "none";
  const text = bodyText(body);
  return (
    <Section
      title={t("title")}
      id="body"
      actions={isShown && text && <CopyButton value={text} label={t("copy")} />}
    >
      <div className="grid gap-3 text-sm">
        <Absence body={body} />
        {differences && differences.length > 0 && (
          <div>
            <h3 className="mb-1 font-medium text-waiting">{t("differences")}</h3>
            <ul className="flex flex-wrap gap-1.5">
              {differences.map((path) => (
                <li key={path}>
                  <Chip tone="waiting">
                    <bdi className="font-mono">{path}</bdi>
                  </Chip>
                </li>
              ))}
            </ul>
          </div>
        )}
        {differences?.length === 0 && <p className="text-ink-soft">{t("agrees")}</p>}
        {isShown && <Shown body={body} text={text} />}
        <Facts
          items={[
            {
              label: t("size"),
              value: state === "absent" || bytes === 0 ? undefined : <Size bytes={bytes} />,
            },
            { label: t("sha256"), value: sha256 && <Hash value={sha256} /> },
            {
              label: t("variants"),
              value:
                variants.length === 0
                  ? undefined
                  : variants.map((variant) => <Hash key={variant} value={variant} />),
            },
          ]}
        />
        {state === "kept" && <p className="text-ink-faint text-xs">{t("hint")}</p>}
      </div>
    </Section>
  );
}

function Absence({ body: { state, access, bytes } }: { readonly body: BodyView }) {
  const t = useTranslations("callbacks.body");
  const locale = useLocale();
  if (state === "omitted")
    return <p className="text-ink-soft">{t("omitted", { bytes: formatQuantity(bytes, locale) })}</p>;
  if (state !== "kept") return <p className="text-ink-soft">{t(state)}</p>;
  if (access === "none") return <p className="text-ink-soft">{t("none")}</p>;
  return access === "masked" ? <p className="text-ink-soft">{t("masked")}</p> : null;
}

function Shown({ body, text }: { readonly body: BodyView; readonly text: string | undefined }) {
  const t = useTranslations("callbacks.body");
  const { json, textForm, isCut, isJson } = body;
  if (json === undefined && text === undefined) return <p className="text-ink-soft">{t("unreadable")}</p>;
  return (
    <>
      {isJson === false && json === undefined && <p className="text-ink-soft">{t("notJson")}</p>}
      {isCut && <p className="text-ink-soft">{t("cut")}</p>}
      {json !== undefined && (
        <Disclosure summary={t("pretty")} isOpen>
          <JsonTree value={json} openLevels={1} />
        </Disclosure>
      )}
      {text !== undefined && (
        <Disclosure summary={t(textForm === "hex" ? "hex" : "raw")} isOpen={json === undefined}>
          <pre className="wrap-anywhere whitespace-pre-wrap rounded border bg-sunken p-3 text-xs leading-5">
            {text}
          </pre>
        </Disclosure>
      )}
    </>
  );
}

function Size({ bytes }: { readonly bytes: number }) {
  const t = useTranslations("callbacks.body");
  return t("bytes", { bytes });
}

function Hash({ value }: { readonly value: string }) {
  const t = useTranslations("callbacks.body");
  return (
    <span className="flex items-start gap-1">
      <code className="wrap-anywhere text-xs leading-6">{value}</code>
      <CopyButton value={value} label={t("copyHash")} />
    </span>
  );
}

/** The body in one text, as far as it is shown. */
export function bodyText({ json, text }: Pick<BodyView, "json" | "text">): string | undefined {
  return text ?? (json === undefined ? undefined : JSON.stringify(json, null, 2));
}
