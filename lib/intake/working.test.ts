import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { insertDeliveries, type NewDelivery } from "@/lib/db/deliveries";
import { takeDueDeliveries } from "@/lib/db/delivery-work";
import { insertLateDelivery } from "@/lib/db/late-deliveries";
import { testDatabase } from "@/lib/db/test-database";
import type { JsonObject } from "@/lib/domain/json";
import { AppError } from "@/lib/errors";
import { sessionDocument, testDintero, transactionDocument } from "./test-dintero";
import { type DeliveryRow, newAccount } from "./test-receiver";
import type { WorkerDeps, WorkOutcome } from "./work";
import { startWork } from "./worker";

const { db } = testDatabase();
const START = Date.parse("2026-05-12T10:15:31.000Z");
const MINUTE = 60_000;

/** An account of its own with a Dintero, a clock that stands still, and a worker that works when told to. */
function workshop() {
  const accountId = newAccount();
  const clock = { at: START };
  const now = () => clock.at;
  const dintero = testDintero(accountId, now);
  const outcomes: WorkOutcome[] = [];
  const deps: WorkerDeps = {
    db,
    accountId,
    dintero,
    now,
    random: () => 0,
    onOutcome: (_delivery, outcome) => void outcomes.push(outcome),
  };
  const ids = { session: `${accountId}.s1`, transaction: `${accountId}.t1` };
  let received = 0;
  const work = async () => {
    await Promise.all(await startWork(deps, 8));
  };
  return {
    accountId,
    ids,
    clock,
    dintero,
    outcomes,
    work,
    /** Stores a delivery as the receiver would; answers its id. */
    async receive(changes: Partial<NewDelivery> & { readonly said?: JsonObject | string } = {}) {
      received += 1;
      const { said, ...given } = changes;
      const text = typeof said === "string" ? said : JSON.stringify(said);
      const delivery: NewDelivery = {
        deliveryId: String(received).padStart(64, "0"),
        channel: "callback",
        receivedAt: new Date(clock.at).toISOString(),
        keyNumber: 0,
        method: said === undefined ? "GET" : "POST",
        rawQuery: "",
        headers: {},
        bodyState: said === undefined ? "absent" : "kept",
        body: said === undefined ? undefined : deflateRawSync(Buffer.from(text)),
        bodyBytes: said === undefined ? 0 : text.length,
        sessionId: ids.session,
        transactionId: ids.transaction,
        ...given,
      };
      await insertDeliveries(db, accountId, [delivery]);
      return delivery.deliveryId;
    },
    /** Works until nothing is due, letting time pass, for at most `minutes`. */
    async workFor(minutes: number) {
      const end = clock.at + minutes * MINUTE;
      while (clock.at < end) {
        await work();
        clock.at += 5_000;
      }
    },
    async deliveries() {
      const { rows } = await db.query<DeliveryRow>(
        "select * from deliveries where account_id = $1 order by delivery_id",
        [accountId],
      );
      return rows;
    },
    async orders() {
      const { rows } = await db.query<Record<string, unknown>>(
        "select status, captured_minor, refunded_minor, authorized_minor from orders where account_id = $1",
        [accountId],
      );
      return rows;
    },
  };
}

type Workshop = ReturnType<typeof workshop>;
type Steps = Parameters<typeof transactionDocument>[2];

function setTruth({ dintero, ids }: Workshop, status: string, steps: Steps, changes: JsonObject = {}) {
  dintero.documents.set(ids.session, sessionDocument(ids.session, { transaction_id: ids.transaction }));
  const document = transactionDocument(ids.transaction, status, steps, {
    session_id: ids.session,
    ...changes,
  });
  dintero.documents.set(ids.transaction, document);
  return document;
}

const AUTHORIZED: Steps = [["AUTHORIZE", 72_200]];
const CAPTURED: Steps = [...AUTHORIZED, ["CAPTURE", 72_200]];

