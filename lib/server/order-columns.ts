import "server-only";
import type { MinorUnits } from "@/lib/domain/minor-units";
import { offsetInstant } from "@/lib/domain/offset-instant";
import type { OrderExport } from "@/lib/domain/order-export";
import type { OrderColumn } from "@/lib/domain/order-look";
import type { PayoutPart } from "@/lib/domain/payout-parts";
import type { CsvCell } from "@/lib/format/csv";
import type { ListedOrderJson } from "@/lib/queries/order-list";

/** A column of a file: what its heading says, and what it holds of a `Row`. */
export interface FileColumn<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => CsvCell;
}

type Order = ListedOrderJson;
type Field = "amount" | "authorized" | "captured" | "refunded" | "voided" | "remaining";

const text = <Row>(heading: string, of: (row: Row) => string | undefined): FileColumn<Row> => ({
  heading,
  cell: (row) => ({ text: of(row) }),
});

/** Several values in one cell. */
const SEPARATOR = " | ";
const joined = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(SEPARATOR));

/** An amount twice: as a decimal that a person reads, and in minor units that no program takes for anything else. */
const money = (name: Field): readonly FileColumn<Order>[] => [
  { heading: name, cell: (order) => order[name] },
  { heading: `${name}_minor`, cell: (order) => ({ whole: order[name].amount }) },
];

const CURRENCY = text<Order>("currency", (order) => order.amount.currency);

/** The columns of "one row per order": those of the list, each as plain values. */
export function orderColumns(
  { columns }: OrderExport,
  { mayName, timeZone }: { readonly mayName: boolean; readonly timeZone: string },
): readonly FileColumn<Order>[] {
  const chosen = columns.flatMap((column) => COLUMNS[column](timeZone));
  const hasMoney = columns.some((column) => column === "amount" || column === "money");
  const lastMoney = chosen.findLastIndex(({ heading }) => heading.endsWith("_minor"));
  return [
    ...(mayName ? [text<Order>("merchant_reference", (order) => order.merchant_reference)] : []),
    ...chosen.slice(0, lastMoney + 1),
    ...(hasMoney ? [CURRENCY] : []),
    ...chosen.slice(lastMoney + 1),
  ];
}

type Instants = Extract<keyof Order, `${string}_at`>;

/** The heading names the clock; each value says how far that is from UTC. */
const instant =
  (name: Instants) =>
  (timeZone: string): readonly FileColumn<Order>[] => [
    text<Order>(`${name} (${timeZone})`, (order) => {
      const at = order[name];
      return at && offsetInstant(at, timeZone);
    }),
  ];
const plain =
  (...columns: readonly FileColumn<Order>[]) =>
  () =>
    columns;

const COLUMNS: Record<OrderColumn, (timeZone: string) => readonly FileColumn<Order>[]> = {
  status: plain(text("status", (order) => order.status)),
  amount: plain(...money("amount")),
  money: plain(
    ...money("authorized"),
    ...money("captured"),
    ...money("refunded"),
    ...money("voided"),
    ...money("remaining"),
  ),
  method: plain(
    text("payment_product_type", (order) => order.payment_product_type),
    text("card_brand", (order) => order.card_brand),
  ),
  customer: plain(text("customer_masked", (order) => order.customer)),
  created: instant("created_at"),
  last_event: instant("last_event_at"),
  who: plain(text("failure_who", (order) => order.failure?.who)),
  reason: plain(text("failure_reason", (order) => order.failure?.rule)),
  session: plain(text("session_id", (order) => order.session_id)),
  transaction: plain(text("transaction_id", (order) => order.transaction_id)),
  reference_2: plain(text("merchant_reference_2", (order) => order.merchant_reference_2)),
  store: plain(text("store_id", (order) => order.store_id)),
  channel: plain(text("channel", (order) => order.channel)),
  sellers: plain(text("payout_destinations", (order) => joined(order.payout_destinations))),
  authorized: instant("authorized_at"),
  captured: instant("captured_at"),
  refunded: instant("refunded_at"),
  expires: instant("authorization_expires_at"),
  received: instant("received_at"),
  failed: instant("failed_at"),
};

/** A part of an order's money with the order it is of. */
export interface PartRow {
  /** Counted from 1: the parts of one order have the same. */
  readonly orderNumber: number;
  readonly order: ListedOrderJson;
  readonly part: PayoutPart;
}

/** The columns of "one row per capture split". */
export function partColumns({
  mayName,
  timeZone,
}: {
  readonly mayName: boolean;
  readonly timeZone: string;
}): readonly FileColumn<PartRow>[] {
  const amount = (name: string, of: (part: PayoutPart) => MinorUnits | undefined): FileColumn<PartRow>[] => [
    {
      heading: name,
      cell: ({ part, order }) => {
        const value = of(part);
        return value === undefined ? NOTHING : { amount: value, currency: order.amount.currency };
      },
    },
    {
      heading: `${name}_minor`,
      cell: ({ part }) => {
        const value = of(part);
        return value === undefined ? NOTHING : { whole: value };
      },
    },
  ];
  const named = <Column>(...columns: readonly Column[]) => (mayName ? columns : []);
  return [
    { heading: "order_number", cell: ({ orderNumber }) => ({ whole: orderNumber }) },
    ...named(
      text<PartRow>("merchant_reference", ({ order }) => order.merchant_reference),
      text<PartRow>("session_id", ({ order }) => order.session_id),
      text<PartRow>("transaction_id", ({ order }) => order.transaction_id),
      text<PartRow>("event_id", ({ part }) => part.eventId),
    ),
    text("event", ({ part }) => part.event),
    text(`event_at (${timeZone})`, ({ part }) => part.at && offsetInstant(part.at, timeZone)),
    text("part", ({ part }) => part.part),
    text("payout_destination_id", ({ part }) => part.payoutDestinationId),
    ...amount("amount", (part) => part.amount),
    ...amount("event_amount", (part) => part.eventAmount),
    text("currency", ({ order }) => order.amount.currency),
    text("fee_split", ({ part }) => part.feeSplit?.type),
    text("fee_bearers", ({ part }) => joined(part.feeSplit?.destinations ?? [])),
    ...named(text<PartRow>("settlement_ids", ({ part }) => joined(part.settlementIds))),
    text("payment_product_type", ({ order }) => order.payment_product_type),
    text("store_id", ({ order }) => order.store_id),
  ];
}

const NOTHING = { text: undefined };
