import type { JsonObject } from "./json";

/** A billing or shipping address (API.md 4.2). Every field may be absent, blank or a placeholder such as "N/A". */
export interface Address {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly addressLine?: string | undefined;
  readonly addressLine2?: string | undefined;
  readonly coAddress?: string | undefined;
  readonly businessName?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly postalPlace?: string | undefined;
  /** ISO 3166 alpha-2, as received. */
  readonly country?: string | undefined;
  readonly phoneNumber?: string | undefined;
  readonly email?: string | undefined;
  /** Number, or the mask's text where the viewer may not see it. */
  readonly latitude?: number | string | undefined;
  readonly longitude?: number | string | undefined;
  readonly comment?: string | undefined;
  readonly organizationNumber?: string | undefined;
  readonly organizationType?: string | undefined;
  readonly customerReference?: string | undefined;
  readonly costCenter?: string | undefined;
}

export interface OpeningPeriod {
  readonly opensAt?: string | undefined;
  readonly closesAt?: string | undefined;
  /** 1 = Monday ... 7 = Sunday. */
  readonly dayOfWeek?: number | undefined;
}

/** Where a parcel waits: an address with what only a pick-up place has. */
export interface PickUpAddress extends Address {
  readonly websiteUrl?: string | undefined;
  readonly openingHours?:
    | {
        readonly openNow?: boolean | undefined;
        readonly periods: readonly OpeningPeriod[];
        readonly timezone?: string | undefined;
      }
    | undefined;
  /** Kilometres. */
  readonly distance?: number | undefined;
}

/** The physical or web shop an order or a line belongs to. Not personal data. */
export interface Store {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly businessName?: string | undefined;
  readonly address?: Address | undefined;
  readonly chain?: string | undefined;
  readonly email?: string | undefined;
  readonly gln?: string | undefined;
  readonly organizationNumber?: string | undefined;
  readonly phoneNumber?: string | undefined;
  readonly mcc?: string | undefined;
  readonly bax?: string | undefined;
  readonly terminalId?: string | undefined;
  readonly payoutDestinationId?: string | undefined;
}

/** Who pays. Token ids are withheld before this shape is made. */
export interface Customer {
  readonly customerId?: string | undefined;
  readonly email?: string | undefined;
  readonly phoneNumber?: string | undefined;
  readonly myDintero?:
    | {
        readonly actions: readonly string[];
        readonly terms?: { readonly id?: string | undefined; readonly url?: string | undefined } | undefined;
      }
    | undefined;
  /** By gift-card system, for example "dintero.wallets". */
  readonly giftCards: readonly {
    readonly system: string;
    readonly cardId?: string | undefined;
    readonly maskedCardToken?: string | undefined;
  }[];
  /** Payment products (for example "payex.creditcard") this customer has a stored token for; never the token. */
  readonly storedTokenProducts: readonly string[];
}

/** What Dintero keeps of the request headers of the system that created a session or an event. */
export type RequestHeaders = JsonObject;
