import { beforeAll, describe, expect, test } from "vitest";
import type { AuditAction } from "@/lib/domain/audit-actions";
import { minorUnits } from "@/lib/domain/minor-units";
import type { OrderSummary } from "@/lib/domain/order-summary";
import { recordAudit } from "./audit";
import type { KeyKind } from "./order-keys";
import { findOrders, getSavedDocuments, listOpenedOrders } from "./orders";
import { type NewOrder, saveOrder } from "./save-order";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const ACCOUNT = "T12345678";
const MANY = 4_000;

function order(key: string, minutes: number, changes: Partial<OrderSummary> = {}): NewOrder {
  const zero = minorUnits(0);
  return {
    orderKey: key,
    sessionId: key,
    transactionId: `${key}-t`,
    source: "lookup",
    fetchedAt: "2026-05-12T12:00:00.000Z",
    summary: {
      status: "AUTHORIZED",
      currency: "NOK",
      ordered: minorUnits(72200),
      authorized: minorUnits(72200),
      captured: zero,
      refunded: zero,
      voided: zero,
      remaining: minorUnits(72200),
      providerIds: [],
      eventIds: [],
      payoutDestinations: [],
      hasSplits: false,
      createdAt: new Date(Date.parse("2026-05-12T10:00:00.000Z") + minutes * 60_000).toISOString(),
      ...changes,
    },
  };
}

/** So many other orders, one a minute, that a plan shows what it would do in a real store. */
async function fill(): Promise<void> {
  await db.query(
    `insert into orders (account_id, order_key, session_id, transaction_id, merchant_reference, status, currency,
       ordered_minor, authorized_minor, captured_minor, refunded_minor, voided_minor, remaining_minor, customer_name,
       search, created_at, source, fetched_at)
     select $1, 'f' || i, 'f' || i, 'f' || i || '-t', 'SHOP' || i, 'AUTHORIZED', 'NOK', 100, 100, 0, 0, 0, 100,
       'ola normann', 'shop' || i || E'\nola normann', timestamptz '2026-05-12T10:00Z' - i * interval '1 minute',
       'lookup', now()
     from generate_series(0, $2 - 1) i`,
    [ACCOUNT, MANY],
  );
  // The check of the foreign key was planned for three orders.
  await db.query("analyze orders");
  await db.query(
    `insert into order_keys (account_id, kind, value, order_key)
     select account_id, kind, value, order_key from orders,
       lateral (values ('session-id', session_id), ('transaction-id', transaction_id),
                       ('reference', lower(merchant_reference))) as keys (kind, value)
     where account_id = $1 and order_key like 'f%'`,
    [ACCOUNT],
  );
}

async function find(kind: KeyKind, value: string): Promise<(string | undefined)[]> {
  return (await findOrders(db, ACCOUNT, { kind, value })).map((match) => match.sessionId);
}

beforeAll(async () => {
  await db.transaction(async (tx) => {
    await saveOrder(tx, ACCOUNT, order("s1", 1, { merchantReference: "ORDER-1001", status: "FAILED" }));
    await saveOrder(
      tx,
      ACCOUNT,
      order("s2", 2, {
        merchantReference: "ORDER-1001",
        merchantReference2: "WEB_77%",
        customerName: "kåre ås-øye",
        customerEmail: "kare@example.com",
        customerPhone: "+4799999999",
        providerIds: ["vipps-payment-1"],
        eventIds: ["a3dcc23125bc4363b9dae29ed25a4eb1"],
        paymentProductType: "vipps",
      }),
    );
    await saveOrder(tx, "T00000002", order("other", 5, { merchantReference: "ORDER-1001" }));
  });
  await fill();
  await db.transaction(async (tx) => {
    // One statement may not walk a chain of twenty thousand: it would read each head it left behind.
    await tx.query("alter table audit disable trigger audit_is_chained");
    await tx.query(
      `insert into audit (account_id, audit_id, at, actor_id, action, outcome, subject_kind, subject_id, chain, seq,
                          prev_hash, hash)
       select $1, 'many-' || i, timestamptz '2026-05-01' + i * interval '1 second', 'colleague-' || i % 20,
              'orders.read', 'done', 'session', 'f' || i % $2, 'many', i, '', ''
       from generate_series(1, 20000) i`,
      [ACCOUNT, MANY],
    );
    await tx.query("alter table audit enable trigger audit_is_chained");
  });
  await db.query("vacuum analyze orders, order_keys, audit");
});

