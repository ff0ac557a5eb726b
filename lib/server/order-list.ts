import "server-only";
import { headers } from "next/headers";
import type { ListScope } from "@/lib/db/order-conditions";
import { listOrders, type OrderRow } from "@/lib/db/order-list";
import { type CurrencyTotal, countByStatus, type StatusCount, totalOrders } from "@/lib/db/order-totals";
import { listHeldValues, type ValueColumn } from "@/lib/db/order-values";
import { mask } from "@/lib/domain/masks";
import type { MinorUnits, Money } from "@/lib/domain/minor-units";
import {
  type FilterProblem,
  type IsHeld,
  type OrderFilter,
  orderFilterParams,
  parseOrderFilter,
} from "@/lib/domain/order-filter";
import { AppError } from "@/lib/errors";
import type { ListedOrderJson, OrderListAnswer, OrderTotalJson } from "@/lib/queries/order-list";
import { runtime } from "@/lib/runtime";
import { orderHref } from "./order-href";
import { originOf, type RequestOrigin } from "./request-origin";
import { recordLook } from "./same-look";
import type { Viewer } from "./viewer";

export interface ListedPage {
  readonly orders: readonly ListedOrderJson[];
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export interface ListedTotals {
  readonly count: number;
  readonly isExact: boolean;
  readonly totals: readonly OrderTotalJson[];
}

/** What a filter offers to choose from, less what is known without looking. */
export type FilterChoices = Readonly<Record<ValueColumn, readonly string[]>>;

const MAY_BE_HELD = ["status", "method", "currency", "reason"] as const;

/**
 * Reads the parameters of an address. A value no document of Dintero's names is known when an order has it; only then
 * is the store asked.
 */
export async function readOrderFilter(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<ReturnType<typeof parseOrderFilter>> {
  const read = parseOrderFilter(params);
  const unknown = read.problems.filter(({ reason }) => reason === "unknown-value").map(({ name }) => name);
  const columns = MAY_BE_HELD.filter((name) => unknown.includes(name));
  if (columns.length === 0) return read;
  const held = await Promise.all(
    columns.map(async (column) => [column, await listHeldValues(...own(viewer), column)] as const),
  );
  const isHeld: IsHeld = (name, value) =>
    held.some(([column, values]) => column === name && values.includes(value));
  return parseOrderFilter(params, isHeld);
}

/**
 * One page of the orders under `filter`, as a list shows them: nothing personal but the masked name. That it was looked
 * at is on record first, with the filter, which holds nothing of a person.
 * @param origin who asks, for the audit; a page leaves it out
 * @throws AppError "forbidden", "audit-unavailable", "storage-unavailable"
 */
export async function listOrdersPage(
  viewer: Viewer,
  filter: OrderFilter,
  origin?: RequestOrigin,
): Promise<ListedPage> {
  await recordListing(viewer, filter, origin ?? originOf(await headers()));
  const { orders, after, before } = await listOrders(runtime().db, scopeOf(viewer), filter);
  return { orders: orders.map(listedOrder), after, before };
}

async function recordListing(viewer: Viewer, filter: OrderFilter, origin: RequestOrigin): Promise<void> {
  const { accountId, now: at } = scopeOf(viewer);
  const query = orderFilterParams(filter).toString();
  const entry = { accountId, at, actorId: viewer.userId, action: "orders.list", outcome: "done" } as const;
  await recordLook({ ...entry, details: query === "" ? {} : { filter: query }, ...origin }, query);
}

/** How many orders there are under `filter`, and what they sum to in each currency. */
export async function listTotals(viewer: Viewer, filter: OrderFilter): Promise<ListedTotals> {
  const { count, isExact, totals } = await totalOrders(runtime().db, scopeOf(viewer), filter);
  return { count, isExact, totals: totals.map(totalJson) };
}

/** How many orders have each status, under the rest of `filter`. */
export async function listStatusCounts(viewer: Viewer, filter: OrderFilter): Promise<readonly StatusCount[]> {
  return countByStatus(runtime().db, scopeOf(viewer), filter);
}

/** The values that orders have, for the choices of each filter. */
export async function listFilterChoices(viewer: Viewer): Promise<FilterChoices> {
  const held = (column: ValueColumn) => listHeldValues(...own(viewer), column);
  const [status, method, brand, currency, store, reason] = await Promise.all([
    held("status"),
    held("method"),
    held("brand"),
    held("currency"),
    held("store"),
    held("reason"),
  ]);
  return { status, method, brand, currency, store, reason };
}

/** `GET /api/orders` (CONTRACT, section 4), or what is wrong with its parameters. */
export async function answerOrderList(
  viewer: Viewer,
  params: URLSearchParams,
  origin: RequestOrigin,
): Promise<{ readonly answer: OrderListAnswer } | { readonly problems: readonly FilterProblem[] }> {
  const { filter, problems } = await readOrderFilter(viewer, params);
  if (problems.length > 0) return { problems };
  const [page, totals] = await Promise.all([
    listOrdersPage(viewer, filter, origin),
    listTotals(viewer, filter),
  ]);
  return {
    answer: {
      orders: page.orders,
      next_cursor: page.after,
      previous_cursor: page.before,
      count: totals.count,
      count_is_exact: totals.isExact,
      totals: totals.totals,
    },
  };
}

/** @throws AppError "forbidden" */
export function scopeOf(viewer: Viewer): ListScope {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not list orders`);
  const { env, now } = runtime();
  return { accountId: env.accountId, timeZone: env.businessTimeZone, now: now() };
}

function own(viewer: Viewer) {
  return [runtime().db, scopeOf(viewer).accountId] as const;
}

/** An order as a list shows it: the customer masked. */
export function listedOrder(row: OrderRow): ListedOrderJson {
  const money = (amount: MinorUnits): Money => ({ amount, currency: row.currency });
  return {
    ...orderHref(row),
    session_id: row.sessionId,
    transaction_id: row.transactionId,
    merchant_reference: row.merchantReference,
    merchant_reference_2: row.merchantReference2,
    status: row.status,
    failure: row.failureReason === undefined ? undefined : { who: row.failureWho, rule: row.failureReason },
    amount: money(row.ordered),
    authorized: money(row.authorized),
    captured: money(row.captured),
    refunded: money(row.refunded),
    voided: money(row.voided),
    remaining: money(row.remaining),
    payment_product_type: row.paymentProductType,
    card_brand: row.cardBrand,
    store_id: row.storeId,
    channel: row.channel,
    customer: row.customerName && maskedName(row.customerName),
    payout_destinations: row.payoutDestinations,
    created_at: row.createdAt,
    authorized_at: row.authorizedAt,
    captured_at: row.capturedAt,
    refunded_at: row.refundedAt,
    last_event_at: row.lastEventAt,
    received_at: row.receivedAt,
    failed_at: row.failedAt,
    expires_at: row.expiresAt,
    authorization_expires_at: row.authorizationExpiresAt,
  };
}

/** The store holds names in lower case, for searching. */
function maskedName(name: string): string {
  return mask("name", name).replace(/(^|\s)\p{Ll}/gu, (initial) => initial.toUpperCase());
}

function totalJson({ currency, count, inDays, ...sums }: CurrencyTotal): OrderTotalJson {
  const money = (amount: MinorUnits | undefined) => (amount === undefined ? undefined : { amount, currency });
  return {
    currency,
    count,
    authorized: money(sums.authorized),
    captured: money(sums.captured),
    refunded: money(sums.refunded),
    remaining: money(sums.remaining),
    in_days: inDays && { moved: inDays.moved, amount: money(inDays.amount) },
  };
}
