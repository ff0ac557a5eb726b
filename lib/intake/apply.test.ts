import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOrders, getSavedDocuments } from "@/lib/db/orders";
import { testDatabase } from "@/lib/db/test-database";
import type { JsonObject } from "@/lib/domain/json";
import { type Answers, apply } from "./apply";
import { captured, NOW, newAccount, SESSION, session, TRANSACTION, transaction } from "./test-answers";
import { answersOf, type Changes, historyArbitrary } from "./test-order-history";

const { db } = testDatabase();

describe("one order", () => {
  test("a session and its transaction are one order, with its events and splits", async () => {
    const account = newAccount(db);
    const applied = await account.apply({
      ...session({ transaction_id: TRANSACTION }),
      ...transaction(captured),
    });
    expect(applied).toEqual({ orderKeys: [SESSION], isChanged: true });
    const dump = await account.dump();
    expect(dump.orders).toMatchObject([
      {
        order_key: SESSION,
        transaction_id: TRANSACTION,
        status: "CAPTURED",
        captured_minor: 72200,
        remaining_minor: 0,
        currency: "NOK",
        created_at: "2026-05-12T10:00:00+00:00",
      },
    ]);
    expect(dump.events).toMatchObject([{ event_id: "1" }, { event_id: "2", amount_minor: 72200 }]);
    expect(dump.splits).toMatchObject([
      { event_id: "2", payout_destination_id: "seller-a", amount_minor: 30000 },
      { event_id: "2", payout_destination_id: "seller-b", amount_minor: 42200 },
    ]);
    expect(dump.session_events).toMatchObject([{ event_id: "e1", name: "INITIATED" }]);
  });

  test("what only the transaction brings keeps the session that is stored, and the other way round", async () => {
    const account = newAccount(db);
    await account.apply(session({ transaction_id: TRANSACTION }));
    await account.apply(transaction(captured));
    await account.apply(session({ transaction_id: TRANSACTION, updated_at: "2026-05-12T10:03:00.000Z" }));
    const saved = await account.saved();
    expect(saved?.transaction?.document).toMatchObject({ status: "CAPTURED" });
    expect(saved?.session?.document).toMatchObject({ updated_at: "2026-05-12T10:03:00.000Z" });
    expect((await account.dump()).orders).toHaveLength(1);
  });

  test("a transaction known before its session becomes one order with it, found when the transaction was", async () => {
    const account = newAccount(db);
    const { session_id: _, ...withoutSession } = transaction().transaction.document;
    const alone = { transaction: { ...transaction().transaction, document: withoutSession } };
    expect(await account.apply(alone)).toEqual({ orderKeys: [TRANSACTION], isChanged: true });
    const joined = await apply(
      { db, accountId: account.accountId, now: () => NOW },
      session({ transaction_id: TRANSACTION }),
      "reconcile",
    );
    expect(joined).toEqual({ orderKeys: [SESSION], isChanged: true });
    const { rows } = await db.query("select order_key, source from orders where account_id = $1", [
      account.accountId,
    ]);
    expect(rows).toEqual([{ order_key: SESSION, source: "lookup" }]);
    const found = await findOrders(db, account.accountId, { kind: "transaction-id", value: TRANSACTION });
    expect(found).toMatchObject([{ sessionId: SESSION, transactionId: TRANSACTION }]);
  });

  test("a document without an id of its own stands under the id that was asked for", async () => {
    const account = newAccount(db);
    await account.apply(transaction({ id: "<string>", session_id: "<string>" }));
    const saved = await getSavedDocuments(db, account.accountId, { transactionId: TRANSACTION });
    expect(saved).toMatchObject({ transactionId: TRANSACTION, session: undefined });
  });

  test("both documented examples are stored whole, less their secrets", async () => {
    const account = newAccount(db);
    for (const [kind, id] of [
      ["session", SESSION],
      ["transaction", TRANSACTION],
    ] as const) {
      const file = kind === "session" ? "session.json" : "callback.json";
      const document: JsonObject = JSON.parse(await readFile(`sandbox/documents/examples/${file}`, "utf8"));
      await account.apply({ [kind]: { id, document, fetchedAt: "2026-05-12T11:00:00.000Z" } });
    }
    const saved = await account.saved();
    expect(saved?.session?.document).toMatchObject({ order: { amount: 72200, items: expect.anything() } });
    const transactionCopy = await getSavedDocuments(db, account.accountId, { transactionId: TRANSACTION });
    expect(transactionCopy?.transaction?.document).toMatchObject({ amount: 72200, currency: "NOK" });
  });
});

describe("order of arrival", () => {
  test("an older answer changes nothing, whichever way it is older", async () => {
    const older: Answers[] = [
      transaction({ ...captured, version: 1, status: "AUTHORIZED" }, "2026-05-12T12:00:00.000Z"),
      session({ updated_at: "2026-05-12T09:59:00.000Z", created_at: "2026-05-12T09:59:00.000Z", events: [] }),
    ];
    for (const answer of older) {
      const account = newAccount(db);
      await account.apply({ ...session(), ...transaction(captured) });
      const before = await account.dump();
      expect(await account.apply(answer)).toMatchObject({ isChanged: false });
      expect(await account.dump()).toEqual(before);
    }
  });

  test("two states of one second are told apart by what has happened, not by who came last", async () => {
    const account = newAccount(db);
    const { version: _, ...fields } = captured;
    const bare = (changes: Changes) =>
      transaction({ version: null, ...changes, updated_at: "2026-05-12T10:02:00.000Z" });
    await account.apply(bare(fields));
    await account.apply(bare({}));
    expect((await account.dump()).orders).toMatchObject([{ status: "CAPTURED" }]);
  });

  test("the same answer again says only when it was last heard", async () => {
    const account = newAccount(db);
    await account.apply({ ...session(), ...transaction() });
    const before = await account.dump();
    const again = {
      ...session({}, "2026-05-12T11:30:00.000Z"),
      ...transaction({}, "2026-05-12T11:30:00.000Z"),
    };
    expect(await account.apply(again)).toMatchObject({ isChanged: false });
    const after = await account.dump();
    expect(JSON.stringify(after).replaceAll("11:30:00", "11:00:00")).toBe(JSON.stringify(before));
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
  });

  test("any order and repetition of the same answers leave the same rows (F21, F24)", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async ({ states, shuffled }) => {
        const straight = newAccount(db);
        for (const answers of answersOf(states)) await straight.apply(answers);
        const mixed = newAccount(db);
        for (const answers of answersOf(shuffled)) await mixed.apply(answers);
        expect(await mixed.dump()).toEqual(await straight.dump());
      }),
      { numRuns: 60 },
    );
  });

  test("the same answers at once, from several workers, leave the same rows (F25)", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async ({ states, shuffled }) => {
        const straight = newAccount(db);
        for (const answers of answersOf(states)) await straight.apply(answers);
        const parallel = newAccount(db);
        await Promise.all(answersOf(shuffled).map((answers) => parallel.apply(answers)));
        expect(await parallel.dump()).toEqual(await straight.dump());
      }),
      { numRuns: 30 },
    );
  });

  test("a stored version never goes back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        async (versions) => {
          const account = newAccount(db);
          for (const [index, version] of versions.entries()) {
            await account.apply(transaction({ version, status: `V${version}` }));
            const seen = Math.max(...versions.slice(0, index + 1));
            expect((await account.dump()).orders).toMatchObject([{ status: `V${seen}` }]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
