import { queryOptions } from "@tanstack/react-query";
import type { CurrencyCode, Money } from "@/lib/domain/minor-units";
import type { Who } from "@/lib/domain/order";
import { getJson } from "./request";

/** One order of the list (CONTRACT, section 4). Instants are ISO; the customer's name is masked. */
export interface ListedOrderJson {
  readonly kind: "session" | "transaction";
  /** Of the session, else of the transaction. */
  readonly id: string;
  /** Its page. */
  readonly href: string;
  readonly session_id?: string | undefined;
  readonly transaction_id?: string | undefined;
  readonly merchant_reference?: string | undefined;
  readonly merchant_reference_2?: string | undefined;
  /** As Dintero sent it, or the derived status of a session. */
  readonly status: string;
  readonly failure?: { readonly who?: Who | undefined; readonly rule: string } | undefined;
  /** What the order asks for. */
  readonly amount: Money;
  readonly authorized: Money;
  readonly captured: Money;
  readonly refunded: Money;
  readonly voided: Money;
  readonly remaining: Money;
  readonly payment_product_type?: string | undefined;
  readonly card_brand?: string | undefined;
  readonly store_id?: string | undefined;
  readonly channel?: string | undefined;
  readonly customer?: string | undefined;
  readonly payout_destinations: readonly string[];
  readonly created_at?: string | undefined;
  readonly authorized_at?: string | undefined;
  /** The latest successful one, as of refunds. */
  readonly captured_at?: string | undefined;
  readonly refunded_at?: string | undefined;
  readonly last_event_at?: string | undefined;
  /** When the first verified callback or webhook about it came. */
  readonly received_at?: string | undefined;
  /** When its payment failed, where it stands as failed. */
  readonly failed_at?: string | undefined;
  /** When the checkout runs out. */
  readonly expires_at?: string | undefined;
  /** When reserved money that is not captured is expected to be released. */
  readonly authorization_expires_at?: string | undefined;
}

/** A sum is absent where it is more than a number holds exactly. */
export interface OrderTotalJson {
  readonly currency: CurrencyCode;
  readonly count: number;
  readonly authorized?: Money | undefined;
  readonly captured?: Money | undefined;
  readonly refunded?: Money | undefined;
  readonly remaining?: Money | undefined;
  /**
   * With `by` captured or refunded and days: what those captures (refunds) came to, of all orders under the filter. The
   * other sums are of the orders, whenever their money moved.
   */
  readonly in_days?:
    | { readonly moved: "captured" | "refunded"; readonly amount?: Money | undefined }
    | undefined;
}

/** The answer of `GET /api/orders`. */
export interface OrderListAnswer {
  readonly orders: readonly ListedOrderJson[];
  /** For `after`; absent on the last page. */
  readonly next_cursor?: string | undefined;
  /** For `before`; absent on the first page. */
  readonly previous_cursor?: string | undefined;
  /** Of all pages, 10,000 at most. */
  readonly count: number;
  readonly count_is_exact: boolean;
  /** One per currency. When the count is not exact: of the newest 10,000 orders under the filter. */
  readonly totals: readonly OrderTotalJson[];
}

const ASKED_EVERY_MS = 20_000;

/**
 * How many orders have come in above `first`, the page of an order: `query` asks `GET /api/orders` for the first page as
 * it is now. Asked now and then while the reader looks.
 */
export function arrivedQuery(query: string, first: string) {
  return queryOptions({
    queryKey: ["orders", "arrived", query, first],
    queryFn: async () => {
      const { orders } = await getJson<OrderListAnswer>(`/api/orders?${query}`);
      const count = orders.findIndex(({ href }) => href === first);
      return count === -1 ? { count: orders.length, isExact: false } : { count, isExact: true };
    },
    refetchInterval: ASKED_EVERY_MS,
  });
}
