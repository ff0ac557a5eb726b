import { describe, expect, test } from "vitest";
import { findOrderFigures } from "@/lib/db/order-figures";
import { getSavedDocuments } from "@/lib/db/orders";
import { testDatabase } from "@/lib/db/test-database";
import { storable } from "./storable";
import { type Both, type OrderIds, startBoth } from "./test-sandbox";

const { db } = testDatabase();
const EVENTS = "report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID";
const RETRY_MS = 5_000;

/** What Kontor holds of the order is what the API says of it. */
async function expectSameAsApi({ accountId, dintero }: Both, ids: OrderIds, message: string): Promise<void> {
  const saved = await getSavedDocuments(db, accountId, { sessionId: ids.sessionId });
  const session = await dintero.getSession(ids.sessionId);
  expect(saved?.session?.document, message).toEqual(storable(session.document));
  if (ids.transactionId === undefined) return;
  const transaction = await dintero.getTransaction(ids.transactionId);
  expect(saved?.transaction?.document, message).toEqual(storable(transaction.document));
  const figures = await findOrderFigures(db, accountId, ids);
  // The documented example has no status (QUIRKS 35).
  if (transaction.value.status !== undefined) expect(figures?.status, message).toBe(transaction.value.status);
}

describe("what the sandbox delivers, as Dintero does, at Kontor's own doors", () => {
  const FORMS = [
    "",
    "method=POST",
    `method=POST&includes=session&${EVENTS}`,
    `sid_parameter_name=sid&delay_callback=60&${EVENTS}`,
    `method=POST&sid_parameter_name=sid&note=a%20b~!'()%C3%86&${EVENTS}`,
  ];

  test.each(FORMS)('with the options "%s" every order comes to be what the API says it is', async (flags) => {
    const both = await startBoth(db);
    const { control } = both;
    for (const { sessionId, transactionId } of control.notable) {
      // Some of them these options leave untold: then one that says no more than that there is an order.
      const told = await control.deliver({ sessionId, transactionId, flags, story: true });
      const records = told.length > 0 ? told : await control.deliver({ sessionId, transactionId, flags });
      expect(new Set(records.map(({ state }) => state))).toEqual(new Set(["delivered"]));
    }
    await both.untilWorked();
    for (const order of control.notable) await expectSameAsApi(both, order, order.name);
    const rows = await both.receiver.deliveries();
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(rows.flatMap(({ body_differences }) => body_differences ?? [])).toEqual([]);
  });

  test("a story told backwards, each part three times, ends as the same order; each part is one row", async () => {
    const [forwards, backwards] = [await startBoth(db), await startBoth(db)];
    const names = ["partially-refunded", "captured-in-parts-with-splits", "voided", "on-hold", "refunded"];
    for (const name of names) {
      await forwards.control.deliver({ ...forwards.notable(name), flags: EVENTS, story: true });
      const again = { flags: EVENTS, story: "reversed", times: 3 } as const;
      await backwards.control.deliver({ ...backwards.notable(name), ...again });
    }
    await forwards.untilWorked();
    await backwards.untilWorked();
    for (const name of names) {
      const figures = await findOrderFigures(db, forwards.accountId, forwards.notable(name));
      expect(figures, name).toBeDefined();
      expect(await findOrderFigures(db, backwards.accountId, backwards.notable(name)), name).toEqual(figures);
    }
    const rows = await backwards.receiver.deliveries();
    expect(rows).toHaveLength((await forwards.receiver.deliveries()).length);
    expect(rows.map(({ receipts }) => receipts)).toEqual(rows.map(() => 3));
  });

  test("signed too long ago: 503, and the retry that is signed anew is taken", async () => {
    const both = await startBoth(db);
    const order = both.notable("captured");
    const [record] = await both.control.deliver({ ...order, signedSecondsAgo: 420 });
    expect(record).toMatchObject({ state: "waiting", tries: [{ status: 503 }] });
    expect(await both.receiver.deliveries()).toEqual([]);
    await both.pass(RETRY_MS);
    expect(record).toMatchObject({ state: "delivered", tries: [{ status: 503 }, { status: 200 }] });
    await both.untilWorked();
    await expectSameAsApi(both, order, "after the retry");
  });

  test("a wrong signature or none is refused for good; nothing is stored", async () => {
    const both = await startBoth(db);
    for (const channel of ["callback", "webhook"] as const) {
      for (const signature of ["wrong", "missing"] as const) {
        const [record] = await both.control.deliver({ ...both.notable("captured"), channel, signature });
        expect(record?.tries).toMatchObject([{ status: 401 }]);
      }
    }
    expect(await both.receiver.deliveries()).toEqual([]);
  });

  test("a body that was changed under a right signature is taken, told apart, and believed by nobody", async () => {
    const both = await startBoth(db);
    const order = both.notable("captured");
    await both.control.deliver({ ...order, flags: "method=POST", body: "changed" });
    await both.untilWorked();
    expect(await both.receiver.deliveries()).toMatchObject([
      { body_differences: ["amount"], state: "applied" },
    ]);
    await expectSameAsApi(both, order, "whatever the body said");
  });

  test("the shopper gave up: no transaction, no body, and the session's own events are fetched", async () => {
    const both = await startBoth(db);
    const { sessionId } = both.notable("abandoned");
    await both.control.deliver({ sessionId, flags: `method=POST&${EVENTS}`, error: "cancelled" });
    await both.untilWorked();
    expect(await both.receiver.deliveries()).toMatchObject([
      { transaction_id: null, session_id: sessionId, error: "cancelled", body_bytes: 0, state: "applied" },
    ]);
    await expectSameAsApi(both, { sessionId }, "abandoned");
  });

  test("webhooks: each of their events and the ping is taken, and leads to the same orders", async () => {
    const both = await startBoth(db);
    const [paid, given] = [both.notable("captured"), both.notable("abandoned")];
    const channel = "webhook";
    const records = [
      await both.control.deliver({ ...paid, channel }),
      await both.control.deliver({ ...given, channel, event: "checkout_authorization", error: "cancelled" }),
      await both.control.deliver({ channel, event: "ping" }),
    ].flat();
    expect(records.map(({ state }) => state)).toEqual(["delivered", "delivered", "delivered"]);
    await both.untilWorked();
    await expectSameAsApi(both, paid, "paid");
    await expectSameAsApi(both, given, "given up");
    // Sent again, as after an answer that was lost: the same body, the same row.
    await both.control.deliver({ ...paid, channel, times: 2 });
    const rows = await both.receiver.deliveries();
    expect(rows.map(({ receipts }) => receipts).sort()).toEqual([1, 1, 1, 2]);
  });

  test("a quarter of an hour of arrivals: what was told in full is what the API says", async () => {
    const both = await startBoth(db);
    both.control.arrivals.start(15_000);
    await both.pass(900_000);
    both.control.arrivals.stop();
    await both.untilWorked();
    const log = both.control.deliveries.list().filter(({ channel }) => channel === "callback");
    expect(log.length).toBeGreaterThan(40);
    expect(new Set(log.map(({ state }) => state))).toEqual(new Set(["delivered", "lost"]));
    let compared = 0;
    for (const transactionId of new Set(log.flatMap(({ transactionId: id }) => id ?? []))) {
      const told = log.filter((record) => record.transactionId === transactionId);
      const { document, value } = await both.dintero.getTransaction(transactionId);
      const last = value.events.at(-1);
      const isTold = told.some(({ state, eventId }) => state === "delivered" && eventId === last?.id);
      if (!isTold) continue;
      compared += 1;
      const saved = await getSavedDocuments(db, both.accountId, { transactionId });
      expect(saved?.transaction?.document, transactionId).toEqual(storable(document));
    }
    expect(compared).toBeGreaterThan(10);
  });
});
