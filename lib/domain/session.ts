import type { Address, Customer, RequestHeaders, Store } from "./address";
import type { DiscountLine, GiftCard, OrderItem, ShippingOption } from "./items";
import type { JsonObject } from "./json";
import type { CurrencyCode, MinorUnits } from "./minor-units";

/** What the merchant asked payment for: `session.order` (API.md 4.2). */
export interface SessionOrder {
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  /** May be empty on old WooCommerce orders; the number then stands in `merchantReference2` (QUIRKS 33). */
  readonly merchantReference: string;
  readonly merchantReference2?: string | undefined;
  readonly eventReference?: string | undefined;
  readonly vatAmount?: MinorUnits | undefined;
  readonly grossAmount?: MinorUnits | undefined;
  readonly partialPayment: boolean;
  readonly isChanged?: boolean | undefined;
  readonly payoutDestinationId?: string | undefined;
  readonly items: readonly OrderItem[];
  readonly shippingOption?: ShippingOption | undefined;
  readonly store?: Store | undefined;
  readonly discountLines: readonly DiscountLine[];
  readonly discountCodes: readonly string[];
  readonly giftCards: readonly GiftCard[];
  readonly shippingAddress?: Address | undefined;
  readonly billingAddress?: Address | undefined;
}

/** One entry of `session.events` (API.md 4.4). `name` is kept as received; unknown names are shown, never dropped. */
export interface SessionEvent {
  readonly id?: string | undefined;
  readonly name: string;
  readonly createdAt: string;
  readonly requestId?: string | undefined;
  readonly requestHeaders?: RequestHeaders | undefined;
  /** As received, less tokens. */
  readonly details: JsonObject;
}

export interface Express {
  readonly shippingOptions: readonly ShippingOption[];
  readonly shippingMode?: string | undefined;
  readonly discountCodes?:
    | { readonly maxCount?: number | undefined; readonly callbackUrl?: string | undefined }
    | undefined;
  readonly shippingAddressCallbackUrl?: string | undefined;
  readonly customerTypes: readonly string[];
  readonly defaultDifferentBillingShippingAddress: readonly string[];
}

export interface Checkbox {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly link?: { readonly url?: string | undefined; readonly text?: string | undefined } | undefined;
}

/** A checkout the customer was sent to. It has no status of its own: see `session-status.ts`. */
export interface Session {
  readonly id?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly cancelledAt?: string | undefined;
  readonly cancelledBy?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly url: {
    readonly returnUrl?: string | undefined;
    readonly callbackUrl?: string | undefined;
    readonly merchantTermsUrl?: string | undefined;
  };
  readonly order: SessionOrder;
  /** The payment configuration as received: gateways come and go, so pages render what is present (API.md 4.3). */
  readonly configuration: JsonObject;
  readonly express?: Express | undefined;
  readonly customer?: Customer | undefined;
  readonly checkboxes: readonly Checkbox[];
  readonly events: readonly SessionEvent[];
  readonly metadata: JsonObject;
  readonly customerIp?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly initiatingSystemRequestHeaders?: RequestHeaders | undefined;
  readonly paymentOperation?: string | undefined;
}