describe("a delivery becomes the truth", () => {
  test("F1 its order is what Dintero answers, and it tells what it changed", async () => {
    const shop = workshop();
    setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await shop.receive();
    await shop.work();
    expect(await shop.orders()).toMatchObject([{ status: "AUTHORIZED", authorized_minor: 72_200 }]);
    setTruth(shop, "CAPTURED", CAPTURED);
    await shop.receive({ event: "CAPTURE", eventId: "2" });
    await shop.work();
    const [first, second] = await shop.deliveries();
    expect(first).toMatchObject({ state: "applied", effect: { is_changed: true, before: null } });
    expect(second).toMatchObject({
      state: "applied",
      effect: { is_changed: true, before: { captured: 0 }, after: { captured: 72_200, status: "CAPTURED" } },
    });
  });

  test("F13 an altered body moves no figure, and the fields in which it lies are named", async () => {
    const shop = workshop();
    const truth = setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await shop.receive({ said: { ...truth, amount: 1, merchant_reference: "canary" } });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([
      { state: "applied", body_differences: ["amount", "merchant_reference"], is_body_json: true },
    ]);
    expect(await shop.orders()).toMatchObject([{ authorized_minor: 72_200 }]);
    expect(JSON.stringify(shop.outcomes)).not.toContain('canary"');
  });

  test("F13 a body that says what Dintero says differs in nothing, wrapped or not", async () => {
    const shop = workshop();
    const truth = setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await shop.receive({ said: truth });
    await shop.receive({ said: { event: "checkout_transaction", transaction: truth }, channel: "webhook" });
    await shop.work();
    const rows = await shop.deliveries();
    expect(rows.map(({ state, body_differences }) => [state, body_differences])).toEqual([
      ["applied", []],
      ["applied", []],
    ]);
  });

  test.each([
    ["nonsense", false],
    ["[".repeat(20_000), false],
    ["[".repeat(20_000) + "]".repeat(20_000), true],
    ["null", true],
    ['{"id":"\\u0000","amount":"\\ud800"}', true],
    ['{"__proto__":{"amount":1}}', true],
    ["\ufeff{}", true],
  ])("F17 a body that is odd is no obstacle (%#)", async (said, isJson) => {
    const shop = workshop();
    setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await shop.receive({ said });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied", is_body_json: isJson }]);
    expect(await shop.orders()).toMatchObject([{ status: "AUTHORIZED" }]);
  });

  test("F19 a status and an event we do not know are carried as received, and count as no capture", async () => {
    const shop = workshop();
    setTruth(shop, "SOMETHING_NEW", [...AUTHORIZED, ["SOMETHING_ELSE", 72_200]]);
    await shop.receive({ event: "SOMETHING_ELSE" });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied" }]);
    expect(await shop.orders()).toMatchObject([{ status: "SOMETHING_NEW", captured_minor: 0 }]);
  });

  test("F20 an error without a transaction leads to the session's own events", async () => {
    const shop = workshop();
    const failed = { id: "e2", name: "PAY_FAILED", created_at: "2026-05-12T10:05:00.000Z" };
    shop.dintero.documents.set(shop.ids.session, sessionDocument(shop.ids.session, { events: [failed] }));
    await shop.receive({ transactionId: undefined, error: "cancelled" });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied" }]);
    const { rows } = await db.query("select name from session_events where account_id = $1", [
      shop.accountId,
    ]);
    expect(rows).toMatchObject([{ name: "PAY_FAILED" }]);
    expect(shop.dintero.asked).toEqual([shop.ids.session]);
  });

  test("F22 a retry signed again is a row more and an effect once", async () => {
    const shop = workshop();
    setTruth(shop, "CAPTURED", CAPTURED);
    await shop.receive({ eventDelivery: "d-1" });
    await shop.receive({ eventDelivery: "d-1" });
    await shop.work();
    expect(await shop.orders()).toMatchObject([{ captured_minor: 72_200 }]);
    expect((await shop.deliveries()).map(({ state }) => state)).toEqual(["applied", "applied"]);
  });

  test("F23 ON_HOLD, then AUTHORIZED under the same query: both in the log, the order authorized", async () => {
    const shop = workshop();
    setTruth(shop, "ON_HOLD", [["INITIALIZE", 72_200]]);
    await shop.receive();
    await shop.work();
    expect(await shop.orders()).toMatchObject([{ status: "ON_HOLD" }]);
    setTruth(shop, "AUTHORIZED", [["INITIALIZE", 72_200], ...AUTHORIZED]);
    await shop.receive();
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied" }, { state: "applied" }]);
    expect(await shop.orders()).toMatchObject([{ status: "AUTHORIZED" }]);
  });

  test("F24 a refund told before its capture and its authorization ends as if in order", async () => {
    const shop = workshop();
    setTruth(shop, "REFUNDED", [...CAPTURED, ["REFUND", 72_200]]);
    await shop.receive({ event: "REFUND", eventId: "3" });
    await shop.work();
    await shop.receive({ event: "CAPTURE", eventId: "2" });
    await shop.receive();
    await shop.work();
    expect(await shop.orders()).toMatchObject([
      { status: "REFUNDED", captured_minor: 72_200, refunded_minor: 72_200 },
    ]);
    expect(new Set((await shop.deliveries()).map(({ state }) => state))).toEqual(new Set(["applied"]));
  });

  test("a ping, which is about no order, is done at once", async () => {
    const shop = workshop();
    await shop.receive({ channel: "webhook", event: "ping", sessionId: undefined, transactionId: undefined });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied" }]);
  });

  test("a transaction is applied though its session is not known at Dintero", async () => {
    const shop = workshop();
    setTruth(shop, "AUTHORIZED", AUTHORIZED);
    shop.dintero.documents.delete(shop.ids.session);
    await shop.receive();
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied" }]);
    expect(await shop.orders()).toMatchObject([{ status: "AUTHORIZED" }]);
  });
});

