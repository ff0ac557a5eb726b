import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOrders } from "@/lib/db/orders";
import { testDatabase } from "@/lib/db/test-database";
import type { JsonObject } from "@/lib/domain/json";
import { hasCode } from "@/lib/errors";
import { captured, newAccount, SESSION, session, TRANSACTION, transaction } from "./test-answers";

const { db } = testDatabase();

describe("hostile answers", () => {
  test("what PostgreSQL refuses and JSON allows is stored all the same, and found (F17, fact 8)", async () => {
    const account = newAccount(db);
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
    const account = newAccount(db);
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
    const account = newAccount(db);
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
    const account = newAccount(db);
    await account.apply(session({ transaction_id: TRANSACTION }));
    await db.query(
      `update order_documents set document = '{"order": "of an older Kontor"}' where account_id = $1`,
      [account.accountId],
    );
    await account.apply(transaction(captured));
    expect((await account.dump()).orders).toMatchObject([{ order_key: SESSION, status: "CAPTURED" }]);
  });

  test("an answer that cannot be read stores nothing", async () => {
    const account = newAccount(db);
    await expect(account.apply({ ...session(), ...transaction({ amount: "72200" }) })).rejects.toSatisfy(
      (error) => hasCode(error, "upstream-invalid-response"),
    );
    expect((await account.dump()).order_documents).toEqual([]);
  });

  test("any JSON under the keys we do not read is kept as it was, or with its refused characters replaced", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), async (value) => {
        const account = newAccount(db);
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
    const account = newAccount(db);
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
