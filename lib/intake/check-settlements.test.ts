import { expect, test } from "vitest";
import { listMatchedLines, sumMatchedLines } from "@/lib/db/settlement-lines";
import { readSettlementSync } from "@/lib/db/settlement-sync";
import { findSettlement, listHeldSettlements } from "@/lib/db/settlements";
import { testDatabase } from "@/lib/db/test-database";
import { checkSettlements } from "./check-settlements";
import { type Happening, reconcileDesk } from "./test-reconcile";

const { db } = testDatabase();
const HOUR = 3_600_000;
const DAY_MINUTES = 24 * 60;

async function settlementDesk(options?: Parameters<typeof reconcileDesk>[1]) {
  const desk = await reconcileDesk(db, options);
  const check = (everyMs = 0) => checkSettlements(desk.deps, everyMs);
  const settlement = (id: string) => findSettlement(db, desk.accountId, id);
  const sync = () => readSettlementSync(db, desk.accountId);
  const put = (changes: object = {}) =>
    desk.sandbox.control.settlements.put({
      id: "stl-x",
      settled_at: desk.ago(60),
      start_at: desk.ago(3 * DAY_MINUTES),
      end_at: desk.ago(2 * DAY_MINUTES),
      provider: "vipps",
      provider_reference: "ref-x",
      amounts: [{ amount: 9_900, capture: 10_000, refund: 0, fee: 100, currency: "NOK" }],
      payment_status: "paid",
      attachments: [],
      ...changes,
    });
  return { ...desk, check, settlement, sync, putSettlement: put };
}

const PAID: readonly Happening[] = [
  ["AUTHORIZE", 3 * DAY_MINUTES],
  ["CAPTURE", 2.5 * DAY_MINUTES],
];

test("every settlement of 400 days is held after a few checks, exactly as Dintero tells it, and again after the same", async () => {
  const desk = await settlementDesk({ orders: 150 });
  for (let count = 0; count < 5; count += 1) await desk.check();
  const held = () =>
    listHeldSettlements(db, desk.accountId, { from: 0, to: Date.now() + HOUR, limit: 1_000 });
  const told = (await desk.deps.dintero.listSettlements({ limit: 1000 })).entries.map(({ value }) => value);
  const recent = told.filter(({ settledAt = "" }) => Date.parse(settledAt) > Date.now() - 400 * 24 * HOUR);
  const bare = (settlements: readonly { id: string; amounts: readonly unknown[] }[]) =>
    settlements.map(({ id, amounts }) => [id, amounts]).sort();
  expect(recent.length).toBeGreaterThan(50);
  expect(bare(await held())).toEqual(bare(recent));
  await desk.check();
  expect(bare(await held())).toEqual(bare(recent));
  expect(await desk.sync()).toMatchObject({ isGranted: true, nameless: 0 });
});

test("a client without the scope is remembered as such with what is known, and asked again when it is due", async () => {
  const desk = await settlementDesk();
  desk.putSettlement();
  await desk.check();
  desk.sandbox.control.tokens.scope = "admin:checkout";
  desk.sandbox.control.tokens.revokeAll();
  expect(await desk.check()).toEqual({ kind: "not-granted" });
  expect(await desk.sync()).toEqual(expect.not.objectContaining({ lastError: expect.anything() }));
  expect(await desk.sync()).toMatchObject({ isGranted: false });
  expect(await desk.settlement("stl-x")).toBeDefined();
  expect(await desk.check(HOUR)).toEqual({ kind: "not-due" });
  desk.sandbox.control.tokens.scope = "admin:checkout admin:reports";
  desk.sandbox.control.tokens.revokeAll();
  desk.clock.aheadMs = HOUR;
  expect(await desk.check(HOUR)).toMatchObject({ kind: "done" });
  expect(await desk.sync()).toMatchObject({ isGranted: true });
});

test("an entry that cannot be read is kept with what is wrong; what was known of it stays, and mends itself", async () => {
  const desk = await settlementDesk();
  desk.putSettlement();
  await desk.check();
  desk.putSettlement({ amounts: [{ amount: "9900", currency: "NOK" }] });
  desk.putSettlement({ id: null, settled_at: desk.ago(50) });
  await desk.check();
  expect(await desk.settlement("stl-x")).toMatchObject({
    problem: expect.stringMatching(/^amounts\[0\]\.amount: /),
    amounts: [{ amount: 9_900 }],
  });
  expect(await desk.sync()).toMatchObject({ nameless: 1 });
  desk.putSettlement({ payment_status: "postponed" });
  await desk.check();
  expect(await desk.settlement("stl-x")).toMatchObject({ paymentStatus: "postponed" });
  expect(await desk.settlement("stl-x")).not.toHaveProperty("problem");
});

