import { z } from "zod";
import type { Address, Customer, PickUpAddress, Store } from "@/lib/domain/address";
import { isJsonObject } from "./json";
import { bag, bool, number, numberOrText, shown, shownList, text, texts } from "./leaves";

const addressFields = {
  first_name: text,
  last_name: text,
  address_line: text,
  address_line_2: text,
  co_address: text,
  business_name: text,
  postal_code: text,
  postal_place: text,
  country: text,
  phone_number: text,
  email: text,
  latitude: numberOrText,
  longitude: numberOrText,
  comment: text,
  organization_number: text,
  organization_type: text,
  customer_reference: text,
  cost_center: text,
};
const addressObject = z.object(addressFields);

function toAddress(from: z.output<typeof addressObject>): Address {
  return {
    firstName: from.first_name,
    lastName: from.last_name,
    addressLine: from.address_line,
    addressLine2: from.address_line_2,
    coAddress: from.co_address,
    businessName: from.business_name,
    postalCode: from.postal_code,
    postalPlace: from.postal_place,
    country: from.country,
    phoneNumber: from.phone_number,
    email: from.email,
    latitude: from.latitude,
    longitude: from.longitude,
    comment: from.comment,
    organizationNumber: from.organization_number,
    organizationType: from.organization_type,
    customerReference: from.customer_reference,
    costCenter: from.cost_center,
  };
}

export const address = shown(addressObject.transform(toAddress));

const openingHours = z
  .object({
    open_now: bool,
    periods: shownList(
      z.object({ opens_at: text, closes_at: text, day_of_week: number }).transform((from) => ({
        opensAt: from.opens_at,
        closesAt: from.closes_at,
        dayOfWeek: from.day_of_week,
      })),
    ),
    timezone: text,
  })
  .transform((from) => ({ openNow: from.open_now, periods: from.periods, timezone: from.timezone }));

export const pickUpAddress = shown(
  z
    .object({ ...addressFields, website_url: text, opening_hours: shown(openingHours), distance: number })
    .transform(
      (from): PickUpAddress => ({
        ...toAddress(from),
        websiteUrl: from.website_url,
        openingHours: from.opening_hours,
        distance: from.distance,
      }),
    ),
);

export const store = shown(
  z
    .object({
      id: text,
      name: text,
      business_name: text,
      address,
      chain: text,
      email: text,
      gln: text,
      organization_number: text,
      phone_number: text,
      mcc: text,
      bax: text,
      terminal_id: text,
      payout_destination_id: text,
    })
    .transform(
      (from): Store => ({
        id: from.id,
        name: from.name,
        businessName: from.business_name,
        address: from.address,
        chain: from.chain,
        email: from.email,
        gln: from.gln,
        organizationNumber: from.organization_number,
        phoneNumber: from.phone_number,
        mcc: from.mcc,
        bax: from.bax,
        terminalId: from.terminal_id,
        payoutDestinationId: from.payout_destination_id,
      }),
    ),
);

const storedGiftCard = z
  .object({ card_id: text, masked_card_token: text })
  .transform((from) => ({ cardId: from.card_id, maskedCardToken: from.masked_card_token }));
const storedGiftCards = shownList(storedGiftCard);

export const customer = shown(
  z
    .object({
      customer_id: text,
      email: text,
      phone_number: text,
      my_dintero: shown(z.object({ actions: texts, terms: shown(z.object({ id: text, url: text })) })),
      gift_cards: bag,
      tokens: bag,
    })
    .transform(
      (from): Customer => ({
        customerId: from.customer_id,
        email: from.email,
        phoneNumber: from.phone_number,
        myDintero: from.my_dintero,
        giftCards: Object.entries(from.gift_cards).flatMap(([system, cards]) =>
          storedGiftCards.parse(cards).map((card) => ({ system, ...card })),
        ),
        storedTokenProducts: Object.entries(from.tokens)
          .filter(([, token]) => isJsonObject(token))
          .map(([product]) => product),
      }),
    ),
);

/** `verified_identity` and the like are carried whole; checkboxes are text the shop wrote. */
export const checkboxes = shownList(
  z.object({
    id: text,
    label: text,
    checked: bool,
    required: bool,
    link: shown(z.object({ url: text, text })),
  }),
);
