import fc from "fast-check";
import { expect, test } from "vitest";
import { type Linked, ordersOf } from "./family";

const session = (documentId: string, linkedId?: string): Linked => ({
  kind: "session",
  documentId,
  linkedId,
});
const transaction = (documentId: string, linkedId?: string): Linked => ({
  kind: "transaction",
  documentId,
  linkedId,
});

/** Each order as "key: session + transaction", "-" for a half that is not stored. */
function orders(...documents: Linked[]): string[] {
  return ordersOf(documents)
    .map(
      (order) =>
        `${order.orderKey}: ${order.session?.documentId ?? "-"} + ${order.transaction?.documentId ?? "-"}`,
    )
    .sort();
}

test("a session and a transaction are one order if either names the other", () => {
  expect(orders(session("s", "t"), transaction("t"))).toEqual(["s: s + t"]);
  expect(orders(session("s"), transaction("t", "s"))).toEqual(["s: s + t"]);
  expect(orders(session("s", "t"), transaction("t", "s"))).toEqual(["s: s + t"]);
  expect(orders(session("s"), transaction("t"))).toEqual(["s: s + -", "t: - + t"]);
});

test("a half that is only named is known by its id", () => {
  expect(ordersOf([transaction("t", "s")])).toMatchObject([
    { orderKey: "s", sessionId: "s", transactionId: "t" },
  ]);
  expect(ordersOf([session("s", "t")])).toMatchObject([
    { orderKey: "s", sessionId: "s", transactionId: "t" },
  ]);
});

test("of several transactions that name one session, the one it names has it, and the others stand alone", () => {
  expect(orders(session("s", "t1"), transaction("t1", "s"), transaction("t2", "s"))).toEqual([
    "s: s + t1",
    "t2: - + t2",
  ]);
  expect(orders(session("s"), transaction("t1", "s"), transaction("t2", "s"))).toEqual([
    "s: s + t2",
    "t1: - + t1",
  ]);
});

test("of several sessions that name one transaction, the one it names has it", () => {
  const documents = [session("s1", "t"), session("s2", "t"), transaction("t", "s2")];
  expect(orders(...documents)).toEqual(["s1: s1 + -", "s2: s2 + t"]);
  expect(ordersOf(documents).find((order) => order.orderKey === "s1")?.transactionId).toBeUndefined();
});

test("every document is in exactly one order, and their order does not matter", () => {
  const ids = fc.constantFrom("a", "b", "c");
  const documents = fc.uniqueArray(
    fc.oneof(
      fc.record({
        kind: fc.constant("session" as const),
        documentId: ids.map((id) => `s${id}`),
        linkedId: fc.option(
          ids.map((id) => `t${id}`),
          { nil: undefined },
        ),
      }),
      fc.record({
        kind: fc.constant("transaction" as const),
        documentId: ids.map((id) => `t${id}`),
        linkedId: fc.option(
          ids.map((id) => `s${id}`),
          { nil: undefined },
        ),
      }),
    ),
    { selector: (document) => document.documentId },
  );
  fc.assert(
    fc.property(documents, (given) => {
      const halves = ordersOf(given)
        .flatMap((order) => [order.session, order.transaction])
        .filter((half) => half !== undefined);
      expect(halves).toHaveLength(given.length);
      expect(new Set(halves)).toEqual(new Set(given));
      expect(orders(...given.toReversed())).toEqual(orders(...given));
      const keys = ordersOf(given).map((order) => order.orderKey);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
