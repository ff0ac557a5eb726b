import sessionEvents from "./documents/examples/synthetic/session-events-two-failures-then-authorized.json" with {
  type: "json",
};
import refunded from "./documents/examples/synthetic/transaction-captured-refunded-settled.json" with {
  type: "json",
};
import failed from "./documents/examples/synthetic/transaction-failed-insufficient-funds.json" with {
  type: "json",
};
import onHold from "./documents/examples/synthetic/transaction-on-hold-collector.json" with { type: "json" };
import split from "./documents/examples/synthetic/transaction-partially-captured-splits.json" with {
  type: "json",
};
import seedSession from "./documents/seeds/get-session.json" with { type: "json" };
import seedTransaction from "./documents/seeds/session-callback.json" with { type: "json" };
import { type JsonObject, type JsonValue, listAt, objectsAt, textAt } from "./json";
import type { OrderRecord } from "./order-record";

const SEED_SESSION = "465U8CUzaPVpneu1wt8Wei";
const SEED_TRANSACTION = "465UfBENeLpkBvwmqfTC4k";

/** The two documented examples as one order of `accountId`: only the ids that are placeholders there are filled. */
export function seedOrder(accountId: string): OrderRecord {
  const id = `${accountId}.${SEED_SESSION}`;
  const transactionId = `${accountId}.${SEED_TRANSACTION}`;
  return {
    session: { ...seedSession, id, transaction_id: transactionId },
    transaction: { ...seedTransaction, id: transactionId, session_id: id },
  };
}

/** The invented examples, each with the session its transaction names. */
export function exampleOrders(accountId: string): OrderRecord[] {
  return [
    exampleOrder(accountId, failed, failedAttempt(failed)),
    exampleOrder(accountId, split, sessionEvents),
    exampleOrder(accountId, onHold, heldAttempt(onHold)),
    exampleOrder(accountId, refunded, sessionEvents),
  ];
}

function ofAccount(id: string | undefined, accountId: string): string {
  return (id ?? "").replace(/^[PT]\d{8}/, accountId);
}

function exampleOrder(accountId: string, example: JsonObject, events: JsonValue[]): OrderRecord {
  const id = ofAccount(textAt(example, "id"), accountId);
  const sessionId = ofAccount(textAt(example, "session_id"), accountId);
  return {
    transaction: { ...example, id, session_id: sessionId, account_id: accountId },
    session: { ...sessionBehind(example, events), id: sessionId, transaction_id: id },
  };
}

/** The session that would have led to `example`: its order, with the shipping line as the shipping option again. */
function sessionBehind(example: JsonObject, events: JsonValue[]): JsonObject {
  const items = objectsAt(example, "items");
  const shipping = items.find((item) => item.type === "shipping");
  return {
    created_at: "2026-05-12T10:10:00.000Z",
    updated_at: textAt(example, "updated_at"),
    expires_at: "2026-05-13T10:10:00.000Z",
    url: {
      return_url: "https://shop.example.com/thank-you",
      callback_url: "https://shop.example.com/api/dintero/callback?method=POST&report_error=true",
    },
    order: {
      amount: example.amount,
      currency: example.currency,
      merchant_reference: example.merchant_reference,
      billing_address: example.billing_address,
      items: items.filter((item) => item !== shipping),
      ...(shipping === undefined
        ? {}
        : {
            shipping_option: {
              id: shipping.id,
              line_id: shipping.line_id,
              amount: shipping.amount,
              vat: shipping.vat,
              vat_amount: shipping.vat_amount,
              title: "Home delivery",
              operator: "Bring",
              delivery_method: "delivery",
            },
          }),
    },
    configuration: {
      auto_capture: false,
      channel: "ecommerce",
      dintero_psp: {
        type: "payment_type",
        creditcard: { enabled: true, type: "payment_product_type", payability: "payable" },
      },
      vipps: { enabled: true, payability: "payable" },
      instabank: { finance: { enabled: true, payability: "payable" } },
      collector: {
        type: "payment_type",
        invoice: {
          enabled: true,
          type: "payment_product_type",
          payability: "payable",
          options: { enable_on_hold: true },
        },
      },
    },
    customer: example.customer,
    events,
    metadata: example.metadata,
  };
}

function lastEventAt(example: JsonObject): string | undefined {
  return textAt(listAt(example, "events").at(-1), "created_at");
}

function failedAttempt(example: JsonObject): JsonValue[] {
  const method = { payment_product_type: textAt(example, "payment_product_type"), amount: example.amount };
  return [
    { id: "e1", name: "INITIATED", created_at: "2026-05-12T10:10:00.000Z" },
    { id: "e2", name: "VISITED", created_at: "2026-05-12T10:10:20.000Z" },
    { id: "e3", name: "PAY_LOCK_START", created_at: "2026-05-12T10:15:29.000Z", details: method },
    { id: "e4", name: "FAILED", created_at: lastEventAt(example), details: method },
  ];
}

function heldAttempt(example: JsonObject): JsonValue[] {
  const method = { payment_product_type: textAt(example, "payment_product_type"), amount: example.amount };
  return [
    { id: "e1", name: "INITIATED", created_at: "2026-05-12T10:10:00.000Z" },
    { id: "e2", name: "VISITED", created_at: "2026-05-12T10:10:20.000Z" },
    { id: "e3", name: "PAY_LOCK_START", created_at: "2026-05-12T10:15:29.000Z", details: method },
    {
      id: "e4",
      name: "ON_HOLD_CALLBACK_SENT",
      created_at: "2026-05-12T10:15:32.000Z",
      details: { transaction_event_id: "1" },
    },
  ];
}
