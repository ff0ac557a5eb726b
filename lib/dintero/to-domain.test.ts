import { describe, expect, test } from "vitest";
import type { JsonObject } from "@/lib/domain/json";
import { hasCode } from "@/lib/errors";
import { documentNamed } from "./test-documents";
import { toSession, toTransaction } from "./to-domain";

const SEED_SESSION = documentNamed("seeds/get-session.json");
const SEED_TRANSACTION = documentNamed("seeds/session-callback.json");
const transaction = (fields: JsonObject) => toTransaction({ amount: 100, currency: "NOK", ...fields });
const session = (fields: JsonObject) => toSession({ order: { amount: 100, currency: "NOK" }, ...fields });
const item = (fields: JsonObject) =>
  transaction({ items: [{ line_id: "1", amount: 1, ...fields }] }).items[0];
const event = (fields: JsonObject) => transaction({ events: [{ event: "CAPTURE", ...fields }] }).events[0];

/** The refusal's message; also proves that it is ours. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (hasCode(error, "upstream-invalid-response")) return error.message;
    throw error;
  }
  return "accepted";
}

describe("what is strict", () => {
  test.each<[string, () => unknown]>([
    ["transaction.amount", () => transaction({ amount: "canary" })],
    ["transaction.amount", () => transaction({ amount: 2 ** 53 })],
    ["transaction.amount", () => transaction({ amount: 1.5 })],
    ["transaction.amount", () => transaction({ amount: null })],
    ["transaction.currency", () => transaction({ currency: 578 })],
    ["transaction.id", () => transaction({ id: 5 })],
    ["transaction.account_id", () => transaction({ account_id: {} })],
    ["transaction.status", () => transaction({ status: ["canary"] })],
    ["transaction.created_at", () => transaction({ created_at: "canary" })],
    ["transaction.items", () => transaction({ items: "canary" })],
    ["transaction.items[0].amount", () => item({ amount: {} })],
    ["transaction.items[0].vat_amount", () => item({ vat_amount: 0.5 })],
    ["transaction.items[0].discount_lines[0].amount", () => item({ discount_lines: [{ amount: "1" }] })],
    ["transaction.items[0].splits[0].amount", () => item({ splits: [{ payout_destination_id: "a" }] })],
    ["transaction.items[0].splits[0].payout_destination_id", () => item({ splits: [{ amount: 1 }] })],
    ["transaction.events", () => transaction({ events: {} })],
    ["transaction.events[0].event", () => transaction({ events: [{}] })],
    ["transaction.events[0].success", () => event({ success: "true" })],
    ["transaction.events[0].amount", () => event({ amount: "1" })],
    ["transaction.events[0].created_at", () => event({ created_at: 5 })],
    [
      "transaction.events[0].correction.remaining_capture_amount",
      () => event({ correction: { remaining_capture_amount: "1" } }),
    ],
    [
      "transaction.events[0].settlements.events[0].fee",
      () => event({ settlements: { events: [{ fee: true }] } }),
    ],
    [
      "transaction.shipping_option.shipments[0].amount",
      () => transaction({ shipping_option: { shipments: [{ amount: "canary" }] } }),
    ],
    ["session.order", () => toSession({})],
    ["session.order.amount", () => session({ order: { currency: "NOK" } })],
    ["session.transaction_id", () => session({ transaction_id: 7 })],
    ["session.cancelled_at", () => session({ cancelled_at: "yesterday" })],
    ["session.events[0].name", () => session({ events: [{ created_at: "2026-05-12T10:15:30Z" }] })],
    ["session.events[0].created_at", () => session({ events: [{ name: "VISITED" }] })],
    [
      "session.express.shipping_options[0].amount",
      () => session({ express: { shipping_options: [{ amount: "1" }] } }),
    ],
  ])("F45 %s: another type is refused with its path and without its value", (path, work) => {
    const message = refusalOf(work);
    expect(message.startsWith(`${path}: `)).toBe(true);
    expect(message).not.toContain("canary");
  });

  test("F45 an amount past 2^53 is refused, not rounded", () => {
    const document: JsonObject = JSON.parse('{"amount":9007199254740993,"currency":"NOK"}');
    expect(refusalOf(() => toTransaction(document))).toMatch(/^transaction\.amount: /);
    expect(transaction({ amount: Number.MAX_SAFE_INTEGER }).amount).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("null is absence", () => {
    expect(
      transaction({ id: null, status: null, events: null, items: null, created_at: null }),
    ).toMatchObject({
      id: undefined,
      status: undefined,
      createdAt: undefined,
      events: [],
      items: [],
    });
    expect(event({ amount: null, success: null, splits: null, error: null, correction: null })).toMatchObject(
      {
        amount: undefined,
        success: undefined,
        splits: [],
        error: undefined,
        correction: undefined,
      },
    );
  });

  test("the documentation's placeholder names nobody", () => {
    expect(session({ id: "<string>", transaction_id: "<string>" })).toMatchObject({
      id: undefined,
      transactionId: undefined,
    });
    expect(transaction({ session_id: "" }).sessionId).toBeUndefined();
  });

  test.each([
    ["2026-05-12T10:15:30.000Z", "2026-05-12T10:15:30.000Z"],
    ["2026-05-12T10:15:30+02:00", "2026-05-12T10:15:30+02:00"],
    ["2026-05-12T10:15:30", "2026-05-12T10:15:30Z"],
    ["2026-05-12", "2026-05-12"],
  ])("the instant %s is in UTC where it names no zone", (given, read) => {
    expect(transaction({ created_at: given }).createdAt).toBe(read);
  });
});

describe("what is lenient", () => {
  test("unknown events, statuses, products and types are kept as received", () => {
    expect(event({ event: "INITIATE", transaction_status: "WOBBLING" })).toMatchObject({
      event: "INITIATE",
      transactionStatus: "WOBBLING",
    });
    expect(
      transaction({ status: "PARTICALLY_CAPTURED_REFUNDED", payment_product_type: "new.thing" }),
    ).toMatchObject({
      status: "PARTICALLY_CAPTURED_REFUNDED",
      paymentProductType: "new.thing",
    });
    expect(item({ type: "hologram" })?.type).toBe("hologram");
  });

  test("an error's type is a list, whether it came as one text or as several", () => {
    const typesOf = (error: JsonObject | string) => event({ success: false, error })?.error?.types;
    expect(typesOf({ type: "DO_NOT_RETRY" })).toEqual(["DO_NOT_RETRY"]);
    expect(typesOf({ type: ["EXPIRED_CARD", "NEW_ONE"] })).toEqual(["EXPIRED_CARD", "NEW_ONE"]);
    expect(typesOf({ message: "no" })).toEqual([]);
    expect(typesOf({ type: 5 })).toEqual([]);
    expect(event({ error: "Rejected" })?.error).toEqual({ message: "Rejected", types: [] });
    expect(
      event({ error: { result_code: 51, retry_policy: { retry_codes: "DO_NOT_RETRY" } } })?.error,
    ).toMatchObject({
      resultCode: "51",
      retryPolicy: { retryCodes: ["DO_NOT_RETRY"] },
    });
  });

  test("a discount's numeric line id becomes text, like the line's own", () => {
    expect(item({ line_id: 2, discount_lines: [{ amount: 1, line_id: 2 }] })).toMatchObject({
      lineId: "2",
      discountLines: [{ lineId: "2" }],
    });
    expect(transaction({ items: [{ amount: 1 }] }).items[0]?.lineId).toBe("");
  });

  test("a value of another type is left out of what is only shown", () => {
    const read = session({
      customer: "•••",
      checkboxes: { id: "x" },
      url: "gone",
      metadata: [],
      configuration: null,
      customer_ip: {},
      events: [{ name: "VISITED", created_at: "2026-05-12", details: "text", request_headers: 5 }],
      order: {
        amount: 1,
        currency: "NOK",
        discount_codes: ["A", {}, "B"],
        billing_address: "•••",
        shipping_address: { first_name: {}, last_name: " ", latitude: "•••", postal_code: 349 },
        store: [],
        items: [
          { line_id: "1", amount: 1, quantity: "2", groups: [{ id: "g" }, 5], fee_split: "x", emd: "x" },
        ],
      },
    });
    expect(read).toMatchObject({
      customer: undefined,
      checkboxes: [],
      metadata: {},
      configuration: {},
      customerIp: undefined,
      events: [{ name: "VISITED", details: {}, requestHeaders: undefined }],
    });
    expect(read.order).toMatchObject({
      discountCodes: ["A", "B"],
      billingAddress: undefined,
      store: undefined,
      shippingAddress: { firstName: undefined, lastName: " ", latitude: "•••", postalCode: "349" },
    });
    expect(read.order.items[0]).toMatchObject({
      quantity: undefined,
      groups: [{ id: "g" }],
      feeSplit: undefined,
    });
  });

  test("a document whose every personal text and number is masked still reads", () => {
    const personal = /name|address|phone|email|itude|comment|organization|ip$|agent|customer|verified|postal/;
    const masked = JSON.parse(
      JSON.stringify({ ...SEED_SESSION, verified_identity: { name: "Kari" } }, (key, value) =>
        personal.test(key) && typeof value !== "object" ? "•••" : value,
      ),
    );
    expect(toSession(masked).order.shippingAddress).toMatchObject({ firstName: "•••", latitude: "•••" });
    expect(toTransaction({ ...SEED_TRANSACTION, verified_identity: "•••" }).verifiedIdentity).toBeUndefined();
  });

  test("stored tokens are named by product and nothing else", () => {
    const customer = session({
      customer: { tokens: { "payex.creditcard": { payment_token_id: "canary" } } },
    }).customer;
    expect(customer?.storedTokenProducts).toEqual(["payex.creditcard"]);
    expect(JSON.stringify(customer)).not.toContain("canary");
  });
});