describe("what cannot be done yet", () => {
  test("F26 what always fails is parked after ten tries, with its reason, and holds up no other", async () => {
    const shop = workshop();
    setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await shop.receive({ transactionId: "T99999999.broken" });
    shop.dintero.documents.set("T99999999.broken", {
      id: "T99999999.broken",
      amount: "no number",
      events: 5,
    });
    await shop.receive();
    await shop.work();
    const [, other] = await shop.deliveries();
    expect(other).toMatchObject({ state: "applied" });
    await shop.workFor(10);
    const [broken] = await shop.deliveries();
    expect(broken).toMatchObject({ state: "parked", attempts: 10, last_error: "upstream-invalid-response" });
    expect(shop.outcomes.filter(({ kind }) => kind === "parked")).toHaveLength(1);
  });

  test("F27 an API that lags behind its callback is asked again, and then it is applied", async () => {
    const shop = workshop();
    setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await shop.receive({ event: "CAPTURE", eventId: "2" });
    await shop.workFor(5);
    expect(await shop.deliveries()).toMatchObject([
      { state: "fetched", last_error: "not-confirmed", failures: 0 },
    ]);
    expect(await shop.orders()).toMatchObject([{ status: "AUTHORIZED" }]);
    setTruth(shop, "CAPTURED", CAPTURED);
    await shop.workFor(2);
    expect(await shop.deliveries()).toMatchObject([{ state: "applied", last_error: null }]);
    expect(await shop.orders()).toMatchObject([{ captured_minor: 72_200 }]);
  });

  test.each<[string, Partial<NewDelivery> & { said?: JsonObject }, boolean]>([
    ["an event", { event: "CAPTURE" }, true],
    ["an event in its body", { said: { events: [{ id: "9", event: "CAPTURE", amount: 72_200 }] } }, true],
    ["a transaction", {}, false],
  ])(
    "F27 %s that Dintero never confirms is unconfirmed after 15 minutes",
    async (_name, changes, isKnown) => {
      const shop = workshop();
      if (isKnown) setTruth(shop, "AUTHORIZED", AUTHORIZED);
      await shop.receive(changes);
      await shop.workFor(14);
      expect((await shop.deliveries())[0]?.state).toMatch(/received|fetched/);
      await shop.workFor(3);
      expect(await shop.deliveries()).toMatchObject([{ state: "unconfirmed", last_error: "not-confirmed" }]);
      expect(shop.outcomes.at(-1)?.kind).toBe("unconfirmed");
    },
  );

  test("F47 a ten minutes' outage parks nothing, and its backlog is done two minutes after", async () => {
    const shop = workshop();
    setTruth(shop, "CAPTURED", CAPTURED);
    shop.dintero.failure = new AppError("upstream-unreachable", "down");
    for (let at = 0; at < 40; at += 1) await shop.receive();
    await shop.workFor(10);
    expect(new Set((await shop.deliveries()).map(({ state }) => state))).toEqual(new Set(["received"]));
    shop.dintero.failure = undefined;
    await shop.workFor(2);
    expect(new Set((await shop.deliveries()).map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(await shop.orders()).toMatchObject([{ captured_minor: 72_200 }]);
  });
});

describe("a worker that ends in the middle", () => {
  test("F33 what it had taken is taken again when its time is up, and its effect is told once", async () => {
    const shop = workshop();
    setTruth(shop, "CAPTURED", CAPTURED);
    await shop.receive();
    await takeDueDeliveries(db, shop.accountId, shop.clock.at, { limit: 8, leaseMs: 30_000 });
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "received", attempts: 1 }]);
    shop.clock.at += 30_000;
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([{ state: "applied", attempts: 2 }]);
  });

  test("F33 killed between applying and finishing, it still tells what it changed", async () => {
    const shop = workshop();
    setTruth(shop, "CAPTURED", CAPTURED);
    await shop.receive();
    await shop.work();
    await db.query(
      "update deliveries set state = 'fetched', effect = effect - 'after' where account_id = $1",
      [shop.accountId],
    );
    shop.clock.at += 30_000;
    await shop.work();
    expect(await shop.deliveries()).toMatchObject([
      { state: "applied", effect: { is_changed: true, before: null, after: { captured: 72_200 } } },
    ]);
  });

  test("F25 two workers on the same deliveries: each is worked on once", async () => {
    const shop = workshop();
    setTruth(shop, "CAPTURED", CAPTURED);
    for (let at = 0; at < 16; at += 1) await shop.receive();
    await Promise.all([shop.work(), shop.work()]);
    expect((await shop.deliveries()).map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
      Array.from({ length: 16 }, () => "applied 1"),
    );
  });
});

