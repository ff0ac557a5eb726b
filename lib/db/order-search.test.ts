import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { minorUnits } from "@/lib/domain/minor-units";
import type { OrderSummary } from "@/lib/domain/order-summary";
import type { ExactTerm } from "./order-keys";
import { findByKeys, findByPart } from "./order-search";
import { type NewOrder, saveOrder } from "./save-order";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const ACCOUNT = "T12345678";
const PLAIN = "T00000002";
const START = Date.parse("2026-05-12T10:00:00.000Z");

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
      ...{ authorized: zero, captured: zero, refunded: zero, voided: zero, remaining: zero },
      providerIds: [],
      eventIds: [],
      payoutDestinations: [],
      hasSplits: false,
      createdAt: new Date(START + minutes * 60_000).toISOString(),
      ...changes,
    },
  };
}

/** Orders of one merchant whose references and names share their parts unevenly: some with all, some with few, some only long ago. */
const MANY = 600;
const FIRST = ["kari", "ola", "åse", "per"];
const LAST = ["nordmann", "hansen", "ås-øye"];

function summaryOf(index: number): Partial<OrderSummary> {
  return {
    merchantReference: index < 200 ? `OLD-${index}` : `${10_000 + index}`,
    merchantReference2: index % 97 === 0 ? `WEB_${index}%` : undefined,
    customerName: `${FIRST[index % FIRST.length]} ${LAST[index % LAST.length]}`,
    customerEmail: index % 2 === 0 ? "till@example.com" : `kari${index}@example.com`,
  };
}

beforeAll(async () => {
  await db.transaction(async (tx) => {
    for (let index = 0; index < MANY; index += 1) {
      // Two of each minute: the key decides between them.
      await saveOrder(tx, PLAIN, order(`p${index}`, Math.floor(index / 2), summaryOf(index)));
    }
    await saveOrder(tx, ACCOUNT, order("s1", 1, { merchantReference: "ORDER-1001", status: "FAILED" }));
    await saveOrder(
      tx,
      ACCOUNT,
      order("s2", 2, {
        merchantReference: "ORDER-1001",
        merchantReference2: "WEB_77%",
        customerName: "kåre ås-øye",
        customerEmail: "kare@example.com",
      }),
    );
    await saveOrder(tx, "T00000003", order("other", 5, { merchantReference: "ORDER-1001" }));
  });
  await db.query("vacuum analyze orders, order_keys");
});

