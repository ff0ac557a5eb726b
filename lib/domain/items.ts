import type { PickUpAddress, Store } from "./address";
import type { JsonObject } from "./json";
import type { MinorUnits } from "./minor-units";

/** Part of an amount meant for one payout destination. */
export interface Split {
  readonly payoutDestinationId: string;
  readonly amount: MinorUnits;
}

/** Who bears the provider's fee. */
export interface FeeSplit {
  readonly type?: string | undefined;
  readonly destinations: readonly string[];
}

export interface DiscountLine {
  readonly amount?: MinorUnits | undefined;
  /** Per cent: 44 is 44 %. */
  readonly percentage?: number | undefined;
  /** customer, periodic, manual, loyalty, total, employee, external, or a value we do not know. */
  readonly discountType?: string | undefined;
  readonly discountId?: string | undefined;
  readonly description?: string | undefined;
  /** A number here, although an item's line id is a string (API.md 4.2). */
  readonly lineId?: string | undefined;
}

/** One order line. `amount` is the line total including VAT and after discount. */
export interface OrderItem {
  readonly id?: string | undefined;
  readonly lineId: string;
  readonly version?: number | string | undefined;
  readonly description?: string | undefined;
  /** May be decimal: 2.5 metres. */
  readonly quantity?: number | undefined;
  readonly amount: MinorUnits;
  readonly vatAmount?: MinorUnits | undefined;
  /** Per cent. Some shops send a fraction (QUIRKS 22). */
  readonly vat?: number | undefined;
  readonly grossAmount?: MinorUnits | undefined;
  readonly type?: string | undefined;
  readonly groups: readonly { readonly id?: string | undefined; readonly name?: string | undefined }[];
  readonly eligibleForDiscount?: boolean | undefined;
  readonly isChanged?: boolean | undefined;
  readonly discountLines: readonly DiscountLine[];
  readonly store?: Store | undefined;
  readonly splits: readonly Split[];
  readonly feeSplit?: FeeSplit | undefined;
  /** Cubic metres. */
  readonly unitVolume?: number | undefined;
  /** Kilograms. */
  readonly unitWeight?: number | undefined;
  readonly unitDimensionalWeight?: number | undefined;
  readonly thumbnailUrl?: string | undefined;
  /** Extended merchant data, as received. */
  readonly emd?: JsonObject | undefined;
}

export interface GiftCard {
  readonly type?: string | undefined;
  readonly cardId?: string | undefined;
  readonly amount?: MinorUnits | undefined;
  readonly maskedCardToken?: string | undefined;
  readonly transactionId?: string | undefined;
}

export interface Eta {
  /** From and to, in working days. */
  readonly workingDays: readonly number[];
  /** 1 = Monday. */
  readonly shippingDayOfWeek?: number | undefined;
  readonly arrivalDayOfWeek?: number | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}

/** An offered or chosen shipping option, or one shipment of a multi-shipment one. */
export interface ShippingOption {
  readonly id?: string | undefined;
  readonly lineId?: string | undefined;
  readonly amount?: MinorUnits | undefined;
  readonly title?: string | undefined;
  readonly operator?: string | undefined;
  readonly countries: readonly string[];
  readonly vatAmount?: MinorUnits | undefined;
  readonly vat?: number | undefined;
  readonly description?: string | undefined;
  /** delivery, pick_up, unspecified, none, or a value we do not know. */
  readonly deliveryMethod?: string | undefined;
  readonly operatorProductId?: string | undefined;
  readonly eta?: Eta | undefined;
  readonly timeSlot?:
    | { readonly startsAt?: string | undefined; readonly endsAt?: string | undefined }
    | undefined;
  readonly pickUpAddress?: PickUpAddress | undefined;
  readonly metadata: JsonObject;
  readonly environmentalData?:
    | {
        readonly description?: string | undefined;
        readonly details: readonly {
          readonly label?: string | undefined;
          readonly value?: string | undefined;
        }[];
      }
    | undefined;
  readonly thumbnailUrl?: string | undefined;
  readonly payInStore?: { readonly type?: string | undefined } | undefined;
  readonly splits: readonly Split[];
  readonly feeSplit?: FeeSplit | undefined;
  readonly shipments: readonly ShippingOption[];
  readonly shipmentId?: string | undefined;
  readonly shipmentItems: readonly {
    readonly lineId?: string | undefined;
    readonly quantity?: number | undefined;
  }[];
}
