import type { LogKind } from "./delivery-log";
import type { CiteName, Meaning, OriginKind, ReplyName, Severity, StepName } from "./failure-names";
import type { FeeSplit, OrderItem, Split } from "./items";
import type { JsonObject } from "./json";
import type { CurrencyCode, MinorUnits } from "./minor-units";
import type { Session } from "./session";
import type { EventError, EventSettlements, Transaction } from "./transaction";

/** What Dintero holds about one order. At least one of the two is present. */
export interface OrderDocuments {
  readonly session?: Session | undefined;
  readonly transaction?: Transaction | undefined;
}

/** Where the money is, in minor units of `currency`. `authorized = captured + voided + remaining` unless a check says otherwise. */
export interface Amounts {
  readonly currency: CurrencyCode;
  /** What the order asks for. */
  readonly ordered: MinorUnits;
  /** 0 until Dintero says that money was reserved or taken. */
  readonly authorized: MinorUnits;
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
  readonly voided: MinorUnits;
  /** Authorized, neither captured nor voided. */
  readonly remaining: MinorUnits;
  /** Asked for by INITIATE_CAPTURE or INITIATE_REFUND and not yet answered; in no other figure. */
  readonly pendingCapture: MinorUnits;
  readonly pendingRefund: MinorUnits;
  /** Paid by gift card; apart from the bar. */
  readonly giftCards: MinorUnits;
}

/** One order line with what happened to it, matched by `line_id`. */
export interface OrderLine {
  readonly item: OrderItem;
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
  readonly left: MinorUnits;
  readonly capturedQuantity: number;
  readonly refundedQuantity: number;
}

export type Who = "customer" | "bank" | "provider" | "merchant" | "unknown";
export type Retry =
  | { readonly kind: "never" | "now" | "unstated" }
  | { readonly kind: "after"; readonly at?: string | undefined };

/** What an explanation rests on: a row of the decision table, and whose word its meaning is. */
export interface FailureBasis {
  readonly source: OriginKind;
  readonly meaning: Meaning;
  readonly cite: CiteName;
}

/**
 * Why money did not move, or, as `Order.advice`, what else somebody should know. `rule` is a row of `failure-table.ts`
 * and a key of the catalogue `failure.rules`; who, steps, reply and severity follow from it and from what had been
 * reserved or taken by then.
 */
export interface Failure {
  readonly who: Who;
  readonly rule: string;
  /** The value that decided, exactly as received, for example "INSUFFICIENT_FUNDS". */
  readonly reason: string;
  /** Where it was read. */
  readonly source: "transaction-event" | "transaction" | "session-event" | "session" | "callback";
  readonly isMapped: boolean;
  readonly severity: Severity;
  readonly steps: readonly StepName[];
  readonly reply: ReplyName;
  /** Undefined for a value that is not in the table. */
  readonly basis?: FailureBasis | undefined;
  readonly retry: Retry;
  /** What was being done: the words "the customer was charged nothing" are true of an authorization only. */
  readonly operation: FailedOperation;
  readonly error?: EventError | undefined;
  /** The provider's own keys that tell why, as received. */
  readonly providerValues?: readonly { readonly key: string; readonly value: string }[] | undefined;
  readonly paymentProductType?: string | undefined;
  readonly at?: string | undefined;
}

export type FailedOperation = "AUTHORIZE" | "CAPTURE" | "REFUND" | "VOID";

/** The order in one sentence: `rule` names the sentence in the catalogue, the rest fills it. */
export interface Verdict {
  readonly rule: string;
  readonly tone: "good" | "waiting" | "bad" | "neutral";
  readonly amount?: MinorUnits | undefined;
  readonly remaining?: MinorUnits | undefined;
  readonly refunded?: MinorUnits | undefined;
  readonly at?: string | undefined;
  readonly status?: string | undefined;
}

