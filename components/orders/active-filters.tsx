import { X } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { DaySpan, OrderFilter } from "@/lib/domain/order-filter";
import { changed, isFiltered, listHref, type OrderLook } from "@/lib/domain/order-look";
import { formatInstant } from "@/lib/format/instants";
import { formatMoney } from "@/lib/format/money";
import { useFilterWords } from "./order-words";

interface ActiveFiltersProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/** What narrows the list, each in a chip that takes it away. */
export function ActiveFilters({ filter, look }: ActiveFiltersProps) {
  const t = useTranslations("orders");
  const chips = useChips(filter);
  if (!isFiltered(filter)) return null;
  return (
    <ul aria-label={t("filter.active")} className="flex min-h-8 min-w-0 flex-wrap items-center gap-1.5">
      {chips.map(({ text, without }) => (
        <li key={text} className="min-w-0 max-w-full">
          <Link
            href={listHref(changed(filter, without), look)}
            prefetch={false}
            aria-label={t("filter.remove", { filter: text })}
            className="inline-flex h-7 max-w-full items-center gap-1 rounded-full border bg-neutral-soft pr-1.5 pl-2.5 text-ink-soft text-xs hover:border-line-strong hover:text-ink"
          >
            <bdi className="truncate">{text}</bdi>
            <X aria-hidden="true" className="size-3.5 shrink-0" />
          </Link>
        </li>
      ))}
      <li>
        <Link
          href={listHref(changed(filter, NOTHING), look)}
          prefetch={false}
          className="inline-flex h-7 items-center rounded px-2 text-accent text-xs hover:underline"
        >
          {t("filter.clear")}
        </Link>
      </li>
    </ul>
  );
}

/** Every filter taken away; the sort stays, unless it needed one of them. */
export const NOTHING: Partial<OrderFilter> = {
  status: [],
  who: [],
  reason: [],
  method: [],
  brand: [],
  currency: [],
  store: [],
  payoutDestination: [],
  amountGte: undefined,
  amountLte: undefined,
  from: undefined,
  to: undefined,
  last: undefined,
  by: "created",
  hour: undefined,
  daysToCapture: undefined,
  remaining: undefined,
  split: undefined,
  refunded: undefined,
  expiring: undefined,
  callback: undefined,
  addsUp: undefined,
  text: undefined,
  sort: undefined,
};

interface ChipOfFilter {
  readonly text: string;
  readonly without: Partial<OrderFilter>;
}

function useChips(filter: OrderFilter): readonly ChipOfFilter[] {
  const t = useTranslations("orders");
  const words = useFilterWords();
  const is = (name: string, values: readonly string[]) => t("chip.is", { name, values: values.join(", ") });
  const many = (field: ListField, word: (value: string) => string): ChipOfFilter[] =>
    filter[field].length === 0
      ? []
      : [{ text: is(t(`filter.${field}`), filter[field].map(word)), without: { [field]: [] } }];
  const one = (name: string, value: string | undefined, without: Partial<OrderFilter>): ChipOfFilter[] =>
    value === undefined ? [] : [{ text: is(name, [value]), without }];
  const { hour, daysToCapture, remaining, split, refunded, expiring, callback, addsUp, text } = filter;
  const daySpan = ({ min, max }: DaySpan) => {
    if (max === undefined) return t("chip.daysAndMore", { min });
    return max === min ? String(min) : t("chip.daySpan", { min, max });
  };
  return [
    ...many("status", words.status),
    ...many("who", words.who),
    ...many("reason", words.reason),
    ...many("method", words.method),
    ...many("brand", words.orNone),
    // Without its currency an amount means nothing, nor does an order by it.
    ...many("currency", words.asIs).map(({ text: shown }) => ({
      text: shown,
      without: {
        currency: [],
        amountGte: undefined,
        amountLte: undefined,
        ...(filter.sort?.key === "amount" ? { sort: undefined } : {}),
      },
    })),
    ...many("store", words.orNone),
    ...many("payoutDestination", words.seller),
    ...useAmountChip(filter),
    ...useDayChip(filter),
    ...one(t("filter.hour"), hour === undefined ? undefined : t("chip.hour", hoursOf(hour)), {
      hour: undefined,
    }),
    ...one(t("filter.daysToCapture"), daysToCapture && daySpan(daysToCapture), { daysToCapture: undefined }),
    ...one(t("filter.remaining"), remaining === undefined ? undefined : words.yesNo(remaining), {
      remaining: undefined,
    }),
    ...one(t("filter.split"), split === undefined ? undefined : words.yesNo(split), { split: undefined }),
    ...one(t("filter.refunded"), refunded === undefined ? undefined : words.yesNo(refunded), {
      refunded: undefined,
    }),
    ...one(t("filter.expiring"), expiring && t(`expiring.${expiring}`), { expiring: undefined }),
    ...one(t("filter.callback"), callback && t(`callback.${callback}`), { callback: undefined }),
    ...one(t("filter.addsUp"), addsUp === undefined ? undefined : words.yesNo(addsUp), { addsUp: undefined }),
    ...(text === undefined ? [] : [{ text: t("chip.text", { text }), without: { text: undefined } }]),
  ];
}

/** From the full hour to the next one. */
function hoursOf(hour: number) {
  const clock = (of: number) => `${String(of % 24).padStart(2, "0")}:00`;
  return { from: clock(hour), to: clock(hour + 1) };
}

type ListField =
  | "status"
  | "who"
  | "reason"
  | "method"
  | "brand"
  | "currency"
  | "store"
  | "payoutDestination";

function useAmountChip({ amountGte, amountLte, currency }: OrderFilter): ChipOfFilter[] {
  const t = useTranslations("orders");
  const locale = useLocale();
  const [one = ""] = currency;
  const name = t("filter.amount");
  const from = amountGte === undefined ? undefined : formatMoney(amountGte, one, locale);
  const to = amountLte === undefined ? undefined : formatMoney(amountLte, one, locale);
  const without = { amountGte: undefined, amountLte: undefined };
  if (from !== undefined && to !== undefined)
    return [{ text: t("chip.between", { name, from, to }), without }];
  if (from !== undefined) return [{ text: t("chip.from", { name, from }), without }];
  return to === undefined ? [] : [{ text: t("chip.to", { name, to }), without }];
}

function useDayChip(filter: OrderFilter): ChipOfFilter[] {
  const t = useTranslations("orders");
  const locale = useLocale();
  const name = t("filter.date") + (filter.by === "created" ? "" : ` (${t(`by.${filter.by}`)})`);
  // A day, not an instant: it is the same on every clock.
  const shown = (day: string) =>
    formatInstant(`${day}T12:00:00Z`, { locale, timeZone: "UTC", style: "date" });
  const from = filter.from && shown(filter.from);
  const to = filter.to && shown(filter.to);
  const range = { from: undefined, to: undefined, last: undefined, daysToCapture: undefined };
  const without = { ...range, by: "created" } as const;
  if (filter.last) return [{ text: t("chip.is", { name, values: t(`last.${filter.last}`) }), without }];
  if (from && to) return [{ text: t("chip.days", { name, from, to }), without }];
  if (from) return [{ text: t("chip.from", { name, from }), without }];
  return to ? [{ text: t("chip.before", { name, to }), without }] : [];
}
