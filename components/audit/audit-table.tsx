import clsx from "clsx";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Identifier } from "@/components/identifier";
import { Instant } from "@/components/instant";
import { Table, Td, Th } from "@/components/ui/table";
import type { AuditRow } from "@/lib/domain/audit-entry";
import type { AuditFilter } from "@/lib/domain/audit-filter";
import { formatInstant, timeZoneLabel } from "@/lib/format/instants";
import { Actor } from "./actor";
import { useActionPhrase } from "./audit-words";
import { Details } from "./details";
import { Outcome } from "./outcome";
import { Subject } from "./subject";

interface AuditTableProps {
  /** Newest first; at least one. */
  readonly rows: readonly AuditRow[];
  /** The page's own, which the links in it keep. */
  readonly filter: AuditFilter;
}

const COLUMNS = 7;
const EMPTY_IN_CARD = "@max-[34rem]/table:hidden!";

/** The log by day on the shop's clock. */
export function AuditTable({ rows, filter }: AuditTableProps) {
  const t = useTranslations("audit.list");
  const outcome = useTranslations("audit.outcome");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const zone = timeZoneLabel(rows[0]?.at ?? "", { locale, timeZone });
  const days = byDay(rows, (at) => formatInstant(at, { locale, timeZone, style: "date" }));
  return (
    <Table caption={t("caption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("time", { zone })}</Th>
          <Th>{t("who")}</Th>
          <Th>{t("what")}</Th>
          <Th>{outcome("label")}</Th>
          <Th>{t("about")}</Th>
          <Th>{t("more")}</Th>
          <Th>{t("from")}</Th>
        </tr>
      </thead>
      {days.map(([day, ofDay]) => (
        <tbody key={day}>
          <tr className="bg-sunken">
            <th
              scope="rowgroup"
              colSpan={COLUMNS}
              className="border-b px-4 py-1.5 text-left font-medium text-ink-faint text-xs"
            >
              {day}
            </th>
          </tr>
          {ofDay.map((row) => (
            <Entry key={row.auditId} row={row} filter={filter} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function Entry({ row, filter }: { readonly row: AuditRow; readonly filter: AuditFilter }) {
  const t = useTranslations("audit");
  const phraseOf = useActionPhrase();
  const hasMore = row.reason !== undefined || Object.keys(row.details).length > 0;
  return (
    <tr id={row.auditId} className="hover:bg-hover">
      <Td label={t("list.time", { zone: "" }).replace(/\s*\(\)$/, "")} className="whitespace-nowrap">
        <Instant at={row.at} style="time" />
      </Td>
      <Td label={t("list.who")}>
        <Actor actorId={row.actorId} name={row.actorName} filter={filter} />
      </Td>
      <Td label={t("list.what")}>
        <div className="grid">
          <span>{phraseOf(row.action)}</span>
          <span className="font-mono text-ink-faint text-xs">{row.action}</span>
        </div>
      </Td>
      <Td label={t("outcome.label")}>
        <Outcome outcome={row.outcome} />
      </Td>
      <Td label={t("list.about")} className={clsx(row.subjectId === undefined && EMPTY_IN_CARD)}>
        <Subject row={row} />
      </Td>
      <Td label={t("list.more")} className={clsx("max-w-72", !hasMore && EMPTY_IN_CARD)}>
        {hasMore ? (
          <div className="grid gap-1">
            {row.reason && <q className="wrap-anywhere">{row.reason}</q>}
            <Details details={row.details} />
          </div>
        ) : (
          <span className="text-ink-faint">–</span>
        )}
      </Td>
      <Td
        label={t("list.from")}
        className={clsx(row.address === undefined && row.requestId === undefined && EMPTY_IN_CARD)}
      >
        <div className="grid w-32 min-w-0 grid-cols-[minmax(0,1fr)] text-xs">
          <span className="figures text-ink-soft">{row.address ?? "–"}</span>
          {row.requestId && <Identifier value={row.requestId} label={t("list.copyRequest")} isCopyable />}
        </div>
      </Td>
    </tr>
  );
}

/** Consecutive rows of one day together. */
function byDay(
  rows: readonly AuditRow[],
  dayOf: (at: string) => string,
): readonly [string, readonly AuditRow[]][] {
  const days = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const day = dayOf(row.at);
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [row]);
    else ofDay.push(row);
  }
  return [...days];
}