test("paging that never ends, or gives the same place again, ends", async () => {
  const desk = await settlementDesk();
  const key = { id: "stl-1", account_id: desk.accountId, settled_at: "2026-05-15T00:00:00Z" };
  desk.sandbox.control.faults.add({
    path: "/v1/accounts/*/settlements",
    times: null,
    fault: { kind: "body", body: JSON.stringify({ items: [], last_evaluated_key: key }) },
  });
  desk.asked();
  expect(await desk.check()).toMatchObject({ kind: "done", settlements: 0 });
  expect(desk.asked()).toHaveLength(8);
});

test("F44 an outage is noted, keeps what is known, and the next check begins again", async () => {
  const desk = await settlementDesk();
  desk.putSettlement();
  await desk.check();
  desk.sandbox.control.faults.add({
    path: "/v1/accounts/*/settlements",
    times: null,
    fault: { kind: "status", status: 500 },
  });
  await expect(desk.check()).rejects.toMatchObject({ code: "upstream-error" });
  expect(await desk.sync()).toMatchObject({ isGranted: true, lastError: "upstream-error" });
  desk.sandbox.control.faults.clear();
  await desk.check();
  expect((await desk.sync())?.lastError).toBeUndefined();
});

test("a new settlement that our captures do not come to has them asked for again, once", async () => {
  const desk = await settlementDesk();
  const { transactionId } = desk.put("1", PAID);
  await desk.run();
  const settled = (entry: object) => ({
    settlements: {
      settlement_status: "SETTLED",
      events: [{ capture: 10_000, fee: 100, amount: 9_900, ...entry }],
    },
  });
  const events = (entry: object) => [
    { id: "1", event: "AUTHORIZE", success: true, amount: 10_000, created_at: desk.ago(3 * DAY_MINUTES) },
    {
      id: "2",
      event: "CAPTURE",
      success: true,
      amount: 10_000,
      created_at: desk.ago(2.5 * DAY_MINUTES),
      ...settled(entry),
    },
  ];
  desk.putSettlement();
  desk.put("1", PAID, {
    events: events({ settlement_id: "stl-x", event_correlation_id: "c-1" }),
    metadata: { payout_correlation_id: "pc-1" },
  });
  await desk.check();
  expect(await sumMatchedLines(db, desk.accountId, ["stl-x"])).toEqual([]);
  desk.clock.aheadMs = HOUR / 2;
  await desk.check();
  expect(await sumMatchedLines(db, desk.accountId, ["stl-x"])).toEqual([
    { settlementId: "stl-x", currency: "NOK", amount: 9_900, capture: 10_000, refund: 0, fee: 100, lines: 1 },
  ]);
  expect(await listMatchedLines(db, desk.accountId, "stl-x", { limit: 10 })).toMatchObject([
    { transactionId, event: "CAPTURE", eventCorrelationId: "c-1", payoutCorrelationId: "pc-1" },
  ]);
  for (let count = 0; count < 3; count += 1) await desk.check();
  desk.asked();
  await desk.check();
  expect(desk.asked().some((path) => path.includes("captured_at"))).toBe(false);
});

test("a line without a settlement's id is matched by the provider's reference; what is no longer said is not held", async () => {
  const desk = await settlementDesk();
  desk.putSettlement();
  await desk.check();
  const matched = async () =>
    (await sumMatchedLines(db, desk.accountId, ["stl-x"])).map(({ lines }) => lines);
  const history = (entry: object) => ({
    updated_at: desk.ago(0),
    events: [
      {
        ...{ id: "1", event: "CAPTURE", success: true, amount: 10_000, created_at: desk.ago(60) },
        settlements: { settlement_status: "SETTLED", events: [{ capture: 10_000, ...entry }] },
      },
    ],
  });
  desk.put("1", [["CAPTURE", 60]], history({ provider_reference: "ref-x" }));
  await desk.run();
  expect(await matched()).toEqual([1]);
  desk.put("1", [["CAPTURE", 60]], history({ provider_reference: "ref-x", settlement_id: "stl-other" }));
  await desk.run();
  expect(await matched()).toEqual([]);
});

test("of two processes one asks", async () => {
  const desk = await settlementDesk();
  desk.putSettlement();
  const outcomes = await Promise.all([desk.check(HOUR), desk.check(HOUR), desk.check(HOUR)]);
  expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(1);
});
