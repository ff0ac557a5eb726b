import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { withinList } from "@/lib/domain/list-link";
import { type OrderFilter, sortOf } from "@/lib/domain/order-filter";
import { listHref, type OrderColumn, type OrderLook } from "@/lib/domain/order-look";
import { timeZoneLabel } from "@/lib/format/instants";
import type { ListedOrderJson } from "@/lib/queries/order-list";
import { Td, Th } from "../ui/table";
import { OrderCell } from "./order-cell";
import { SortHeading, sortState } from "./sort-heading";

const NUMERIC: ReadonlySet<OrderColumn> = new Set(["amount", "money"]);
/** Where each column of times has its times. */
const TIMES: Readonly<Partial<Record<OrderColumn, keyof ListedOrderJson & `${string}_at`>>> = {
  created: "created_at",
  last_event: "last_event_at",
  authorized: "authorized_at",
  captured: "captured_at",
  refunded: "refunded_at",
  expires: "authorization_expires_at",
  received: "received_at",
  failed: "failed_at",
};

interface OrdersTableProps {
  readonly orders: readonly ListedOrderJson[];
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/**
 * The orders of one page: a real table, whose heading and first column stay in sight, and whose rows become labelled
 * cards where there is no room for it. The link is in the reference; the keys work on it.
 */
export function OrdersTable({ orders, filter, look }: OrdersTableProps) {
  const t = useTranslations("orders");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const { key, isDescending } = sortOf(filter);
  const sort = t("sorted", {
    column: t(`column.${key}`).toLowerCase(),
    direction: isDescending ? "desc" : "asc",
  });
  /** The shop's clock has two names a year. */
  const zones = (column: OrderColumn) => {
    const field = TIMES[column];
    const at = field === undefined ? [] : orders.flatMap((order) => order[field] ?? []);
    return [...new Set(at.map((instant) => timeZoneLabel(instant, { locale, timeZone })))].join("/");
  };
  const list = listHref(filter, look);
  return (
    <div className="@container/table orders-table min-w-0 overflow-auto">
      <table
        className={clsx(
          "stackable w-full border-separate border-spacing-0 text-left text-sm",
          look.isComfortable && "comfortable",
        )}
      >
        <caption className="sr-only">{t("table", { sort })}</caption>
        <thead>
          <tr>
            <Th aria-sort={sortState("reference", filter)} className="pinned corner">
              <SortHeading column="reference" filter={filter} look={look} />
            </Th>
            {look.columns.map((column) => (
              <Th key={column} isNumeric={NUMERIC.has(column)} aria-sort={sortState(column, filter)}>
                <SortHeading column={column} filter={filter} look={look} />
                {TIMES[column] && <span className="ml-1.5 font-normal text-2xs">{zones(column)}</span>}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <OrderRow key={order.href} order={order} columns={look.columns} list={list} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OrderRow({
  order,
  columns,
  list,
}: {
  readonly order: ListedOrderJson;
  readonly columns: readonly OrderColumn[];
  /** This list's own address. */
  readonly list: string;
}) {
  const t = useTranslations("orders");
  const reference = order.merchant_reference ?? order.merchant_reference_2;
  const name = reference ?? t("noReference");
  return (
    <tr id={order.id} data-order={order.href} data-reference={reference ?? order.id}>
      <Th scope="row" className="pinned">
        <span className="flex min-w-0 items-center gap-2.5">
          <input
            type="checkbox"
            data-select=""
            aria-label={t("select", { reference: name })}
            className="size-4 shrink-0 accent-accent-solid noscript:hidden"
          />
          <Link
            href={withinList(order.href, list)}
            prefetch={false}
            className="block min-w-0 max-w-52 truncate rounded text-accent visited:text-ink-soft hover:underline"
            title={name}
          >
            <bdi>{name}</bdi>
          </Link>
        </span>
      </Th>
      {columns.map((column) => (
        <Td key={column} isNumeric={NUMERIC.has(column)} label={t(`column.${column}`)}>
          <OrderCell column={column} order={order} />
        </Td>
      ))}
    </tr>
  );
}
