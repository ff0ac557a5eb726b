import type { Address, Customer, RequestHeaders, Store } from "./address";
import type { FeeSplit, GiftCard, OrderItem, ShippingOption, Split } from "./items";
import type { JsonObject } from "./json";
import type { CurrencyCode, MinorUnits } from "./minor-units";
import type { Checkbox } from "./session";

/** The statuses Dintero documents (API.md 5.2). Another value is carried and shown as received. */
export const TRANSACTION_STATUSES = [
  "INITIATED",
  "ON_HOLD",
  "AUTHORIZED",
  "PARTIALLY_CAPTURED",
  "CAPTURED",
  "PARTIALLY_CAPTURED_REFUNDED",
  "PARTIALLY_REFUNDED",
  "REFUNDED",
  "AUTHORIZATION_VOIDED",
  "DECLINED",
  "FAILED",
  "UNKNOWN",
] as const;

/** What went wrong, from a transaction event with `success: false` (API.md 10). */
export interface EventError {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** One string in the older vocabulary, an array in the newer; always a list here. */
  readonly types: readonly string[];
  /** The raw Visa or Mastercard response code. */
  readonly resultCode?: string | undefined;
  readonly retryPolicy?:
    | { readonly retryCodes: readonly string[]; readonly retryAfter?: string | undefined }
    | undefined;
}

/** The state was repaired after a failed operation; `status` is then preferred to `success` (API.md 5.3). */
export interface Correction {
  readonly eventIds: readonly string[];
  readonly status?: string | undefined;
  readonly remainingCaptureAmount?: MinorUnits | undefined;
  readonly remainingRefundAmount?: MinorUnits | undefined;
  readonly remainingVoidAmount?: MinorUnits | undefined;
}

export interface EventSettlements {
  readonly settlementStatus?: string | undefined;
  readonly events: readonly {
    readonly settlementId?: string | undefined;
    readonly providerReference?: string | undefined;
    readonly eventCorrelationId?: string | undefined;
    readonly amount?: MinorUnits | undefined;
    readonly capture?: MinorUnits | undefined;
    readonly refund?: MinorUnits | undefined;
    readonly fee?: MinorUnits | undefined;
  }[];
}

/** A line of a capture or refund. */
export interface EventItem {
  readonly lineId?: string | undefined;
  readonly quantity?: number | undefined;
  readonly amount?: MinorUnits | undefined;
  readonly description?: string | undefined;
  readonly splits: readonly Split[];
  readonly feeSplit?: FeeSplit | undefined;
}

/** One entry of `transaction.events` (API.md 5.3). `event` is kept as received; only success moves money. */
export interface TransactionEvent {
  readonly id?: string | undefined;
  readonly event: string;
  readonly transactionStatus?: string | undefined;
  readonly success?: boolean | undefined;
  readonly amount?: MinorUnits | undefined;
  readonly createdAt?: string | undefined;
  readonly createdBy?: string | undefined;
  readonly requestId?: string | undefined;
  /** A finished CAPTURE points at the `requestId` of its INITIATE_CAPTURE. */
  readonly correlationRequestId?: string | undefined;
  readonly eventReference?: string | undefined;
  readonly items: readonly EventItem[];
  /** On the event itself; the typed schema has them inside the items: `splits.ts` reads both places. */
  readonly splits: readonly Split[];
  readonly feeSplit?: FeeSplit | undefined;
  readonly giftCards: readonly GiftCard[];
  readonly calculatedVatAmount?: MinorUnits | undefined;
  readonly error?: EventError | undefined;
  readonly correction?: Correction | undefined;
  readonly settlements?: EventSettlements | undefined;
  readonly requestHeaders?: RequestHeaders | undefined;
  readonly metadata: JsonObject;
}

export interface Card {
  readonly brand?: string | undefined;
  readonly maskedPan?: string | undefined;
  readonly expiryDate?: string | undefined;
  readonly type?: string | undefined;
  readonly region?: string | undefined;
  readonly country?: string | undefined;
  readonly issuingBank?: string | undefined;
  /** Y done, A attempted, U unavailable, N failed. */
  readonly authenticationStatus?: string | undefined;
  readonly threeDsVersion?: string | undefined;
  readonly eci?: string | undefined;
}

/** The payment a session produced. */
export interface Transaction {
  readonly id?: string | undefined;
  readonly accountId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly version?: number | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly paymentProduct: string;
  /** For example "dintero_psp.creditcard"; Vipps direct is just "vipps". */
  readonly paymentProductType: string;
  /** Always the total that was authorized, whatever has been captured since. */
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  /** Read-only at Dintero and absent from the callback example: see `statusOf` in `amounts.ts`. */
  readonly status?: string | undefined;
  readonly settlementStatus?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly merchantReference2?: string | undefined;
  readonly channel?: string | undefined;
  readonly platformType?: string | undefined;
  readonly dynamicDescriptor?: string | undefined;
  readonly payoutDestinationId?: string | undefined;
  readonly paymentOperation?: string | undefined;
  readonly events: readonly TransactionEvent[];
  readonly items: readonly OrderItem[];
  readonly giftCards: readonly GiftCard[];
  readonly shippingOption?: ShippingOption | undefined;
  readonly shippingAddress?: Address | undefined;
  readonly billingAddress?: Address | undefined;
  readonly store?: Store | undefined;
  readonly customer?: Customer | undefined;
  readonly checkboxes: readonly Checkbox[];
  readonly card?: Card | undefined;
  /** Verified identity of the payer, as received; personal. */
  readonly verifiedIdentity?: JsonObject | undefined;
  readonly url: {
    readonly callbackUrl?: string | undefined;
    readonly redirectUrl?: string | undefined;
    readonly approvalUrl?: string | undefined;
  };
  readonly customerIp?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly initiatingSystemRequestHeaders?: RequestHeaders | undefined;
  readonly metadata: JsonObject;
}
