import { describe, expect, test } from "vitest";
import { readRollupState } from "@/lib/db/capture-rollup";
import { compareCaptureRollup } from "@/lib/db/compare-captures";
import { connect, type Database } from "@/lib/db/connect";
import { testDatabase } from "@/lib/db/test-database";
import type { JsonObject } from "@/lib/domain/json";
import { apply } from "./apply";
import { countCaptures, rebuildCaptureRollup } from "./count-captures";
import { captured, NOW, newAccount, SESSION, session, TRANSACTION, transaction } from "./test-answers";

const { db, address } = testDatabase();

async function countedAccount() {
  const { accountId, dump } = newAccount(db);
  const deps = { db, accountId, timeZone: "Europe/Oslo", now: () => NOW };
  await countCaptures(deps);
  const figures = async () => {
    const { counted_orders, capture_parts, capture_rollup } = await dump();
    return { counted_orders, capture_parts, capture_rollup };
  };
  const sumsOf = async (dimension: string, grain = "day") => {
    const { rows } = await db.query(
      `select starts_at, value, captured_minor, captured_count::int, refunded_minor, authorized_minor, collected_minor
       from capture_rollup where account_id = $1 and dimension = $2 and grain = $3 order by starts_at, value`,
      [accountId, dimension, grain],
    );
    return rows;
  };
  return { accountId, deps, figures, sumsOf };
}

const order = () => ({ ...session({ transaction_id: TRANSACTION }), ...transaction(captured) });

describe("an order that is applied", () => {
  test("is counted with it, by hour and day of the business time zone, in each dimension", async () => {
    const { deps, sumsOf } = await countedAccount();
    await apply(deps, order(), "callback");
    const day = "2026-05-11T22:00:00.000Z";
    const all = {
      starts_at: day,
      value: "",
      captured_minor: 72_200,
      captured_count: 1,
      refunded_minor: 0,
      authorized_minor: 72_200,
      collected_minor: 72_200,
    };
    expect(await sumsOf("all")).toEqual([all]);
    expect(await sumsOf("all", "hour")).toEqual([{ ...all, starts_at: "2026-05-12T10:00:00.000Z" }]);
    expect(await sumsOf("method")).toEqual([{ ...all, value: "vipps" }]);
    expect(await sumsOf("brand")).toEqual([all]);
    expect(await sumsOf("days_to_capture")).toMatchObject([{ value: "0", captured_minor: 72_200 }]);
    expect(await sumsOf("payout_destination")).toMatchObject([
      { value: "seller-a", captured_minor: 30_000, captured_count: 1 },
      { value: "seller-b", captured_minor: 42_200, captured_count: 1 },
    ]);
  });

  test("again changes nothing; a correction moves the difference, and what comes to nothing is gone", async () => {
    const { deps, figures, sumsOf } = await countedAccount();
    await apply(deps, order(), "callback");
    const before = await figures();
    await apply(deps, order(), "reconcile");
    expect(await figures()).toEqual(before);
    const events = Array.isArray(captured.events) ? captured.events : [];
    const repaired: JsonObject = { event: "VOID", success: false, created_at: "2026-05-14T10:00:00.000Z" };
    const correction = { remaining_capture_amount: 72_200 };
    await apply(
      deps,
      transaction({ ...captured, version: 3, events: [...events, { ...repaired, correction }] }),
      "callback",
    );
    expect(
      (await sumsOf("all")).map(({ captured_minor }: { captured_minor?: number }) => captured_minor),
    ).toEqual([72_200, -72_200]);
    await apply(deps, transaction({ ...captured, version: 4, status: "FAILED", events: [] }), "callback");
    expect(await figures()).toEqual({ counted_orders: [], capture_parts: [], capture_rollup: [] });
  });

  test("and becomes part of another order is counted with that one, once", async () => {
    const { deps, figures, sumsOf } = await countedAccount();
    const { session_id: _, ...alone } = transaction(captured).transaction.document;
    await apply(deps, { transaction: { ...transaction().transaction, document: alone } }, "callback");
    expect((await figures()).counted_orders).toMatchObject([{ order_key: TRANSACTION }]);
    await apply(deps, session({ transaction_id: TRANSACTION }), "callback");
    expect((await figures()).counted_orders).toMatchObject([{ order_key: SESSION }]);
    expect(await sumsOf("all")).toMatchObject([{ captured_minor: 72_200, captured_count: 1 }]);
  });
});

