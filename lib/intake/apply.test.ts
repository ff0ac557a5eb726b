import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOrders, getSavedDocuments } from "@/lib/db/orders";
import { testDatabase } from "@/lib/db/test-database";
import type { JsonObject } from "@/lib/domain/json";
import { hasCode } from "@/lib/errors";
import { type Answers, apply } from "./apply";
import { dumpStore } from "./test-dump-store";
import { answersOf, type Changes, historyArbitrary } from "./test-order-history";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T12:00:00.000Z");
const SESSION = "T12345678.session0000000000000001";
const TRANSACTION = "T12345678.transaction000000000001";

let accounts = 0;
/** Each test, and each run of a property, has rows of its own. */
function newAccount() {
  accounts += 1;
  const accountId = `T${String(accounts).padStart(8, "0")}`;
  const deps = { db, accountId, now: () => NOW };
  return {
    accountId,
    apply: (answers: Answers) => apply(deps, answers, "lookup"),
    dump: () => dumpStore(db, accountId),
    saved: () => getSavedDocuments(db, accountId, { sessionId: SESSION }),
  };
}

function session(changes: Changes = {}, fetchedAt = "2026-05-12T11:00:00.000Z") {
  const document: JsonObject = {
    id: SESSION,
    url: {},
    configuration: {},
    created_at: "2026-05-12T10:00:00.000Z",
    updated_at: "2026-05-12T10:00:00.000Z",
    order: { amount: 72200, currency: "NOK", merchant_reference: "ORDER-1001", items: [] },
    events: [{ id: "e1", name: "INITIATED", created_at: "2026-05-12T10:00:00.000Z" }],
    ...changes,
  };
  return { session: { id: SESSION, document, fetchedAt } };
}

function transaction(changes: Changes = {}, fetchedAt = "2026-05-12T11:00:00.000Z", id = TRANSACTION) {
  const document: JsonObject = {
    id,
    session_id: SESSION,
    version: 1,
    created_at: "2026-05-12T10:01:00.000Z",
    updated_at: "2026-05-12T10:01:00.000Z",
    payment_product: "vipps",
    payment_product_type: "vipps",
    amount: 72200,
    currency: "NOK",
    status: "AUTHORIZED",
    merchant_reference: "ORDER-1001",
    events: [
      { id: "1", event: "AUTHORIZE", success: true, amount: 72200, created_at: "2026-05-12T10:01:00.000Z" },
    ],
    ...changes,
  };
  return { transaction: { id, document, fetchedAt } };
}

const captured: Changes = {
  version: 2,
  status: "CAPTURED",
  updated_at: "2026-05-12T10:02:00.000Z",
  events: [
    { id: "1", event: "AUTHORIZE", success: true, amount: 72200, created_at: "2026-05-12T10:01:00.000Z" },
    {
      id: "2",
      event: "CAPTURE",
      success: true,
      amount: 72200,
      created_at: "2026-05-12T10:02:00.000Z",
      splits: [
        { payout_destination_id: "seller-a", amount: 30000 },
        { payout_destination_id: "seller-b", amount: 42200 },
      ],
    },
  ],
};

