import { describe, expect, test } from "vitest";
import { insertDeliveries, type NewDelivery } from "./deliveries";
import { insertFindings, listFindings, listFindingsOf, type NewFinding, settleFindings } from "./findings";
import { insertLateDelivery } from "./late-deliveries";
import { readCheckState } from "./sync-cursors";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T12:00:00.000Z");
const MINUTE = 60_000;
let accounts = 0;
const newAccount = () => {
  accounts += 1;
  return `T${String(accounts).padStart(8, "0")}`;
};

function finding(accountId: string, name: string, minutesAgo: number): NewFinding {
  return {
    findingId: `${name}/2`,
    orderKey: `${accountId}.s${name}`,
    sessionId: `${accountId}.s${name}`,
    transactionId: `${accountId}.t${name}`,
    event: "CAPTURE",
    eventId: "2",
    eventAt: new Date(NOW - minutesAgo * MINUTE).toISOString(),
  };
}

function delivery(changes: Partial<NewDelivery>, at: number): NewDelivery {
  return {
    deliveryId: `d${at}${JSON.stringify(changes)}`,
    channel: "callback",
    receivedAt: new Date(at).toISOString(),
    keyNumber: 0,
    method: "GET",
    rawQuery: "",
    headers: {},
    bodyState: "absent",
    bodyBytes: 0,
    ...changes,
  };
}

const names = (found: readonly { readonly findingId: string }[]) => found.map(({ findingId }) => findingId);

describe("what was learnt by reconciliation", () => {
  test("is found by check once its time is up and no delivery told of it (F48)", async () => {
    const account = newAccount();
    await insertFindings(db, account, [finding(account, "a", 30)], NOW);
    expect(await settleFindings(db, account, NOW, NOW)).toEqual([]);
    expect(await listFindings(db, account, { limit: 10 })).toEqual([]);
    expect(names(await settleFindings(db, account, NOW + 1, NOW + 5 * MINUTE))).toEqual(["a/2"]);
    expect(await listFindings(db, account, { limit: 10 })).toMatchObject([
      { findingId: "a/2", event: "CAPTURE", eventId: "2", foundAt: "2026-05-12T12:05:00.000Z" },
    ]);
    expect((await readCheckState(db, account, NOW + 6 * MINUTE)).found24h).toBe(1);
    expect((await readCheckState(db, account, NOW + 25 * 60 * MINUTE)).found24h).toBe(0);
  });

  test("is found once, however often it is learnt", async () => {
    const account = newAccount();
    await insertFindings(db, account, [finding(account, "a", 30), finding(account, "a", 30)], NOW);
    await settleFindings(db, account, NOW + 1, NOW);
    await insertFindings(db, account, [finding(account, "a", 30)], NOW + MINUTE);
    expect(await settleFindings(db, account, NOW + 2 * MINUTE, NOW)).toEqual([]);
    expect(await listFindings(db, account, { limit: 10 })).toHaveLength(1);
  });

  test.each([
    ["its session", "sessionId", "s"],
    ["its transaction", "transactionId", "t"],
  ] as const)(
    "is forgotten when a delivery about %s came after it happened",
    async (_name, field, letter) => {
      const account = newAccount();
      await insertFindings(db, account, [finding(account, "a", 30), finding(account, "b", 30)], NOW);
      await insertDeliveries(db, account, [
        delivery({ [field]: `${account}.${letter}a` }, NOW - 29 * MINUTE),
        delivery({ [field]: `${account}.${letter}b` }, NOW - 40 * MINUTE),
      ]);
      expect(names(await settleFindings(db, account, NOW + 1, NOW))).toEqual(["b/2"]);
    },
  );

  test("is forgotten when a delivery that names it came by a clock that is a little behind, and no other", async () => {
    const account = newAccount();
    await insertFindings(db, account, [finding(account, "a", 30), finding(account, "b", 30)], NOW);
    const at = NOW - 30.5 * MINUTE;
    await insertDeliveries(db, account, [
      delivery({ transactionId: `${account}.ta`, eventId: "2" }, at),
      delivery({ transactionId: `${account}.tb`, eventId: "1" }, at),
    ]);
    expect(names(await settleFindings(db, account, NOW + 1, NOW))).toEqual(["b/2"]);
  });

  test("is forgotten when a late delivery told of it", async () => {
    const account = newAccount();
    await insertFindings(db, account, [finding(account, "a", 30)], NOW);
    await insertLateDelivery(db, account, {
      deliveryId: "late",
      receivedAt: new Date(NOW).toISOString(),
      skewSeconds: 900,
      rawQuery: "",
      signedAt: "2026-05-12T10:00:00.000Z",
      keyNumber: 0,
      method: "GET",
      headers: {},
      transactionId: `${account}.ta`,
    });
    expect(await settleFindings(db, account, NOW + 1, NOW)).toEqual([]);
  });

  test("is listed newest first, page by page, and by its order", async () => {
    const account = newAccount();
    for (const [index, name] of ["a", "b", "c"].entries()) {
      await insertFindings(db, account, [finding(account, name, 30)], NOW + index);
      await settleFindings(db, account, NOW + index + 1, NOW + index * MINUTE);
    }
    const first = await listFindings(db, account, { limit: 2 });
    expect(names(first)).toEqual(["c/2", "b/2"]);
    expect(names(await listFindings(db, account, { limit: 2, before: first[1] }))).toEqual(["a/2"]);
    expect(names(await listFindingsOf(db, account, { sessionId: `${account}.sb` }))).toEqual(["b/2"]);
    expect(names(await listFindingsOf(db, account, { transactionId: `${account}.tc` }))).toEqual(["c/2"]);
    expect(await listFindingsOf(db, account, {})).toEqual([]);
  });
});

test("a store that has never been reconciled says so", async () => {
  expect(await readCheckState(db, newAccount(), NOW)).toEqual({ found24h: 0, unreadable: 0 });
});
