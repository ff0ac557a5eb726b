/** Paths below one place of a document; `[]` is any place in a list, `**` everything beneath. */
export type Patterns = readonly string[];

export function under(prefix: string, patterns: Patterns): Patterns {
  return patterns.map((pattern) => `${prefix}.${pattern}`);
}

export const ADDRESS: Patterns = [
  "first_name",
  "last_name",
  "address_line",
  "address_line_2",
  "co_address",
  "business_name",
  "postal_code",
  "postal_place",
  "country",
  "phone_number",
  "email",
  "latitude",
  "longitude",
  "comment",
  "organization_number",
  "organization_type",
  "customer_reference",
  "cost_center",
];

export const STORE: Patterns = [
  "id",
  "name",
  "business_name",
  ...under("address", ["address_line", "address_line_2", "postal_code", "postal_place", "country"]),
  "chain",
  "email",
  "gln",
  "organization_number",
  "phone_number",
  "mcc",
  "bax",
  "terminal_id",
  "payout_destination_id",
];

const SPLITS: Patterns = [
  "splits",
  "splits[].payout_destination_id",
  "splits[].amount",
  "fee_split.type",
  "fee_split.destinations",
  "fee_split.destinations[]",
];

export const DISCOUNT_LINE: Patterns = [
  "amount",
  "percentage",
  "discount_type",
  "discount_id",
  "description",
  "line_id",
];

export const GIFT_CARD: Patterns = ["type", "card_id", "amount", "masked_card_token", "transaction_id"];

export const ITEM: Patterns = [
  "id",
  "line_id",
  "version",
  "description",
  "quantity",
  "amount",
  "vat_amount",
  "vat",
  "gross_amount",
  "type",
  "groups",
  "groups[].id",
  "groups[].name",
  "eligible_for_discount",
  "is_changed",
  "discount_lines",
  ...under("discount_lines[]", DISCOUNT_LINE),
  ...under("store", STORE),
  ...SPLITS,
  "unit_volume",
  "unit_weight",
  "unit_dimensional_weight",
  "thumbnail_url",
  "emd.**",
];

const SHIPMENT: Patterns = [
  "id",
  "line_id",
  "amount",
  "title",
  "operator",
  "countries",
  "countries[]",
  "vat_amount",
  "vat",
  "description",
  "delivery_method",
  "operator_product_id",
  "eta.working_days",
  "eta.working_days[]",
  "eta.shipping_day_of_week",
  "eta.arrival_day_of_week",
  "eta.starts_at",
  "eta.ends_at",
  "time_slot.starts_at",
  "time_slot.ends_at",
  ...under("pick_up_address", [
    ...ADDRESS,
    "website_url",
    "opening_hours.open_now",
    "opening_hours.periods",
    "opening_hours.periods[].opens_at",
    "opening_hours.periods[].closes_at",
    "opening_hours.periods[].day_of_week",
    "opening_hours.timezone",
    "distance",
  ]),
  "metadata.**",
  "environmental_data.description",
  "environmental_data.details",
  "environmental_data.details[].label",
  "environmental_data.details[].value",
  "thumbnail_url",
  "pay_in_store.type",
  ...SPLITS,
  "shipment_id",
  "shipment_items",
  "shipment_items[].line_id",
  "shipment_items[].quantity",
];

export const SHIPPING_OPTION: Patterns = [...SHIPMENT, "shipments", ...under("shipments[]", SHIPMENT)];

export const CUSTOMER: Patterns = [
  "customer_id",
  "email",
  "phone_number",
  "my_dintero.actions",
  "my_dintero.actions[]",
  "my_dintero.terms.id",
  "my_dintero.terms.url",
  "gift_cards.**",
  "tokens.**",
];

export const CHECKBOX: Patterns = ["id", "label", "checked", "required", "link.url", "link.text"];
