import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import type { RequestView } from "@/lib/domain/delivery-log";
import { keyed } from "./keyed";
import { ParameterValue } from "./parameter-value";

interface RequestSectionProps {
  readonly request: RequestView;
  /** Public origin. */
  readonly origin: string;
  readonly curl: string | undefined;
  readonly isRefused: boolean;
}

/** What came, as it came: request line, parameters, headers. */
export function RequestSection({ request, origin, curl, isRefused }: RequestSectionProps) {
  const t = useTranslations("callbacks.request");
  const { method, pathname, rawQuery, query, headers, peerAddress, isPublishedAddress } = request;
  const line = `${pathname}${rawQuery ? `?${rawQuery}` : ""}`;
  const headersText = headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  return (
    <Section
      title={t("title")}
      id="request"
      isFlush
      actions={
        curl && (
          <CopyButton value={curl} label={t("curlLabel")}>
            {t("curl")}
          </CopyButton>
        )
      }
    >
      {isRefused && <p className="px-4 pt-3 text-ink-soft text-sm">{t("refusedNote")}</p>}
      <div className="px-4 py-3">
        <h3 className="text-ink-faint text-xs">{t("line")}</h3>
        <p className="flex items-start gap-1">
          <code className="wrap-anywhere min-w-0 text-xs leading-6">
            {method && <b>{method} </b>}
            {line}
          </code>
          {rawQuery !== undefined && <CopyButton value={`${origin}${line}`} label={t("copyUrl")} />}
        </p>
        {peerAddress && (
          <p className="mt-2 text-ink-soft text-sm">
            {t("from")} <bdi className="font-mono text-xs">{peerAddress}</bdi>,{" "}
            {t(isPublishedAddress ? "published" : "unpublished")}
          </p>
        )}
      </div>
      {query.length > 0 && (
        <div className="relative border-t">
          {rawQuery !== undefined && (
            <CopyButton value={rawQuery} label={t("copyQuery")} className="absolute top-2 right-3 z-1" />
          )}
          <NameValues
            caption={t("query")}
            rows={keyed(query).map(({ key, parameter }) => ({
              key,
              name: parameter.name,
              value: <ParameterValue parameter={parameter} />,
            }))}
          />
        </div>
      )}
      {headers.length > 0 && (
        <div className="relative border-t">
          <CopyButton value={headersText} label={t("copyHeaders")} className="absolute top-2 right-3 z-1" />
          <NameValues
            caption={t("headers")}
            rows={headers.map(({ name, value }) => ({ key: name, name, value: <bdi>{value}</bdi> }))}
          />
        </div>
      )}
    </Section>
  );
}

interface NameValuesProps {
  readonly caption: string;
  readonly rows: readonly { readonly key: string; readonly name: string; readonly value: React.ReactNode }[];
}

function NameValues({ caption, rows }: NameValuesProps) {
  const t = useTranslations("callbacks.request");
  return (
    <Table caption={caption} isStackable>
      <thead className="sr-only">
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("value")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, value }) => (
          <tr key={key}>
            <Th scope="row" className="w-48 font-mono font-normal text-ink-soft text-xs leading-5">
              <bdi className="wrap-anywhere">{name}</bdi>
            </Th>
            <Td className="wrap-anywhere font-mono text-xs leading-5">{value}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
