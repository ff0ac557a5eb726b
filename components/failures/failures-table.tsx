import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { Buckets } from "@/lib/domain/failure-buckets";
import { type DayRange, type FailureFilter, failedOrders } from "@/lib/domain/failure-filter";
import type { FailureReport, FailureRow } from "@/lib/domain/failure-report";
import { isRule, rowOf } from "@/lib/domain/failure-table";
import { ordersHref } from "@/lib/domain/order-filter";
import { timeZoneLabel } from "@/lib/format/instants";
import { formatPercent, formatQuantity } from "@/lib/format/numbers";
import { Instant } from "../instant";
import { Bars } from "../ui/bars";
import { Table, Td, Th } from "../ui/table";
import { WhoChip } from "../who-chip";
import { Amounts } from "./amounts";
import { useBarName, useGroupName } from "./failure-words";

interface FailuresTableProps {
  readonly report: FailureReport;
  readonly filter: FailureFilter;
  readonly days: DayRange;
  readonly buckets: Buckets;
  /** Whether the last bar is still being counted. */
  readonly isCounting: boolean;
}

/** The groups, the most failures first. Every count and every sum leads to exactly the orders behind it. */
export function FailuresTable(props: FailuresTableProps) {
  const { report, filter } = props;
  const t = useTranslations("failures");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const zone = timeZoneLabel(report.rows[0]?.lastAt ?? "", { locale, timeZone });
  return (
    <Table caption={t("table.caption", { group: t(`group.${filter.group}`) })} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t(`group.${filter.group}`)}</Th>
          <Th isNumeric>{t("table.count")}</Th>
          <Th isNumeric>{t("table.share")}</Th>
          <Th isNumeric>{t("table.amount")}</Th>
          <Th isNumeric>{t("table.recovered")}</Th>
          <Th>
            {t("table.first")} <span className="font-normal text-2xs">{zone}</span>
          </Th>
          <Th>
            {t("table.last")} <span className="font-normal text-2xs">{zone}</span>
          </Th>
          <Th>{t("table.bars")}</Th>
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row) => (
          <GroupRow key={row.key} row={row} {...props} />
        ))}
      </tbody>
    </Table>
  );
}

function GroupRow({
  row,
  filter,
  days,
  buckets,
  isCounting,
}: FailuresTableProps & { readonly row: FailureRow }) {
  const t = useTranslations("failures");
  const locale = useLocale();
  const nameOf = useGroupName();
  const barName = useBarName();
  const name = nameOf(filter.group, row.key);
  const orders = failedOrders(filter, days, row.key);
  const highest = Math.max(...row.bars);
  return (
    <tr className="hover:bg-hover">
      <Th scope="row" className="min-w-56 max-w-96 font-normal @max-[34rem]/table:block!">
        <bdi className="wrap-anywhere block font-medium">{name}</bdi>
        {row.who !== undefined && (
          <span className="mt-1 block">
            <WhoChip who={row.who} isOurs={isOurs(row.key)} label={t("group.who")} />
          </span>
        )}
      </Th>
      <Td isNumeric label={t("table.count")}>
        <Link
          href={ordersHref(orders)}
          prefetch={false}
          className="rounded font-medium text-accent hover:underline"
          aria-label={t("table.countLink", { count: row.count, name })}
        >
          {formatQuantity(row.count, locale)}
        </Link>
      </Td>
      <Td isNumeric label={t("table.share")}>
        {formatPercent(rounded(row.share * 100), locale)}
      </Td>
      <Td isNumeric label={t("table.amount")}>
        <Amounts
          amounts={row.amounts}
          hrefOf={(currency) => ordersHref({ ...orders, currency: [currency] })}
        />
      </Td>
      <Td isNumeric label={t("table.recovered")}>
        <Recovered {...row.recovery} />
      </Td>
      <Td label={t("table.first")} className="whitespace-nowrap">
        <Instant at={row.firstAt} style="minute" />
      </Td>
      <Td label={t("table.last")} className="whitespace-nowrap">
        <Instant at={row.lastAt} style="minute" />
      </Td>
      <Td label={t("table.bars")}>
        <Bars
          className="h-7 w-32"
          isOver={!isCounting}
          bars={row.bars.map((value, index) => ({
            value,
            title: t("bar.failures", { at: barName(buckets, index), count: value }),
          }))}
          summary={t(`bar.${buckets.unit}`, {
            count: row.count,
            highest,
            at: barName(buckets, row.bars.indexOf(highest)),
          })}
        />
      </Td>
    </tr>
  );
}

/** How many were paid after all, of those that nobody had paid. */
export function Recovered({ unpaid, recovered }: FailureReport["recovery"]) {
  const t = useTranslations("failures");
  const locale = useLocale();
  if (unpaid === 0) return <span className="text-ink-faint">{t("table.notApplicable")}</span>;
  const counts = {
    recovered: formatQuantity(recovered, locale),
    unpaid: formatQuantity(unpaid, locale),
  };
  return (
    <span>
      {formatPercent(rounded((recovered / unpaid) * 100), locale)}{" "}
      <span className="whitespace-nowrap text-ink-faint text-xs">{t("table.of", counts)}</span>
    </span>
  );
}

function isOurs(key: string): boolean {
  return isRule(key) && rowOf(key).severity === "act";
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