/** A figure that does not add up. Both sides are shown; nothing is corrected. `rule` names the sentence. */
export interface Check {
  readonly rule: string;
  /** Minor units of the order's currency when `unit` is "money", else plain text or numbers. */
  readonly expected?: MinorUnits | number | string | undefined;
  readonly actual?: MinorUnits | number | string | undefined;
  readonly unit: "money" | "text";
  /** The line, event or payout destination it is about. */
  readonly subject?: string | undefined;
}

/** The splits of one capture or refund, checked against its amount. */
export interface SplitTable {
  /** `share` in per cent of the amount that was split. */
  readonly splits: readonly (Split & { readonly share: number })[];
  readonly total: MinorUnits;
  /** Capture amount less total: what stays on the merchant's own account, or an error when negative. */
  readonly difference: MinorUnits;
  readonly feeSplit?: FeeSplit | undefined;
}

export type Lane = "customer" | "money" | "callback";
export type Outcome = "done" | "failed" | "pending" | "info";

/** An entry of `session.events` or `transaction.events`, by its place in the document as received. */
export interface EventSource {
  readonly document: "session" | "transaction";
  readonly index: number;
}

/** One thing that happened, whoever told us. Sentences come from the catalogue by `lane` and `name`. */
export interface TimelineEntry {
  /** Stable within the order; the anchor of a deep link. */
  readonly id: string;
  /** ISO instant as received; absent when the source gave none. */
  readonly at?: string | undefined;
  readonly lane: Lane;
  /** The event's name as received. */
  readonly name: string;
  readonly isKnown: boolean;
  readonly outcome: Outcome;
  readonly amount?: MinorUnits | undefined;
  readonly currency?: CurrencyCode | undefined;
  readonly status?: string | undefined;
  readonly paymentProductType?: string | undefined;
  readonly actor?: string | undefined;
  readonly eventId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly eventReference?: string | undefined;
  /** The INITIATE_* this answers, folded in. */
  readonly requestedAt?: string | undefined;
  /** Consecutive like events folded into this one; 1 when alone. */
  readonly count: number;
  readonly lastAt?: string | undefined;
  readonly failure?: Failure | undefined;
  readonly splits?: SplitTable | undefined;
  readonly lines: readonly {
    readonly lineId?: string | undefined;
    readonly description?: string | undefined;
    readonly quantity?: number | undefined;
    readonly amount?: MinorUnits | undefined;
  }[];
  readonly settlements?: EventSettlements | undefined;
  /** What else the source said, as received, less tokens. */
  readonly details: JsonObject;
  /** Every event this entry tells of, the folded and paired ones too, so that a page can show each as received; empty for a callback. */
  readonly sources: readonly EventSource[];
  /** Where there is more about it; of callbacks only. */
  readonly href?: string | undefined;
}

/** A callback of ours about this order, or a finding where none came, for the timeline. */
export interface CallbackNote {
  /** As in the callback log. */
  readonly id: string;
  readonly kind?: LogKind | undefined;
  readonly receivedAt: string;
  readonly event?: string | undefined;
  readonly error?: string | undefined;
  /** A `DeliveryOutcome`. */
  readonly state: string;
  /** How many times it came. */
  readonly attempts: number;
  /** Its page in the log, for a reader who may see that. */
  readonly href?: string | undefined;
}

/** The order as people read it: everything derived, nothing fetched. */
export interface Order {
  /** The transaction's status as Dintero sent it; without a transaction, the derived session status. */
  readonly status: string;
  readonly statusSource: "transaction" | "event" | "session";
  readonly verdict: Verdict;
  readonly amounts: Amounts;
  readonly failure?: Failure | undefined;
  /** Nothing failed, and yet there is something to do or to say: a review, an open outcome, a shop that was not told. */
  readonly advice?: Failure | undefined;
  readonly lines: readonly OrderLine[];
  readonly timeline: readonly TimelineEntry[];
  readonly checks: readonly Check[];
}