describe("late deliveries", () => {
  const late = async (shop: Workshop) =>
    await insertLateDelivery(db, shop.accountId, {
      deliveryId: "a".repeat(64),
      receivedAt: new Date(shop.clock.at).toISOString(),
      skewSeconds: 400,
      rawQuery: "",
      signedAt: "2026-05-12T10:00:00.000Z",
      keyNumber: 0,
      method: "GET",
      headers: {},
      sessionId: shop.ids.session,
      transactionId: shop.ids.transaction,
    });
  const rows = async (shop: Workshop) =>
    (await db.query("select * from late_deliveries where account_id = $1", [shop.accountId])).rows;

  test("F7 F34 what a late one is about is fetched all the same", async () => {
    const shop = workshop();
    setTruth(shop, "AUTHORIZED", AUTHORIZED);
    await late(shop);
    await shop.work();
    expect(await shop.orders()).toMatchObject([{ status: "AUTHORIZED" }]);
    expect(await rows(shop)).toMatchObject([{ last_error: null, fetched_at: expect.any(String) }]);
    expect(shop.outcomes).toEqual([{ kind: "late-fetched" }]);
  });

  test("F7 F47 an outage is waited out; what Dintero does not know is given up on", async () => {
    const shop = workshop();
    await late(shop);
    shop.dintero.failure = new AppError("upstream-timeout", "slow");
    await shop.workFor(20);
    expect(await rows(shop)).toMatchObject([{ fetched_at: null, last_error: "upstream-timeout" }]);
    shop.dintero.failure = undefined;
    await shop.workFor(2);
    expect(await rows(shop)).toMatchObject([{ fetched_at: expect.any(String), last_error: "not-confirmed" }]);
  });
});
