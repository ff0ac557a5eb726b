import type { Attempt } from "./attempt";
import type { CurrencyCode, MinorUnits } from "./minor-units";
import type { Failure, Who } from "./order";

/** What the store keeps of a failure besides its rule and who: what a list of failures counts by. */
export interface FailureSummary {
  /** The value that decided, as received; at most 200 characters. */
  readonly value: string;
  readonly source: Failure["source"];
  readonly severity: Failure["severity"];
  readonly paymentProductType?: string | undefined;
  readonly attempt?: Attempt | undefined;
  readonly at?: string | undefined;
}

/** What the store keeps of an order to find and list it; one row of `orders`. Instants are ISO strings. */
export interface OrderSummary {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly merchantReference2?: string | undefined;
  readonly status: string;
  /** The rule of the decision table. */
  readonly failureReason?: string | undefined;
  readonly failureWho?: Who | undefined;
  readonly failure?: FailureSummary | undefined;
  readonly currency: CurrencyCode;
  readonly ordered: MinorUnits;
  readonly authorized: MinorUnits;
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
  readonly voided: MinorUnits;
  readonly remaining: MinorUnits;
  readonly paymentProductType?: string | undefined;
  readonly cardBrand?: string | undefined;
  readonly storeId?: string | undefined;
  readonly channel?: string | undefined;
  /** Search keys; personal. Trimmed and lower case; phone as +digits. */
  readonly customerName?: string | undefined;
  readonly customerEmail?: string | undefined;
  readonly customerPhone?: string | undefined;
  /** Provider payment ids from event metadata and details, for example of `vipps:payment:id`. */
  readonly providerIds: readonly string[];
  /** Ids of events and requests a person may paste. */
  readonly eventIds: readonly string[];
  readonly createdAt?: string | undefined;
  readonly authorizedAt?: string | undefined;
  readonly capturedAt?: string | undefined;
  readonly refundedAt?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly lastEventAt?: string | undefined;
  /** When what is left of the authorization is expected to be released; absent when nothing is left, or nobody knows. */
  readonly authorizationExpiresAt?: string | undefined;
  /** When the status changes although no document does: a checkout that is still open runs out. */
  readonly changesAt?: string | undefined;
  /** The rules of `checks.ts` that its figures break, each once; absent when nobody looked. */
  readonly checkRules?: readonly string[] | undefined;
  readonly payoutDestinations: readonly string[];
  readonly hasSplits: boolean;
}
