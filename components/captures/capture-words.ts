import { useLocale, useTranslations } from "next-intl";
import type { CaptureGroup } from "@/lib/domain/capture-query";
import type { CaptureGroupRow } from "@/lib/domain/capture-report";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import { NONE } from "@/lib/domain/order-filter-words";
import { formatCompactAmount } from "@/lib/format/compact-money";
import { formatMoney } from "@/lib/format/money";
import { formatPercent } from "@/lib/format/numbers";
import { usePaymentMethod } from "../order/words";

/** What a group is called in the reader's language; a value we have no word for stays as received. */
export function useGroupWord(): (
  dimension: CaptureGroup,
  group: Pick<CaptureGroupRow, "value" | "isRest" | "values">,
) => string {
  const t = useTranslations("captures");
  const method = usePaymentMethod();
  return (dimension, { value, isRest, values }) => {
    if (isRest) return t("chart.rest", { count: values.length });
    if (value === NONE) return t(`without.${dimension}`);
    return dimension === "method" ? method(value) : value;
  };
}

/** How amounts of one currency are written out, and how on an axis. */
export function useMoneyWords(currency: CurrencyCode) {
  const t = useTranslations("captures.chart");
  const locale = useLocale();
  const money = (value: MinorUnits) => formatMoney(value, currency, locale);
  return {
    money,
    axis: (value: number) => formatCompactAmount(value, currency, locale),
    /** "NOK 1,249.00, 3 captures". */
    withCaptures: (value: MinorUnits, count: number) =>
      t("moneyAndCount", { amount: money(value), count: t("captures", { count }) }),
    withOrders: (value: MinorUnits, count: number) =>
      t("moneyAndCount", { amount: money(value), count: t("orders", { count }) }),
  };
}

/** A share of 1 as per cent; with a decimal where the whole number would say too little. */
export function usePercent(): (share: number) => string {
  const locale = useLocale();
  return (share) => {
    const percent = Math.abs(share * 100);
    return formatPercent(percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent), locale);
  };
}
