import "server-only";
import type { OrderMatch } from "@/lib/db/orders";
import type { LookupTerm } from "@/lib/domain/lookup-term";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { OrderSummary } from "@/lib/domain/order-summary";
import { orderHref } from "./order-href";

/** One order that a search found, and what of it was looked for. Nothing in it is personal. */
export interface Match {
  readonly kind: "session" | "transaction";
  readonly id: string;
  readonly href: string;
  readonly matchedField: LookupTerm["kind"];
  readonly status: string;
  /** What the order asks for. */
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly createdAt?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly paymentProductType?: string | undefined;
}

export function fromStore(order: OrderMatch): Match {
  return {
    ...orderHref(order),
    matchedField: order.matchedField,
    status: order.status,
    amount: order.ordered,
    currency: order.currency,
    createdAt: order.createdAt,
    merchantReference: order.merchantReference ?? order.merchantReference2,
    paymentProductType: order.paymentProductType,
  };
}

export function fromSummary(order: OrderSummary, matchedField: LookupTerm["kind"]): Match {
  return {
    ...orderHref(order),
    matchedField,
    status: order.status,
    amount: order.ordered,
    currency: order.currency,
    createdAt: order.createdAt,
    merchantReference: order.merchantReference ?? order.merchantReference2,
    paymentProductType: order.paymentProductType,
  };
}

/** By creation, newest first; what has no time stands last. */
export function newestFirst(matches: readonly Match[]): readonly Match[] {
  return matches.toSorted((a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? ""));
}
