import {
  ADDRESS,
  CHECKBOX,
  CUSTOMER,
  DISCOUNT_LINE,
  GIFT_CARD,
  ITEM,
  type Patterns,
  SHIPPING_OPTION,
  STORE,
  under,
} from "./shown-parts";

interface SectionPaths {
  readonly session: Patterns;
  readonly transaction: Patterns;
}

/**
 * Which leaves of Dintero's documents each section of the page shows. What no line here names is shown by the region
 * "Other fields", so a field that Dintero adds tomorrow is on the page tomorrow.
 *
 * A pattern is a path with `[]` for any place in a list and `**` for everything beneath, which only sections that
 * print a part as received may claim. order-page.test.ts plants a value in every leaf and looks for it.
 */
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
      "card.**",
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
