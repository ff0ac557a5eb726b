import type { Transaction } from "@/lib/domain/transaction";
import { type Fetched, type ListPage, readMany, readOne } from "./answers";
import { parseProviderId } from "./ids";
import { checkedIds, listQuery, type Page } from "./query";
import type { CallOptions, Get } from "./request";
import { toTransaction } from "./to-domain";

/**
 * Filters of `GET /v1/transactions` (API.md 5.1). Instants are ISO and inclusive; amounts are the authorized amount in
 * minor units of whatever currency.
 */
export interface TransactionFilter extends Page {
  readonly ids?: readonly string[] | undefined;
  /** An id, either reference, phone number, e-mail, "first last", or the id of a card token. */
  readonly search?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly paymentProducts?: readonly string[] | undefined;
  readonly paymentProductTypes?: readonly string[] | undefined;
  readonly cardBrands?: readonly string[] | undefined;
  readonly merchantReference?: string | undefined;
  readonly merchantReference2?: string | undefined;
  readonly sessionIds?: readonly string[] | undefined;
  readonly storeIds?: readonly string[] | undefined;
  readonly payoutCorrelationIds?: readonly string[] | undefined;
  readonly payoutDestinationId?: string | undefined;
  readonly currencies?: readonly string[] | undefined;
  readonly amount?: number | undefined;
  readonly amountGte?: number | undefined;
  readonly amountLte?: number | undefined;
  readonly createdAtGte?: string | undefined;
  readonly createdAtLte?: string | undefined;
  /** Dintero reserves the right to change what these four mean. */
  readonly capturedAtGte?: string | undefined;
  readonly capturedAtLte?: string | undefined;
  readonly refundedAtGte?: string | undefined;
  readonly refundedAtLte?: string | undefined;
  readonly paymentOperation?: string | undefined;
  readonly customerId?: string | undefined;
  readonly tokenIds?: readonly string[] | undefined;
  readonly terminalId?: string | undefined;
  readonly channel?: string | undefined;
}

/** Never `card.payment_token` or `card.recurrence_token`: with those, money can be taken. */
const INCLUDES = ["events.request_headers", "initiating_system_request_headers"];

export async function getTransaction(
  get: Get,
  accountId: string,
  id: string,
  options?: CallOptions,
): Promise<Fetched<Transaction>> {
  const asked = parseProviderId(id, accountId);
  const query = new URLSearchParams(INCLUDES.map((value) => ["includes", value]));
  const answer = await get("transaction", `/v1/transactions/${encodeURIComponent(asked)}`, query, options);
  return readOne(answer, asked, accountId, toTransaction);
}

export async function listTransactions(
  get: Get,
  accountId: string,
  filter: TransactionFilter,
  options?: CallOptions,
): Promise<ListPage<Transaction>> {
  const query = listQuery(filter, accountId, {
    id: checkedIds(filter.ids, accountId),
    search: filter.search,
    status: filter.statuses,
    payment_product: filter.paymentProducts,
    payment_product_type: filter.paymentProductTypes,
    card_brand: filter.cardBrands,
    merchant_reference: filter.merchantReference,
    merchant_reference_2: filter.merchantReference2,
    session_id: checkedIds(filter.sessionIds, accountId),
    store_id: filter.storeIds,
    // The one list that Dintero documents with commas instead of a repeated key.
    payout_correlation_id: filter.payoutCorrelationIds?.join(","),
    payout_destination_id: filter.payoutDestinationId,
    currency: filter.currencies,
    amount: filter.amount,
    "amount.gte": filter.amountGte,
    "amount.lte": filter.amountLte,
    "created_at.gte": filter.createdAtGte,
    "created_at.lte": filter.createdAtLte,
    "captured_at.gte": filter.capturedAtGte,
    "captured_at.lte": filter.capturedAtLte,
    "refunded_at.gte": filter.refundedAtGte,
    "refunded_at.lte": filter.refundedAtLte,
    payment_operation: filter.paymentOperation,
    customer_id: filter.customerId,
    token_id: filter.tokenIds,
    terminal_id: filter.terminalId,
    channel: filter.channel,
  });
  return readMany(await get("transactions", "/v1/transactions", query, options), accountId, toTransaction);
}