describe("one order", () => {
  test("a session and its transaction are one order, with its events and splits", async () => {
    const account = newAccount();
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
    const account = newAccount();
    await account.apply(session({ transaction_id: TRANSACTION }));
    await account.apply(transaction(captured));
    await account.apply(session({ transaction_id: TRANSACTION, updated_at: "2026-05-12T10:03:00.000Z" }));
    const saved = await account.saved();
    expect(saved?.transaction?.document).toMatchObject({ status: "CAPTURED" });
    expect(saved?.session?.document).toMatchObject({ updated_at: "2026-05-12T10:03:00.000Z" });
    expect((await account.dump()).orders).toHaveLength(1);
  });

  test("a transaction known before its session becomes one order with it, found when the transaction was", async () => {
    const account = newAccount();
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
    const account = newAccount();
    await account.apply(transaction({ id: "<string>", session_id: "<string>" }));
    const saved = await getSavedDocuments(db, account.accountId, { transactionId: TRANSACTION });
    expect(saved).toMatchObject({ transactionId: TRANSACTION, session: undefined });
  });

  test("both documented examples are stored whole, less their secrets", async () => {
    const account = newAccount();
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
      const account = newAccount();
      await account.apply({ ...session(), ...transaction(captured) });
      const before = await account.dump();
      expect(await account.apply(answer)).toMatchObject({ isChanged: false });
      expect(await account.dump()).toEqual(before);
    }
  });

  test("two states of one second are told apart by what has happened, not by who came last", async () => {
    const account = newAccount();
    const { version: _, ...fields } = captured;
    const bare = (changes: Changes) =>
      transaction({ version: null, ...changes, updated_at: "2026-05-12T10:02:00.000Z" });
    await account.apply(bare(fields));
    await account.apply(bare({}));
    expect((await account.dump()).orders).toMatchObject([{ status: "CAPTURED" }]);
  });

  test("the same answer again says only when it was last heard", async () => {
    const account = newAccount();
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
        const straight = newAccount();
        for (const answers of answersOf(states)) await straight.apply(answers);
        const mixed = newAccount();
        for (const answers of answersOf(shuffled)) await mixed.apply(answers);
        expect(await mixed.dump()).toEqual(await straight.dump());
      }),
      { numRuns: 60 },
    );
  });

  test("the same answers at once, from several workers, leave the same rows (F25)", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async ({ states, shuffled }) => {
        const straight = newAccount();
        for (const answers of answersOf(states)) await straight.apply(answers);
        const parallel = newAccount();
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
          const account = newAccount();
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

describe("hostile answers", () => {
  test("what PostgreSQL refuses and JSON allows is stored all the same, and found (F17, fact 8)", async () => {
    const account = newAccount();
    const nested: JsonObject = JSON.parse(`{"deep":${"[".repeat(20_000)}${"]".repeat(20_000)}}`);
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":true},"nul\\u0000key":"a\\u0000b","lone":"\\ud800x","huge":1e999,"large":1e300}',
    );
    await account.apply({
      ...session({ transaction_id: TRANSACTION, metadata: hostile, nested }),
      ...transaction({ merchant_reference: "NUL\u0000REF", metadata: hostile, nested }),
    });
    const saved = await account.saved();
    expect(saved?.session?.document).toMatchObject({ order: { amount: 72200 } });
    expect(JSON.stringify(saved?.session?.document.metadata)).toContain('"__proto__":{"polluted":true}');
    expect(await findOrders(db, account.accountId, { kind: "session-id", value: SESSION })).toHaveLength(1);
    expect(await findOrders(db, account.accountId, { kind: "reference", value: "order-1001" })).toHaveLength(
      1,
    );
  });

  test("values of any length are stored and found", async () => {
    const account = newAccount();
    const long = "x".repeat(20_000);
    await account.apply(
      transaction({
        merchant_reference: long,
        session_id: long,
        events: [
          { id: long, event: "CAPTURE", success: true, amount: 1, created_at: "9999-12-31T23:59:59.999Z" },
          {
            id: long,
            event: "CAPTURE",
            success: true,
            amount: 2,
            splits: [{ payout_destination_id: long, amount: 2 }],
          },
        ],
      }),
    );
    expect(await findOrders(db, account.accountId, { kind: "reference", value: long })).toHaveLength(1);
    expect((await account.dump()).events).toHaveLength(2);
    expect((await account.dump()).splits).toMatchObject([{ amount_minor: 2 }]);
  });

  test("tokens and full card numbers are not in the store (F63)", async () => {
    const account = newAccount();
    await account.apply({
      ...session({
        token: "canary-session-token",
        customer: { tokens: { "payex.creditcard": { payment_token_id: "canary-token-id" } } },
      }),
      ...transaction({ card: { masked_pan: "4761739001010416", payment_token: "canary-card-token" } }),
    });
    const dump = JSON.stringify(await account.dump());
    expect(dump).not.toContain("canary");
    expect(dump).not.toContain("4761739001010416");
  });

  test("a stored half that can no longer be read does not keep the other half from being remembered", async () => {
    const account = newAccount();
    await account.apply(session({ transaction_id: TRANSACTION }));
    await db.query(
      `update order_documents set document = '{"order": "of an older Kontor"}' where account_id = $1`,
      [account.accountId],
    );
    await account.apply(transaction(captured));
    expect((await account.dump()).orders).toMatchObject([{ order_key: SESSION, status: "CAPTURED" }]);
  });

  test("an answer that cannot be read stores nothing", async () => {
    const account = newAccount();
    await expect(account.apply({ ...session(), ...transaction({ amount: "72200" }) })).rejects.toSatisfy(
      (error) => hasCode(error, "upstream-invalid-response"),
    );
    expect((await account.dump()).order_documents).toEqual([]);
  });

  test("any JSON under the keys we do not read is kept as it was, or with its refused characters replaced", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), async (value) => {
        const account = newAccount();
        await account.apply({
          session: {
            ...session().session,
            document: { ...session().session.document, extra: JSON.parse(JSON.stringify(value)) },
          },
        });
        expect((await account.dump()).orders).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe("when the store fails", () => {
  test("nothing of an answer is stored when a part of it cannot be (F33)", async () => {
    const account = newAccount();
    await db.query(
      `create or replace function refuse_split() returns trigger language plpgsql as $$
       begin raise exception 'disk full' using errcode = 'disk_full'; end $$`,
    );
    await db.query(
      "create trigger refuse_split before insert on splits for each row execute function refuse_split()",
    );
    try {
      await expect(account.apply({ ...session(), ...transaction(captured) })).rejects.toSatisfy((error) =>
        hasCode(error, "storage-unavailable"),
      );
    } finally {
      await db.query("drop trigger refuse_split on splits");
    }
    expect((await account.dump()).order_documents).toEqual([]);
    expect((await account.dump()).orders).toEqual([]);
  });
});
