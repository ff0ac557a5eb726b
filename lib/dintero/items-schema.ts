import { z } from "zod";
import type { DiscountLine, FeeSplit, GiftCard, OrderItem, ShippingOption, Split } from "@/lib/domain/items";
import { address, pickUpAddress, store } from "./address-schema";
import {
  bag,
  bool,
  list,
  maybe,
  money,
  number,
  numberOrText,
  numbers,
  optionalMoney,
  passthrough,
  shown,
  shownList,
  text,
  texts,
} from "./leaves";

/** Who is paid is an identity: a split to a destination we cannot read is refused. Old systems number theirs. */
const payoutDestination = z.union([z.string(), z.number().transform(String)]);

export const splits = list(
  z
    .object({ payout_destination_id: payoutDestination, amount: money })
    .transform((from): Split => ({ payoutDestinationId: from.payout_destination_id, amount: from.amount })),
);

export const feeSplit = shown(
  z.object({ type: text, destinations: texts }).transform((from): FeeSplit => from),
);

export const discountLines = list(
  z
    .object({
      amount: optionalMoney,
      percentage: number,
      discount_type: text,
      discount_id: text,
      description: text,
      line_id: text,
    })
    .transform(
      (from): DiscountLine => ({
        amount: from.amount,
        percentage: from.percentage,
        discountType: from.discount_type,
        discountId: from.discount_id,
        description: from.description,
        lineId: from.line_id,
      }),
    ),
);

export const giftCards = list(
  z
    .object({
      type: text,
      card_id: text,
      amount: optionalMoney,
      masked_card_token: text,
      transaction_id: text,
    })
    .transform(
      (from): GiftCard => ({
        type: from.type,
        cardId: from.card_id,
        amount: from.amount,
        maskedCardToken: from.masked_card_token,
        transactionId: from.transaction_id,
      }),
    ),
);

/** Order lines. A line without `line_id` gets the empty one, which no capture or refund line ever names. */
const items = list(
  z
    .object({
      id: text,
      line_id: text,
      version: numberOrText,
      description: text,
      quantity: number,
      amount: money,
      vat_amount: optionalMoney,
      vat: number,
      gross_amount: optionalMoney,
      type: text,
      groups: shownList(z.object({ id: text, name: text })),
      eligible_for_discount: bool,
      is_changed: bool,
      discount_lines: discountLines,
      store,
      splits,
      fee_split: feeSplit,
      unit_volume: number,
      unit_weight: number,
      unit_dimensional_weight: number,
      thumbnail_url: text,
      emd: passthrough,
    })
    .transform(
      (from): OrderItem => ({
        id: from.id,
        lineId: from.line_id ?? "",
        version: from.version,
        description: from.description,
        quantity: from.quantity,
        amount: from.amount,
        vatAmount: from.vat_amount,
        vat: from.vat,
        grossAmount: from.gross_amount,
        type: from.type,
        groups: from.groups,
        eligibleForDiscount: from.eligible_for_discount,
        isChanged: from.is_changed,
        discountLines: from.discount_lines,
        store: from.store,
        splits: from.splits,
        feeSplit: from.fee_split,
        unitVolume: from.unit_volume,
        unitWeight: from.unit_weight,
        unitDimensionalWeight: from.unit_dimensional_weight,
        thumbnailUrl: from.thumbnail_url,
        emd: from.emd,
      }),
    ),
);

const span = z
  .object({ starts_at: text, ends_at: text })
  .transform((from) => ({ startsAt: from.starts_at, endsAt: from.ends_at }));

const eta = z
  .object({
    working_days: numbers,
    shipping_day_of_week: number,
    arrival_day_of_week: number,
    starts_at: text,
    ends_at: text,
  })
  .transform((from) => ({
    workingDays: from.working_days,
    shippingDayOfWeek: from.shipping_day_of_week,
    arrivalDayOfWeek: from.arrival_day_of_week,
    startsAt: from.starts_at,
    endsAt: from.ends_at,
  }));

/** Offered or chosen; a shipment of a multi-shipment option has the same fields, so the schema holds itself. */
export const shippingOption: z.ZodType<ShippingOption> = z
  .object({
    id: text,
    line_id: text,
    amount: optionalMoney,
    title: text,
    operator: text,
    countries: texts,
    vat_amount: optionalMoney,
    vat: number,
    description: text,
    delivery_method: text,
    operator_product_id: text,
    eta: shown(eta),
    time_slot: shown(span),
    pick_up_address: pickUpAddress,
    metadata: bag,
    environmental_data: shown(
      z.object({ description: text, details: shownList(z.object({ label: text, value: text })) }),
    ),
    thumbnail_url: text,
    pay_in_store: shown(z.object({ type: text })),
    splits,
    fee_split: feeSplit,
    get shipments() {
      return list(shippingOption);
    },
    shipment_id: text,
    shipment_items: shownList(
      z
        .object({ line_id: text, quantity: number })
        .transform((from) => ({ lineId: from.line_id, quantity: from.quantity })),
    ),
  })
  .transform((from) => ({
    id: from.id,
    lineId: from.line_id,
    amount: from.amount,
    title: from.title,
    operator: from.operator,
    countries: from.countries,
    vatAmount: from.vat_amount,
    vat: from.vat,
    description: from.description,
    deliveryMethod: from.delivery_method,
    operatorProductId: from.operator_product_id,
    eta: from.eta,
    timeSlot: from.time_slot,
    pickUpAddress: from.pick_up_address,
    metadata: from.metadata,
    environmentalData: from.environmental_data,
    thumbnailUrl: from.thumbnail_url,
    payInStore: from.pay_in_store,
    splits: from.splits,
    feeSplit: from.fee_split,
    shipments: from.shipments,
    shipmentId: from.shipment_id,
    shipmentItems: from.shipment_items,
  }));

/** What both a session's order and a transaction say about the goods and where they go. */
export const basketFields = {
  items,
  gift_cards: giftCards,
  shipping_option: maybe(shippingOption),
  shipping_address: address,
  billing_address: address,
  store,
};
