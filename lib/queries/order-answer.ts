import type { JsonObject } from "@/lib/domain/json";
import type { Money } from "@/lib/domain/minor-units";
import type { Order, Retry, Who } from "@/lib/domain/order";

/** `order` in the answer of `GET /api/dintero/sessions/{id}` (CONTRACT, section 4): derived, in the reader's language. */
export interface OrderJson {
  readonly status: string;
  readonly verdict: string;
  readonly amounts: {
    readonly authorized: Money;
    readonly captured: Money;
    readonly refunded: Money;
    readonly voided: Money;
    readonly remaining: Money;
  };
  readonly failure?:
    | {
        readonly who: Who;
        readonly headline: string;
        /** What to do about it. */
        readonly next: string;
        /** Stable name of the diagnosis. */
        readonly rule: string;
        /** The value that decided, as received. */
        readonly reason: string;
        readonly retry: Retry;
      }
    | undefined;
  readonly timeline: Order["timeline"];
  readonly checks: readonly {
    readonly code: string;
    readonly message: string;
    /** The line, event or status it is about. */
    readonly subject?: string | undefined;
    readonly expected?: Money | string | number | undefined;
    readonly actual?: Money | string | number | undefined;
  }[];
}

/** The proxied look-up. `session` and `transaction` are Dintero's own objects, projected by role, never a token. */
export interface OrderAnswer {
  readonly session?: JsonObject | undefined;
  readonly transaction?: JsonObject | undefined;
  readonly order: OrderJson;
  readonly fetched_at: string;
  /** "saved" when Dintero did not answer and this is our dated copy. */
  readonly source: "dintero" | "saved";
}