describe("look-up", () => {
  test("a reused reference gives every order, newest first, with what tells them apart", async () => {
    const matches = await findOrders(db, ACCOUNT, { kind: "reference", value: "order-1001" });
    expect(matches).toEqual([
      {
        sessionId: "s2",
        transactionId: "s2-t",
        merchantReference: "ORDER-1001",
        merchantReference2: "WEB_77%",
        status: "AUTHORIZED",
        ordered: 72200,
        currency: "NOK",
        paymentProductType: "vipps",
        createdAt: "2026-05-12T10:02:00.000Z",
        matchedField: "reference",
      },
      {
        sessionId: "s1",
        transactionId: "s1-t",
        merchantReference: "ORDER-1001",
        status: "FAILED",
        ordered: 72200,
        currency: "NOK",
        createdAt: "2026-05-12T10:01:00.000Z",
        matchedField: "reference",
      },
    ]);
  });

  test("every exact value leads to its order, and none to another merchant's", async () => {
    expect(await find("session-id", "s2")).toEqual(["s2"]);
    expect(await find("transaction-id", "s2-t")).toEqual(["s2"]);
    expect(await find("reference", "web_77%")).toEqual(["s2"]);
    expect(await find("email", "kare@example.com")).toEqual(["s2"]);
    expect(await find("phone", "+4799999999")).toEqual(["s2"]);
    expect(await find("provider-id", "vipps-payment-1")).toEqual(["s2"]);
    expect(await find("event-id", "a3dcc23125bc4363b9dae29ed25a4eb1")).toEqual(["s2"]);
    expect(await find("session-id", "other")).toEqual([]);
    expect(await find("reference", "ORDER-1001'; drop table orders; --")).toEqual([]);
    expect(await find("reference", "\u0000")).toEqual([]);
  });

  test("an order that changed is found by what it says now only", async () => {
    const changed = (reference: string) =>
      saveOrder(db, "T00000003", order("c", 0, { merchantReference: reference }));
    await changed("BEFORE");
    await changed("AFTER");
    expect(await findOrders(db, "T00000003", { kind: "reference", value: "BEFORE" })).toEqual([]);
    expect(await findOrders(db, "T00000003", { kind: "reference", value: "AFTER" })).toHaveLength(1);
  });
});

describe("what a person opened", () => {
  function opened(
    actorId: string,
    minute: number,
    kind: string,
    id: string,
    action: AuditAction = "orders.read",
  ) {
    const at = Date.parse("2026-05-12T12:00:00.000Z") + minute * 60_000;
    return recordAudit(db, {
      accountId: ACCOUNT,
      at,
      actorId,
      action,
      outcome: "done",
      subject: { kind, id },
    });
  }

  test("the orders opened last come first, each once, by whichever id they were opened", async () => {
    await opened("kari", 1, "session", "s1");
    await opened("kari", 2, "session", "f7");
    await opened("kari", 3, "transaction", "s2-t");
    await opened("kari", 4, "session", "s1");
    await opened("kari", 5, "session", "unknown to the store");
    await opened("kari", 6, "session", "f9", "orders.search");
    await opened("ola", 7, "session", "f8");
    const orders = await listOpenedOrders(db, ACCOUNT, "kari", 10);
    expect(orders.map((found) => found.sessionId)).toEqual(["s1", "s2", "f7"]);
    expect(await listOpenedOrders(db, ACCOUNT, "kari", 1)).toHaveLength(1);
    expect(await listOpenedOrders(db, ACCOUNT, "nobody", 10)).toEqual([]);
  });
});

describe("plans", () => {
  async function planOf(work: (explain: typeof db) => Promise<unknown>): Promise<string> {
    const plans: string[] = [];
    await work({
      ...db,
      query: async (sql, values) => {
        const { rows } = await db.query<{ "QUERY PLAN": string }>(`explain ${sql}`, values, {
          isPlannedByValue: true,
        });
        plans.push(...rows.map((row) => row["QUERY PLAN"]));
        return { rows: [], rowCount: 0 };
      },
    });
    return plans.join("\n");
  }

  test.each([
    "session-id",
    "transaction-id",
    "reference",
    "provider-id",
    "event-id",
    "email",
    "phone",
  ] as const)("look-up by %s reads an index and no table from end to end", async (kind) => {
    const plan = await planOf((explain) => findOrders(explain, ACCOUNT, { kind, value: "SHOP17" }));
    expect(plan).toContain("order_keys_pkey");
    expect(plan).toContain("orders_pkey");
    expect(plan).not.toContain("Seq Scan");
  });

  test.each([{ sessionId: "f17" }, { transactionId: "f17-t" }])(
    "the saved copy of %j is read by keys",
    async (id) => {
      const plan = await planOf((explain) => getSavedDocuments(explain, ACCOUNT, id));
      expect(plan).toContain("sessionId" in id ? "orders_pkey" : "orders_by_transaction");
      expect(plan).not.toContain("Seq Scan on orders");
    },
  );

  test("what a person opened is read off the end of their own reads", async () => {
    const plan = await planOf((explain) => listOpenedOrders(explain, ACCOUNT, "colleague-7", 10));
    expect(plan).toContain("Index Scan Backward using audit_by_actor");
    expect(plan).toContain("order_keys_pkey");
    expect(plan).toContain("orders_pkey");
    expect(plan).not.toContain("Seq Scan");
  });
});
