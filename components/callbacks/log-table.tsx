import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Table, Td, Th } from "@/components/ui/table";
import type { DeliveryLogRow } from "@/lib/domain/delivery-log";
import { formatInstant, timeZoneLabel } from "@/lib/format/instants";
import { OutcomeChip } from "./outcome-chip";
import { orderHrefOf } from "./row-order";
import { useKindOf, useReasonOf } from "./words";

interface LogTableProps {
  /** Newest first; at least one. */
  readonly rows: readonly DeliveryLogRow[];
  /** Where a row leads. */
  readonly hrefOf: (id: string) => string;
}

const COLUMNS = 7;
/** What is as usual makes no line of a card. */
const ONLY_WIDE = "@max-[34rem]/table:hidden!";
/** A card has two lines: when and how it ended, what and of which order; what is unusual follows with its name. */
const CARD = "@max-[34rem]/table:grid! @max-[34rem]/table:grid-cols-[auto_minmax(0,1fr)]";
const CARD_RIGHT = "@max-[34rem]/table:justify-end! @max-[34rem]/table:text-right!";
const CARD_LINE = "@max-[34rem]/table:col-span-2";

/** The log by day on the shop's clock. The time leads to the entry, the reference to the order. */
export function LogTable({ rows, hrefOf }: LogTableProps) {
  const t = useTranslations("callbacks.list");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const zone = timeZoneLabel(rows[0]?.at ?? "", { locale, timeZone });
  const days = byDay(rows, (at) => formatInstant(at, { locale, timeZone, style: "date" }));
  return (
    <Table caption={t("caption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("time", { zone })}</Th>
          <Th>{t("outcome")}</Th>
          <Th>{t("kind")}</Th>
          <Th>{t("order")}</Th>
          <Th>{t("answer")}</Th>
          <Th>{t("receipts")}</Th>
          <Th>{t("changed")}</Th>
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
            <LogRow key={row.id} row={row} href={hrefOf(row.id)} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function LogRow({ row, href }: { readonly row: DeliveryLogRow; readonly href: string }) {
  const t = useTranslations("callbacks.list");
  const kindOf = useKindOf();
  const reasonOf = useReasonOf();
  return (
    <tr className={clsx("relative hover:bg-hover", CARD)}>
      <Td>
        {/* The whole row is its hit area; other links stand above it. */}
        <Link
          href={href}
          prefetch={false}
          data-row=""
          className="rounded font-medium text-accent after:absolute after:inset-0 hover:underline"
        >
          <Instant at={row.at} style="time" />
        </Link>
      </Td>
      <Td className={CARD_RIGHT}>
        <OutcomeChip outcome={row.outcome} />
      </Td>
      <Td>
        <div>
          {kindOf(row)}
          {row.code && row.outcome !== "late" && (
            <span className="block text-ink-faint text-xs">{reasonOf(row.code)}</span>
          )}
        </div>
      </Td>
      <Td className={CARD_RIGHT}>
        <OrderLink row={row} />
      </Td>
      <Td label={t("answer")} className={clsx("figures", row.answer === 200 ? ONLY_WIDE : CARD_LINE)}>
        {row.answer ?? "–"}
      </Td>
      <Td label={t("receipts")} className={row.receipts === 1 && row.attempts < 2 ? ONLY_WIDE : CARD_LINE}>
        {row.kind === "finding" ? "–" : t("times", { count: row.receipts })}
        {row.attempts > 1 && (
          <span className="block text-ink-faint text-xs">{t("tries", { count: row.attempts })}</span>
        )}
      </Td>
      <Td label={t("changed")} className={clsx(ONLY_WIDE, !row.changed && "text-ink-faint")}>
        {row.changed === undefined ? "–" : t(row.changed ? "yes" : "no")}
      </Td>
    </tr>
  );
}

function OrderLink({ row }: { readonly row: DeliveryLogRow }) {
  const t = useTranslations("callbacks.list");
  const href = orderHrefOf(row);
  const id = row.sessionId ?? row.transactionId;
  const text = row.merchantReference ?? id?.slice(id.indexOf(".") + 1);
  if (text === undefined) return <span className="text-ink-faint">{t("noOrder")}</span>;
  const name = (
    <bdi className={row.merchantReference ? "wrap-anywhere" : "wrap-anywhere font-mono text-xs"}>{text}</bdi>
  );
  if (href === undefined) return name;
  return (
    <Link href={href} prefetch={false} title={id} className="relative rounded text-accent hover:underline">
      {name}
    </Link>
  );
}

/** Consecutive rows of one day together. */
function byDay(
  rows: readonly DeliveryLogRow[],
  dayOf: (at: string) => string,
): readonly [string, readonly DeliveryLogRow[]][] {
  const days = new Map<string, DeliveryLogRow[]>();
  for (const row of rows) days.set(dayOf(row.at), [...(days.get(dayOf(row.at)) ?? []), row]);
  return [...days];
}
