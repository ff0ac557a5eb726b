/**
 * Which leaves of Dintero's documents each section of the page shows. What no line here names is shown by the region
 * "Other fields", so a field that Dintero adds tomorrow is on the page tomorrow.
 *
 * A pattern is a path with `[]` for any place in a list and `**` for everything beneath, which only sections that
 * print a part as received may claim. order-page.test.ts plants a value in every leaf and looks for it.
 */
type Patterns = readonly string[];

function under(prefix: string, patterns: Patterns): Patterns {
  return patterns.map((pattern) => `${prefix}.${pattern}`);
}

const ADDRESS: Patterns = [
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

const STORE: Patterns = [
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

const DISCOUNT_LINE: Patterns = [
  "amount",
  "percentage",
  "discount_type",
  "discount_id",
  "description",
  "line_id",
];

const GIFT_CARD: Patterns = ["type", "card_id", "amount", "masked_card_token", "transaction_id"];

const ITEM: Patterns = [
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

const SHIPPING_OPTION: Patterns = [...SHIPMENT, "shipments", ...under("shipments[]", SHIPMENT)];

const CUSTOMER: Patterns = [
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

const CHECKBOX: Patterns = ["id", "label", "checked", "required", "link.url", "link.text"];

const CARD: Patterns = [
  "brand",
  "masked_pan",
  "expiry_date",
  "type",
  "region",
  "country",
  "issuing_bank",
  "authentication_status",
  "three_ds_version",
  "eci",
];

interface SectionPaths {
  readonly session: Patterns;
  readonly transaction: Patterns;
}

/** By section, the patterns of each document. */
export const SHOWN_PATHS = {
  header: {
    session: ["id", "transaction_id", "order.merchant_reference", "order.merchant_reference_2"],
    transaction: ["id", "session_id", "merchant_reference", "merchant_reference_2"],
  },
  money: {
    session: [
      "order.amount",
      "order.currency",
      "order.vat_amount",
      "order.gross_amount",
      "order.partial_payment",
      "order.is_changed",
      "order.discount_lines",
      ...under("order.discount_lines[]", DISCOUNT_LINE),
      "order.discount_codes",
      "order.discount_codes[]",
      "order.gift_cards",
      ...under("order.gift_cards[]", GIFT_CARD),
    ],
    transaction: ["gift_cards", ...under("gift_cards[]", GIFT_CARD)],
  },
  items: {
    session: ["order.items", ...under("order.items[]", ITEM)],
    transaction: ["items", ...under("items[]", ITEM)],
  },
  timeline: {
    session: ["events", "events[].**"],
    transaction: ["events", "events[].**"],
  },
  payment: {
    session: ["payment_operation"],
    transaction: [
      "account_id",
      "version",
      "created_at",
      "updated_at",
      "payment_product",
      "payment_product_type",
      "amount",
      "currency",
      "status",
      "settlement_status",
      "channel",
      "platform_type",
      "dynamic_descriptor",
      "payout_destination_id",
      "payment_operation",
      ...under("card", CARD),
      "verified_identity.**",
    ],
  },
  customer: {
    session: under("customer", CUSTOMER),
    transaction: under("customer", CUSTOMER),
  },
  shippingAddress: {
    session: under("order.shipping_address", ADDRESS),
    transaction: under("shipping_address", ADDRESS),
  },
  billingAddress: {
    session: under("order.billing_address", ADDRESS),
    transaction: under("billing_address", ADDRESS),
  },
  shipping: {
    session: [
      ...under("order.shipping_option", SHIPPING_OPTION),
      "express.shipping_options",
      ...under("express.shipping_options[]", SHIPPING_OPTION),
      "express.shipping_mode",
    ],
    transaction: under("shipping_option", SHIPPING_OPTION),
  },
  store: {
    session: under("order.store", STORE),
    transaction: under("store", STORE),
  },
  paymentConfiguration: {
    session: ["configuration.**"],
    transaction: [],
  },
  session: {
    session: [
      "created_at",
      "updated_at",
      "expires_at",
      "cancelled_at",
      "cancelled_by",
      "order.event_reference",
      "order.payout_destination_id",
      "checkboxes",
      ...under("checkboxes[]", CHECKBOX),
      "express.discount_codes.max_count",
      "express.discount_codes.callback_url",
      "express.shipping_address_callback_url",
      "express.customer_types",
      "express.customer_types[]",
      "express.default_different_billing_shipping_address",
      "express.default_different_billing_shipping_address[]",
      "url.return_url",
      "url.callback_url",
      "url.merchant_terms_url",
    ],
    transaction: [
      "checkboxes",
      ...under("checkboxes[]", CHECKBOX),
      "url.callback_url",
      "url.redirect_url",
      "url.approval_url",
    ],
  },
  device: {
    session: ["customer_ip", "user_agent", "initiating_system_request_headers.**"],
    transaction: ["customer_ip", "user_agent", "initiating_system_request_headers.**"],
  },
  metadata: {
    session: ["metadata.**"],
    transaction: ["metadata.**"],
  },
} as const satisfies Record<string, SectionPaths>;
