import { expect, test } from "vitest";
import { type JsonObject, numberAt, objectsAt, textAt, valueAt } from "../json";
import type { OrderRecord } from "../order-record";
import { ALL_PRODUCT_TYPES, PRODUCTS } from "../payment-products";
import { FAILURES, SESSION_ERRORS } from "./failures";
import { ShopShelf } from "./shop-shelf";

const NOW = Date.parse("2026-11-20T10:00:00Z");

function shop(orders: number, seed = "nordlys", now = NOW): ShopShelf {
  return new ShopShelf({ accountId: "T12345678", clientId: "client", seed, orders, now });
}

const records: readonly OrderRecord[] = [...shop(2_000).all()];
const transactions: readonly JsonObject[] = records.flatMap(({ transaction }) =>
  transaction === undefined ? [] : [transaction],
);

function sum(parts: readonly JsonObject[]): number {
  return parts.reduce((total, part) => total + (numberAt(part, "amount") ?? 0), 0);
}

function moneyEvents(transaction: JsonObject, name: string): JsonObject[] {
  return objectsAt(transaction, "events").filter((event) => event.event === name && event.success === true);
}

function statusOf(transaction: JsonObject): string {
  const authorized = numberAt(transaction, "amount") ?? 0;
  const captured = sum(moneyEvents(transaction, "CAPTURE"));
  const refunded = sum(moneyEvents(transaction, "REFUND"));
  const open = authorized - captured - sum(moneyEvents(transaction, "VOID"));
  if (captured === 0) return open === 0 && authorized > 0 ? "AUTHORIZATION_VOIDED" : "AUTHORIZED";
  if (refunded === 0) return open > 0 ? "PARTIALLY_CAPTURED" : "CAPTURED";
  if (open > 0) return "PARTIALLY_CAPTURED_REFUNDED";
  return refunded < captured ? "PARTIALLY_REFUNDED" : "REFUNDED";
}

test("the same seed, number and now make the same shop, byte for byte, in whatever order it is asked", () => {
  const again = shop(2_000);
  for (const rank of [1_999, 0, 1_234, 7, 501, 500, 499]) {
    expect(JSON.stringify(again.make(rank))).toBe(JSON.stringify(shop(2_000).make(rank)));
  }
  expect(JSON.stringify([...shop(50).all()])).toBe(JSON.stringify([...shop(50).all()]));
});

test("another seed makes another shop", () => {
  const ids = new Set([...shop(50).all()].map(({ session }) => textAt(session, "id")));
  for (const { session } of shop(50, "another").all()) expect(ids.has(textAt(session, "id"))).toBe(false);
});

test("order 999 999 of a million is made by itself, and found by its id", () => {
  const million = shop(1_000_000);
  const [record] = million.at(999_999);
  const id = textAt(record?.session, "id") ?? "";
  expect(million.find("session", id)).toEqual({ rank: 999_999, attempt: 0 });
  expect(Date.parse(textAt(record?.session, "created_at") ?? "")).toBeLessThan(NOW - 390 * 86_400_000);
});

test("no two documents share an id, and sessions and transactions name each other", () => {
  const ids = records
    .flatMap(({ session, transaction }) => [textAt(session, "id"), textAt(transaction, "id") ?? []])
    .flat();
  expect(new Set(ids).size).toBe(ids.length);
  for (const { session, transaction } of records) {
    expect(textAt(session, "transaction_id")).toBe(textAt(transaction, "id"));
    if (transaction !== undefined) expect(textAt(transaction, "session_id")).toBe(textAt(session, "id"));
  }
});

