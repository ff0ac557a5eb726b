import type { CallbackStory } from "@/lib/domain/callback-story";
import type { JsonObject } from "@/lib/domain/json";
import type { Money } from "@/lib/domain/minor-units";
import type { Failure, Order, Retry, Who } from "@/lib/domain/order";
import type { ReplyLanguage } from "@/lib/i18n/replies";

/** A row of the decision table as it applies to one order. */
export interface FailureJson {
  readonly who: Who;
  readonly severity: Failure["severity"];
  readonly headline: string;
  /** What to do about it, in order, and the same as one text. */
  readonly steps: readonly string[];
  readonly next: string;
  /** What to answer the customer, by language. */
  readonly replies: Readonly<Record<ReplyLanguage, string>>;
  /** Stable name of the explanation, and the version of the table it is from. */
  readonly rule: string;
  readonly table_version: number;
  /** The value that decided, as received. */
  readonly reason: string;
  /** False when the table has no row for it. */
  readonly is_mapped: boolean;
  readonly retry: Retry;
  readonly evidence: {
    readonly source: Failure["source"];
    /** Whose word the meaning is: "stated" Dintero's, "inferred" ours. */
    readonly meaning?: string | undefined;
    readonly document?: string | undefined;
    readonly operation: Failure["operation"];
    readonly at?: string | undefined;
    readonly payment_product_type?: string | undefined;
    readonly amount: Money;
    /** Entry of `timeline` that tells of it. */
    readonly timeline_id?: string | undefined;
    readonly attempt?: { readonly number: number; readonly count: number } | undefined;
    readonly code?: string | undefined;
    readonly types?: readonly string[] | undefined;
    readonly result_code?: string | undefined;
    readonly result_code_meaning?: string | undefined;
    readonly message?: string | undefined;
    readonly provider_values?: readonly { readonly key: string; readonly value: string }[] | undefined;
  };
  /** What happened around it: other orders of the same reference or customer, and what became of telling us. */
  readonly context: {
    readonly paid_later?: NeighbourJson | undefined;
    readonly paid_before?: NeighbourJson | undefined;
    /** Refusals of a bank's close together, this one included; from three on. */
    readonly refusals?:
      | { readonly count: number; readonly within_seconds: number; readonly are_cards: boolean }
      | undefined;
    readonly callback: {
      readonly outcome: CallbackStory["kind"];
      readonly received_at?: string | undefined;
      readonly sent_at?: string | undefined;
      readonly reports_errors?: boolean | undefined;
    };
  };
}

/** Another order, and how many seconds lie between. */
interface NeighbourJson {
  readonly session_id?: string | undefined;
  readonly transaction_id?: string | undefined;
  readonly payment_product_type?: string | undefined;
  readonly seconds: number;
  readonly relation: "reference" | "customer";
}

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
  readonly failure?: FailureJson | undefined;
  /** Nothing failed, and yet there is something to do or to say: in the same shape. */
  readonly advice?: FailureJson | undefined;
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
