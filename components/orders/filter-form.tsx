import { ListFilter } from "lucide-react";
import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import { type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
import {
  CALLBACK_STATES,
  DATE_FIELDS,
  EXPIRY_WINDOWS,
  LAST_WINDOWS,
  ORDER_STATUSES,
  WHO,
} from "@/lib/domain/order-filter-words";
import { changed, listHref, lookParams, type OrderLook } from "@/lib/domain/order-look";
import { plainDecimal } from "@/lib/format/money";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { NOTHING } from "./active-filters";
import { dayPresets } from "./day-presets";
import { Choices, Hint, Legend, OneOf, TextField } from "./filter-fields";
import { useFilterWords } from "./order-words";

interface FilterFormProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  /** The values that orders have. */
  readonly held: Readonly<
    Record<"status" | "method" | "brand" | "currency" | "store" | "reason", readonly string[]>
  >;
  /** The day it is for the shop. */
  readonly today: string;
  /** How many filters are set. */
  readonly count: number;
}

/** What only a chart's link asks for. */
const HIDDEN = ["hour", "days_to_capture"] as const;

/** Every filter there is, in a form of the browser's own that leads to the list's address: it works without a script. */
export function FilterForm({ filter, look, held, today, count }: FilterFormProps) {
  const t = useTranslations("orders");
  const words = useFilterWords();
  const listed = (values: readonly string[], chosen: readonly string[], word: (value: string) => string) =>
    [...new Set([...values, ...chosen])]
      .map((value) => ({ value, label: word(value) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  const statuses = [...ORDER_STATUSES.filter((status) => held.status.includes(status)), ...held.status];
  const asked = orderFilterParams(filter);
  return (
    <details id="order-filters" className="min-w-0 open:w-full">
      <summary className="inline-flex h-8 w-fit items-center gap-1.5 rounded border border-line-strong bg-surface px-3 font-medium text-sm hover:bg-hover">
        <ListFilter aria-hidden="true" className="size-4" />
        {count === 0 ? t("filter.open") : t("filter.openWith", { count })}
      </summary>
      <form action="/orders" className="mt-3 rounded-lg border bg-surface">
        {filter.sort && (
          <input
            type="hidden"
            name="sort"
            value={`${filter.sort.isDescending ? "-" : ""}${filter.sort.key}`}
          />
        )}
        <input type="hidden" name="limit" value={filter.limit} />
        {HIDDEN.map((name) =>
          asked.getAll(name).map((value) => <input key={name} type="hidden" name={name} value={value} />),
        )}
        {lookParams(look).map(([name, value]) => (
          <input key={value} type="hidden" name={name} value={value} />
        ))}
        <div className="grid gap-x-6 gap-y-4 p-4 sm:grid-cols-2 lg:grid-cols-4">
          <div className="grid content-start gap-4">
            <Days filter={filter} look={look} today={today} />
            <Reference filter={filter} />
            <States filter={filter} />
          </div>
          <div className="grid content-start gap-4">
            <Choices
              name="status"
              legend={t("filter.status")}
              choices={[...new Set([...statuses, ...filter.status])].map((value) => ({
                value,
                label: words.status(value),
              }))}
              chosen={filter.status}
            />
            <Choices
              name="who"
              legend={t("filter.who")}
              choices={WHO.map((value) => ({ value, label: words.who(value) }))}
              chosen={filter.who}
            />
          </div>
          <div className="grid content-start gap-4">
            <Choices
              name="method"
              legend={t("filter.method")}
              choices={listed(held.method, filter.method, words.method)}
              chosen={filter.method}
            />
            <Choices
              name="reason"
              legend={t("filter.reason")}
              choices={listed(held.reason, filter.reason, words.reason)}
              chosen={filter.reason}
            />
            <Choices
              name="brand"
              legend={t("filter.brand")}
              choices={listed(held.brand, filter.brand, words.orNone)}
              chosen={filter.brand}
            />
          </div>
          <div className="grid content-start gap-4">
            <Amounts filter={filter} held={held.currency} />
            <Choices
              name="store"
              legend={t("filter.store")}
              choices={listed(held.store, filter.store, words.orNone)}
              chosen={filter.store}
            />
          </div>
        </div>
        <div className="sticky bottom-0 z-10 flex flex-wrap justify-end gap-2 rounded-b-lg border-t bg-sunken px-4 py-3">
          <ButtonLink href={listHref(changed(filter, NOTHING), look)} variant="quiet" prefetch={false}>
            {t("filter.clear")}
          </ButtonLink>
          <Button type="submit" variant="primary">
            {t("filter.apply")}
          </Button>
        </div>
      </form>
    </details>
  );
}

function Days({ filter, look, today }: Pick<FilterFormProps, "filter" | "look" | "today">) {
  const t = useTranslations("orders");
  const zone = useTimeZone() ?? "UTC";
  return (
    <fieldset className="grid min-w-0 gap-2">
      <Legend>{t("filter.date")}</Legend>
      <OneOf
        name="by"
        label={t("filter.by")}
        choices={DATE_FIELDS.map((value) => ({ value, label: t(`by.${value}`) }))}
        chosen={filter.by}
      />
      <div className="grid grid-cols-2 gap-2">
        <TextField
          name="from"
          label={t("filter.from")}
          type="date"
          value={filter.from}
          describedBy="filter-days"
        />
        <TextField
          name="to"
          label={t("filter.before")}
          type="date"
          value={filter.to}
          describedBy="filter-days"
        />
      </div>
      <Hint id="filter-days">{t("filter.beforeHint", { zone })}</Hint>
      <OneOf
        name="last"
        label={t("filter.last")}
        choices={LAST_WINDOWS.map((value) => ({ value, label: t(`last.${value}`) }))}
        chosen={filter.last}
        none={t("filter.lastNone")}
      />
      <ul aria-label={t("preset.label")} className="flex flex-wrap gap-1">
        {dayPresets(today).map(({ name, from, to }) => (
          <li key={name}>
            <Link
              href={listHref(changed(filter, { from, to, last: undefined }), look)}
              prefetch={false}
              className="inline-flex h-6 items-center rounded border px-1.5 text-ink-soft text-xs hover:bg-hover hover:text-ink"
            >
              {t(`preset.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Reference({ filter }: Pick<FilterFormProps, "filter">) {
  const t = useTranslations("orders.filter");
  return (
    <div className="grid gap-1">
      <TextField name="q" label={t("text")} value={filter.text} describedBy="filter-text" />
      <Hint id="filter-text">{t("textHint")}</Hint>
    </div>
  );
}

function Amounts({ filter, held }: { readonly filter: OrderFilter; readonly held: readonly string[] }) {
  const t = useTranslations("orders.filter");
  const [currency = ""] = filter.currency;
  const shown = (amount: OrderFilter["amountGte"]) =>
    amount === undefined ? undefined : plainDecimal(amount, currency);
  return (
    <>
      <Choices
        name="currency"
        legend={t("currency")}
        choices={[...new Set([...held, ...filter.currency])].map((value) => ({ value, label: value }))}
        chosen={filter.currency}
      />
      <fieldset className="grid min-w-0 gap-1">
        <Legend>{t("amount")}</Legend>
        <div className="grid grid-cols-2 gap-2">
          <TextField
            name="amount_from"
            label={t("amountFrom")}
            isDecimal
            value={shown(filter.amountGte)}
            describedBy="filter-amount"
          />
          <TextField
            name="amount_to"
            label={t("amountTo")}
            isDecimal
            value={shown(filter.amountLte)}
            describedBy="filter-amount"
          />
        </div>
        <Hint id="filter-amount">{t("amountHint")}</Hint>
      </fieldset>
    </>
  );
}

function States({ filter }: Pick<FilterFormProps, "filter">) {
  const t = useTranslations("orders");
  const none = t("filter.any");
  const yesNo = [
    { value: "yes", label: t("filter.yes") },
    { value: "no", label: t("filter.no") },
  ];
  const chosen = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");
  const sellers = filter.payoutDestination.length === 0 ? [""] : filter.payoutDestination;
  return (
    <>
      {sellers.map((seller) => (
        <TextField
          key={seller}
          name="payout_destination"
          label={t("filter.payoutDestination")}
          value={seller}
        />
      ))}
      <div className="grid grid-cols-2 gap-2">
        <OneOf
          name="split"
          label={t("filter.split")}
          choices={yesNo}
          chosen={chosen(filter.split)}
          none={none}
        />
        <OneOf
          name="refunded"
          label={t("filter.refunded")}
          choices={yesNo}
          chosen={chosen(filter.refunded)}
          none={none}
        />
      </div>
      <OneOf
        name="remaining"
        label={t("filter.remaining")}
        choices={yesNo}
        chosen={chosen(filter.remaining)}
        none={none}
      />
      <OneOf
        name="expiring"
        label={t("filter.expiring")}
        choices={EXPIRY_WINDOWS.map((value) => ({ value, label: t(`expiring.${value}`) }))}
        chosen={filter.expiring}
        none={none}
      />
      <OneOf
        name="callback"
        label={t("filter.callback")}
        choices={CALLBACK_STATES.map((value) => ({ value, label: t(`callback.${value}`) }))}
        chosen={filter.callback}
        none={none}
      />
      <OneOf
        name="adds_up"
        label={t("filter.addsUp")}
        choices={yesNo}
        chosen={chosen(filter.addsUp)}
        none={none}
      />
    </>
  );
}