test("2 000 orders hold every status, every payment product and every failure of both vocabularies", () => {
  const statuses = new Set(transactions.map((transaction) => textAt(transaction, "status")));
  expect(statuses.delete("UNDER_REVIEW"), "a status nobody has documented").toBe(true);
  expect([...statuses].sort()).toEqual(
    [
      "AUTHORIZATION_VOIDED",
      "AUTHORIZED",
      "CAPTURED",
      "DECLINED",
      "FAILED",
      "INITIATED",
      "ON_HOLD",
      "PARTIALLY_CAPTURED",
      "PARTIALLY_CAPTURED_REFUNDED",
      "PARTIALLY_REFUNDED",
      "REFUNDED",
      "UNKNOWN",
    ].sort(),
  );
  const products = new Set(transactions.map((transaction) => textAt(transaction, "payment_product")));
  expect(PRODUCTS.filter((product) => !products.has(product))).toEqual([]);
  const types = new Set(transactions.map((transaction) => textAt(transaction, "payment_product_type")));
  expect(ALL_PRODUCT_TYPES.filter((type) => !types.has(type))).toEqual([]);
  const failures = new Set(
    transactions.flatMap((transaction) =>
      objectsAt(transaction, "events").map((event) => JSON.stringify(valueAt(event, "error", "type"))),
    ),
  );
  const wanted = FAILURES.map(({ type, isOld }) => JSON.stringify(isOld ? type : [type]));
  expect(wanted).toHaveLength(30);
  expect(wanted.filter((type) => !failures.has(type))).toEqual([]);
});

test("2 000 orders hold every session event Dintero names, every session error and the rare shapes", () => {
  const events = records.flatMap(({ session }) => objectsAt(session, "events"));
  const names = new Set(events.map((event) => textAt(event, "name")));
  const documented =
    "INITIATED VISITED COMPLETED AUTHORIZED DECLINED PAY_LOCK_START PAY_LOCK_META PAY_LOCK_END PAY_FAILED ON_HOLD_CALLBACK_SENT AUTH_CALLBACK_SENT FAILED UNKNOWN PAYMENT_TOKEN_FLOW_START UPDATE_SESSION CANCELLED SET_BILLING_ADDRESS SET_DISCOUNT_CODES SET_SHIPPING_ADDRESS SET_SHIPPING_OPTION SET_GIFT_CARD PUSH_NOTIFICATION_SENT SECRET_CONFIRMATION_CODE_SENT SET_MY_DINTERO ADD_PAYMENT_INFORMATION";
  expect(documented.split(" ").filter((name) => !names.has(name))).toEqual([]);
  const errors = new Set(events.map((event) => textAt(event, "details", "error")));
  expect(SESSION_ERRORS.filter((error) => !errors.has(error))).toEqual([]);

  const all = transactions.flatMap((transaction) => objectsAt(transaction, "events"));
  const shapes: Record<string, boolean> = {
    correction: all.some((event) => event.correction !== undefined),
    "async capture": all.some(
      (event) => event.event === "CAPTURE" && event.correlation_request_id !== undefined,
    ),
    "async refund": all.some(
      (event) => event.event === "REFUND" && event.correlation_request_id !== undefined,
    ),
    "splits on the event": all.some((event) => event.splits !== undefined),
    "splits on the items only": all.some(
      (event) =>
        event.splits === undefined && objectsAt(event, "items").some((item) => item.splits !== undefined),
    ),
    settlements: all.some((event) => event.settlements !== undefined),
    "gift card": transactions.some((transaction) => transaction.gift_cards !== undefined),
    "card tokens": transactions.some(
      (transaction) => textAt(transaction, "card", "payment_token") !== undefined,
    ),
    "decimal quantity": transactions.some((transaction) =>
      objectsAt(transaction, "items").some((item) => !Number.isInteger(item.quantity)),
    ),
    shipments: records.some(
      ({ session }) => objectsAt(session, "order", "shipping_option", "shipments").length > 1,
    ),
    "opening hours": records.some(({ session }) => JSON.stringify(session).includes('"opening_hours"')),
    "no reference": transactions.some((transaction) => transaction.merchant_reference === ""),
    express: records.some(({ session }) => session?.express !== undefined),
    "callback without flags": records.some(
      ({ session }) => textAt(session, "url", "callback_url")?.endsWith("/callback") === true,
    ),
    "unknown product": transactions.some((transaction) => transaction.payment_product === "trustly"),
  };
  expect(Object.entries(shapes).filter(([, isThere]) => !isThere)).toEqual([]);
  const currencies = new Set(transactions.map((transaction) => textAt(transaction, "currency")));
  expect([...currencies].sort()).toEqual(["DKK", "EUR", "NOK", "SEK"]);
});

test("the lines of a transaction add up to its amount", () => {
  for (const transaction of transactions) {
    expect(sum(objectsAt(transaction, "items")), textAt(transaction, "id")).toBe(transaction.amount);
  }
});