describe("orders that nobody counted", () => {
  test("because an older Kontor wrote them are counted from their documents, as if they came today", async () => {
    const { accountId, deps, figures } = await countedAccount();
    await apply(deps, order(), "callback");
    const today = await figures();
    for (const table of ["counted_orders", "capture_parts", "capture_rollup", "capture_rollup_state"])
      await db.query(`delete from ${table} where account_id = $1`, [accountId]);
    expect(await countCaptures(deps)).toEqual({ orders: 1, isComplete: true });
    expect(await figures()).toEqual(today);
    expect(await countCaptures(deps)).toEqual({ orders: 0, isComplete: true });
  });

  test("of older rules are made again", async () => {
    const { accountId, deps, figures } = await countedAccount();
    await apply(deps, order(), "callback");
    const today = await figures();
    await db.query("update capture_rollup_state set version = 0 where account_id = $1", [accountId]);
    await db.query("update counted_orders set version = 0 where account_id = $1", [accountId]);
    expect(await countCaptures(deps)).toEqual({ orders: 1, isComplete: true });
    expect(await figures()).toEqual(today);
  });

  test("without documents keep the parts they have, or count by their row", async () => {
    const { accountId, deps, figures, sumsOf } = await countedAccount();
    await apply(deps, order(), "callback");
    const today = await figures();
    await db.query("delete from order_documents where account_id = $1", [accountId]);
    await rebuildCaptureRollup(deps);
    expect((await figures()).capture_parts).toEqual(today.capture_parts);
    await db.query("delete from counted_orders where account_id = $1", [accountId]);
    await db.query("delete from capture_parts where account_id = $1", [accountId]);
    await rebuildCaptureRollup(deps);
    expect((await figures()).capture_parts).toMatchObject([{ part: "unitemized", amount_minor: 72_200 }]);
    expect(await sumsOf("all")).toMatchObject([{ captured_minor: 72_200, captured_count: 1 }]);
  });
});

test("many workers on two pools, all on the same hour, lose nothing and never lock each other out", async () => {
  const { accountId, deps, sumsOf } = await countedAccount();
  const pools = [connect(address, { poolSize: 8 }), connect(address, { poolSize: 8 })];
  const orders = Array.from({ length: 60 }, (_, index) =>
    transaction({ ...captured, session_id: null }, undefined, `${TRANSACTION}${index}`),
  );
  const states = orders.flatMap(({ transaction: { id, document, fetchedAt } }) => {
    const again = {
      ...document,
      version: 3,
      updated_at: "2026-05-12T11:00:00.000Z",
      payment_product_type: "swish",
    };
    return [document, document, again].map((state) => ({ transaction: { id, document: state, fetchedAt } }));
  });
  const work = async (pool: Database, left: typeof states) => {
    for (let answers = left.shift(); answers !== undefined; answers = left.shift())
      await apply({ ...deps, db: pool }, answers, "callback");
  };
  await Promise.all([
    ...pools.flatMap((pool) => {
      const left = [...states];
      return Array.from({ length: 6 }, () => work(pool, left));
    }),
    rebuildCaptureRollup(deps),
  ]);
  for (const pool of pools) await pool.close();
  const total = { captured_minor: 60 * 72_200, captured_count: 60 };
  expect(await sumsOf("all")).toMatchObject([total]);
  expect(await sumsOf("method")).toMatchObject([{ value: "swish", ...total }]);
  expect(await compareCaptureRollup(db, accountId)).toMatchObject({ wrongBuckets: [], wrongOrders: [] });
});

test("another time zone counts all of it again, and readers are told meanwhile", async () => {
  const { accountId, deps, sumsOf } = await countedAccount();
  await apply(deps, order(), "callback");
  const there = { ...deps, timeZone: "Asia/Kolkata" };
  expect(await countCaptures(there, () => true)).toBeUndefined();
  expect(await readRollupState(db, accountId)).toMatchObject({ phase: "clearing", timeZone: "Asia/Kolkata" });
  // What is written meanwhile is not counted twice.
  const later = { ...captured, version: 3, updated_at: "2026-05-12T11:00:00.000Z" };
  await apply(there, transaction(later), "callback");
  expect(await countCaptures(there)).toMatchObject({ isComplete: true });
  expect(await readRollupState(db, accountId)).toMatchObject({ phase: "complete" });
  expect(await sumsOf("all")).toMatchObject([
    { starts_at: "2026-05-11T18:30:00.000Z", captured_minor: 72_200 },
  ]);
  expect(await sumsOf("all", "hour")).toMatchObject([{ starts_at: "2026-05-12T09:30:00.000Z" }]);
});
