import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { JsonObject } from "@/lib/domain/json";

/** So much is shown without being opened. */
const SHORT = 90;

/** What else an entry says, by its own names. */
export function Details({ details }: { readonly details: JsonObject }) {
  const t = useTranslations("audit.list");
  const entries = Object.entries(details).map(([name, value]) => [name, textOf(value)] as const);
  if (entries.length === 0) return null;
  const list = (
    <dl className="grid gap-0.5 text-xs">
      {entries.map(([name, value]) => (
        <div key={name} className="flex min-w-0 flex-wrap gap-x-1.5">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="wrap-anywhere min-w-0 text-ink-soft">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
  const length = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return length <= SHORT ? list : <Disclosure summary={t("details")}>{list}</Disclosure>;
}

function textOf(value: JsonObject[string]): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