test("an order's lines and shipping add up to its amount, but for the few that are wrong on purpose", () => {
  const wrong = records.filter(({ session }) => {
    const freight = numberAt(session, "order", "shipping_option", "amount") ?? 0;
    return sum(objectsAt(session, "order", "items")) + freight !== numberAt(session, "order", "amount");
  });
  expect(wrong).toHaveLength(4);
});

test("events move no more than was authorized, and status follows from them, but for the few that are wrong on purpose", () => {
  const ahead: string[] = [];
  for (const transaction of transactions) {
    const captured = sum(moneyEvents(transaction, "CAPTURE"));
    expect(captured).toBeLessThanOrEqual(numberAt(transaction, "amount") ?? 0);
    expect(sum(moneyEvents(transaction, "REFUND"))).toBeLessThanOrEqual(captured);
    const status = textAt(transaction, "status") ?? "";
    const isItsOwn = ["INITIATED", "ON_HOLD", "DECLINED", "FAILED", "UNKNOWN", "UNDER_REVIEW"].includes(
      status,
    );
    if (!isItsOwn && status !== statusOf(transaction)) ahead.push(status);
  }
  expect(new Set(ahead)).toEqual(new Set(["CAPTURED"]));
  expect(ahead.length).toBeLessThanOrEqual(4);
});

test("the items of a capture or refund add up to it, and so do its splits unless a part stays unsplit", () => {
  let over = 0;
  for (const transaction of transactions) {
    for (const event of [...moneyEvents(transaction, "CAPTURE"), ...moneyEvents(transaction, "REFUND")]) {
      expect(sum(objectsAt(event, "items"))).toBe(event.amount);
      const onItems = sum(objectsAt(event, "items").flatMap((item) => objectsAt(item, "splits")));
      const onEvent = sum(objectsAt(event, "splits"));
      if (onItems > 0 && onEvent > 0) expect(onItems).toBe(onEvent);
      if (Math.max(onItems, onEvent) > (numberAt(event, "amount") ?? 0)) over += 1;
    }
  }
  expect(over).toBeGreaterThan(0);
  expect(over).toBeLessThanOrEqual(8);
});

test("nothing happens before the session was made, out of order, or after now", () => {
  for (const { session, transaction } of records) {
    const made = Date.parse(textAt(session, "created_at") ?? "");
    expect(made).toBeLessThanOrEqual(NOW);
    for (const document of [session, transaction]) {
      let before = made;
      for (const event of objectsAt(document, "events")) {
        const at = Date.parse(textAt(event, "created_at") ?? "");
        expect(at, textAt(document, "id")).toBeGreaterThanOrEqual(before);
        expect(at).toBeLessThanOrEqual(NOW);
        before = at;
      }
    }
  }
});

test("orders are spread over thirteen months, newest first but for a day", () => {
  const made = records.map(({ session }) => Date.parse(textAt(session, "created_at") ?? ""));
  expect(Math.min(...made)).toBeLessThan(NOW - 380 * 86_400_000);
  expect(Math.max(...made)).toBeGreaterThan(NOW - 86_400_000);
  made.reduce((earliest, at) => {
    expect(at).toBeLessThan(earliest + 86_400_000);
    return Math.min(earliest, at);
  }, Number.POSITIVE_INFINITY);
});

test("a reference that was used again has refused sessions first and the paid one minutes after", () => {
  const byReference = new Map<string, OrderRecord[]>();
  for (const record of records) {
    const reference = textAt(record.session, "order", "merchant_reference") ?? "";
    byReference.set(reference, [...(byReference.get(reference) ?? []), record]);
  }
  const reused = [...byReference].filter(([reference, group]) => reference !== "" && group.length > 1);
  expect(reused.length).toBeGreaterThan(10);
  for (const [, group] of reused) {
    const times = group.map(({ session }) => Date.parse(textAt(session, "created_at") ?? ""));
    expect([...times].sort()).toEqual(times);
    expect(times.at(-1) ?? 0).toBeLessThan((times[0] ?? 0) + 20 * 60_000);
    const amounts = new Set(group.map(({ session }) => numberAt(session, "order", "amount")));
    expect(amounts.size).toBe(1);
  }
});