describe("a part", () => {
  const found = async (part: string) =>
    (await findByPart(db, ACCOUNT, part, 8)).hits.map(({ sessionId, matchedField, matchedText }) => [
      sessionId,
      matchedField,
      matchedText,
    ]);

  test("of a name or either reference finds it and says which; wildcards are only characters", async () => {
    expect(await found("ås-øye")).toEqual([["s2", "name", "kåre ås-øye"]]);
    expect(await found("B_77%")).toEqual([["s2", "reference", "WEB_77%"]]);
    expect(await found("der-100")).toEqual([
      ["s2", "reference", "ORDER-1001"],
      ["s1", "reference", "ORDER-1001"],
    ]);
    expect(await found("sho%")).toEqual([]);
    expect(await found("w_b")).toEqual([]);
    expect(await found("kåre\nås")).toEqual([]);
  });

  test("of fewer than three characters finds nothing", async () => {
    expect(await found("or")).toEqual([]);
  });

  test("decomposed letters find composed ones", async () => {
    expect(await found("ka\u030are")).toHaveLength(1);
  });

  const limit = 8;
  const bounds = { walked: 60, walkedAlone: 120, indexed: 150 };
  const scan = async (part: string) => {
    const { rows } = await db.query<{ session_id: string }>(
      `select session_id from orders where account_id = $1 and position($2 in search) > 0
       order by listed_at desc, order_key desc`,
      [PLAIN, part],
    );
    return rows.map((row) => row.session_id);
  };

  test("gives what a plain scan gives, in its order, and never claims to be all when it is not", async () => {
    const part = fc.oneof(
      fc.constantFrom("nordmann", "old-", "old-1", "web_", "10", "105", "åse", "s-ø", "n h", "ri no", "e-"),
      fc.nat(MANY).map((index) => `${10_000 + index}`),
      fc.string({
        unit: fc.constantFrom(..."0123456789old-webnrdmas _%".split("")),
        minLength: 3,
        maxLength: 6,
      }),
    );
    await fc.assert(
      fc.asyncProperty(part, async (text) => {
        const wanted = text.trim();
        if (wanted.length < 3) return;
        const all = await scan(wanted);
        const { hits, isComplete } = await findByPart(db, PLAIN, wanted, limit, bounds);
        const ids = hits.map((hit) => hit.sessionId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(all).toEqual(expect.arrayContaining(ids));
        if (isComplete) expect(ids).toEqual(all);
        // What the newest orders hold comes first and in order, whatever else there is.
        const newest = all.filter((id) => Number(id.slice(1)) >= MANY - bounds.walked).slice(0, limit);
        expect(ids.slice(0, newest.length)).toEqual(newest);
        if (/[\p{L}\p{N}]{3}/u.test(wanted) && all.length <= bounds.indexed)
          expect(ids).toEqual(all.slice(0, limit));
      }),
      { numRuns: 150 },
    );
  });

  test("that only many old orders share still finds some of them", async () => {
    const { hits, isComplete } = await findByPart(db, PLAIN, "old-", limit, bounds);
    expect(hits).toHaveLength(limit);
    expect(isComplete).toBe(false);
  });
});

describe("whole values", () => {
  test("each leads to its own orders, newest first, with one statement for all", async () => {
    const statements: string[] = [];
    const counting: typeof db.query = (sql, ...rest) => {
      statements.push(sql);
      return db.query(sql, ...rest);
    };
    const terms: readonly ExactTerm[] = [
      { kind: "reference", value: "order-1001" },
      { kind: "email", value: "KARE@example.com" },
      { kind: "reference", value: "nobody" },
      { kind: "transaction-id", value: "s1-t" },
      { kind: "session-id", value: "other" },
    ];
    const found = await findByKeys({ query: counting }, ACCOUNT, terms, 8);
    expect(found.map(({ hits }) => hits.map((hit) => hit.sessionId))).toEqual([
      ["s2", "s1"],
      ["s2"],
      [],
      ["s1"],
      [],
    ]);
    expect(found[1]?.hits[0]).toMatchObject({ matchedField: "email", matchedText: "KARE@example.com" });
    expect(found.every(({ isComplete }) => isComplete)).toBe(true);
    expect(statements).toHaveLength(1);
    expect(await findByKeys(db, ACCOUNT, [], 8)).toEqual([]);
  });

  test("a value that half the orders share gives the newest of them", async () => {
    const term = { kind: "email", value: "till@example.com" } as const;
    const bounds = { walked: 100, walkedAlone: 100, indexed: 50 };
    const [answer] = await findByKeys(db, PLAIN, [term], 4, bounds);
    expect(answer?.hits.map((hit) => hit.sessionId)).toEqual(["p598", "p596", "p594", "p592"]);
    expect(answer?.isComplete).toBe(false);
  });
});

describe("plans", () => {
  async function plansOf(work: (explaining: typeof db) => Promise<unknown>): Promise<string> {
    const plans: string[] = [];
    const explain =
      (target: Pick<typeof db, "query">): typeof db.query =>
      async (sql, values, options) => {
        if (/set_config/.test(sql)) return target.query(sql, values, options);
        const { rows } = await target.query<{ "QUERY PLAN": string }>(`explain ${sql}`, values, {
          isPlannedByValue: true,
        });
        plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
        return { rows: [], rowCount: 0 };
      };
    await work({
      query: explain(db),
      transaction: (inside) => db.transaction((tx) => inside({ query: explain(tx) })),
      ping: () => db.ping(),
      close: () => db.close(),
    });
    return plans.join("\n---\n");
  }

  test("a part is looked for among the newest, then by the trigram index", async () => {
    const [walk, index] = (await plansOf((explaining) => findByPart(explaining, PLAIN, "nordmann", 8))).split(
      "\n---\n",
    );
    expect(walk).toContain("Index Scan Backward using orders_by_time");
    expect(index).toContain("Bitmap Index Scan on orders_by_search");
    expect(index).not.toContain("Seq Scan");
  });

  test("whole values are found by their keys", async () => {
    const plan = await plansOf((explaining) =>
      findByKeys(explaining, PLAIN, [{ kind: "reference", value: "10300" }], 8),
    );
    expect(plan).toContain("order_keys_pkey");
  });
});
