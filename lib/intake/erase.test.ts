import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOrders } from "@/lib/db/orders";
import { testDatabase } from "@/lib/db/test-database";
import type { PersonalIdentifiers } from "@/lib/domain/personal-identifiers";
import { restate } from "./apply";
import { decideErasure, finishErasing } from "./erase";
import { NOW, newAccount, SESSION, session, TRANSACTION, transaction } from "./test-answers";
import { answersOf, historyArbitrary } from "./test-order-history";

const { db } = testDatabase();

const KARI = {
  first_name: "Kari",
  last_name: "Canaryvik",
  email: "Kari.Canary@Example.com",
  phone_number: "+47 99 88 77 66",
  address_line: "Canaryveien 12",
};
const AT_HOME = { order: { amount: 72200, currency: "NOK", items: [], billing_address: KARI } };
interface Whom extends PersonalIdentifiers {
  readonly ids: readonly string[];
}
const NOBODY: Whom = { ids: [], emails: [], phones: [] };

function newPerson() {
  const account = newAccount(db);
  const deps = { db, accountId: account.accountId, now: () => NOW };
  return {
    ...account,
    async erase(whom: Partial<Whom>) {
      await decideErasure(deps, { ...NOBODY, ...whom, because: "request" });
      await finishErasing(deps);
    },
    restate: (id: string) => restate(deps, [id]),
    async text() {
      return JSON.stringify(await account.dump());
    },
    find: (kind: "email" | "phone", value: string) => findOrders(db, account.accountId, { kind, value }),
  };
}

const NAMED = /canary|kari|99887766/i;

describe("an erased order", () => {
  test("keeps its figures and nothing of its person, in documents, rows and search keys", async () => {
    const person = newPerson();
    await person.apply({ ...session(AT_HOME), ...transaction({ billing_address: KARI }) });
    expect(await person.text()).toMatch(NAMED);
    expect(await person.find("email", "kari.canary@example.com")).toHaveLength(1);
    const before = await person.dump();
    await person.erase({ ids: [SESSION, TRANSACTION] });
    expect(await person.text()).not.toMatch(NAMED);
    expect(await person.find("email", "kari.canary@example.com")).toHaveLength(0);
    expect(await person.find("phone", "+4799887766")).toHaveLength(0);
    const after = await person.dump();
    expect(after.events).toEqual(before.events);
    expect(after.capture_rollup).toEqual(before.capture_rollup);
    expect(after.orders).toMatchObject([
      {
        authorized_minor: 72200,
        status: "AUTHORIZED",
        customer_name: null,
        erased_at: "2026-05-12T12:00:00+00:00",
      },
    ]);
  });

  test("F64 stays erased when Dintero tells of it again, and its figures go on", async () => {
    const person = newPerson();
    await person.apply({ ...session(AT_HOME), ...transaction({ billing_address: KARI }) });
    await person.erase({ ids: [SESSION, TRANSACTION] });
    const applied = await person.apply(
      transaction({
        billing_address: KARI,
        version: 2,
        status: "CAPTURED",
        events: [
          { id: "1", event: "AUTHORIZE", success: true, amount: 72200 },
          { id: "2", event: "CAPTURE", success: true, amount: 72200, created_at: "2026-05-12T11:00:00.000Z" },
        ],
      }),
    );
    expect(applied).toMatchObject({ isChanged: true, erasedAt: "2026-05-12T12:00:00.000Z" });
    expect(await person.text()).not.toMatch(NAMED);
    expect((await person.dump()).orders).toMatchObject([{ status: "CAPTURED", captured_minor: 72200 }]);
  });

  test("that nobody has told us of yet is erased when it comes", async () => {
    const person = newPerson();
    await person.erase({ ids: [TRANSACTION] });
    await person.apply({
      ...session({ ...AT_HOME, transaction_id: TRANSACTION }),
      ...transaction({ billing_address: KARI }),
    });
    expect(await person.text()).not.toMatch(NAMED);
  });

  test("is erased twice with the same result", async () => {
    const person = newPerson();
    await person.apply({ ...session(AT_HOME), ...transaction({ billing_address: KARI }) });
    await person.erase({ ids: [SESSION] });
    const once = await person.dump();
    await person.restate(SESSION);
    await person.erase({ ids: [SESSION, TRANSACTION] });
    expect(await person.dump()).toEqual(once);
  });
});

describe("an erased person", () => {
  test("F64 an older order of theirs that arrives later is kept without them", async () => {
    const person = newPerson();
    await person.erase({ emails: ["kari.canary@example.com"] });
    await person.apply(session(AT_HOME));
    expect(await person.text()).not.toMatch(NAMED);
  });

  test("is known by telephone too, however it is written", async () => {
    const person = newPerson();
    await person.erase({ phones: ["+4799887766"] });
    await person.apply(
      session({
        order: {
          ...AT_HOME.order,
          shipping_address: { phone_number: "0047 998 87 766", last_name: "Canaryvik" },
        },
      }),
    );
    expect(await person.text()).not.toMatch(NAMED);
  });

  test("who comes back is a customer like any other", async () => {
    const person = newPerson();
    await person.erase({ emails: ["kari.canary@example.com"] });
    await person.apply(session({ ...AT_HOME, created_at: "2026-05-13T08:00:00.000Z" }));
    expect(await person.find("email", "kari.canary@example.com")).toHaveLength(1);
  });

  test("does not take others along", async () => {
    const person = newPerson();
    await person.erase({ emails: ["ola@example.com"], phones: ["+4799887767"] });
    await person.apply(session(AT_HOME));
    expect(await person.find("email", "kari.canary@example.com")).toHaveLength(1);
  });

  test("leaves a tombstone that does not tell who it was", async () => {
    const person = newPerson();
    await person.erase({ emails: ["kari.canary@example.com"] });
    const { rows } = await db.query("select * from erasures where account_id = $1", [person.accountId]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(NAMED);
  });
});

const IDS = ["sA", "sB", "tA", "tB"].map((name) => `T12345678.${name}`);

test("at whatever point of its history an order is erased, the end is the same", async () => {
  await fc.assert(
    fc.asyncProperty(historyArbitrary, fc.nat(), async (history, seed) => {
      const [early, late] = [newPerson(), newPerson()];
      const answers = answersOf(history.states);
      const at = seed % (answers.length + 1);
      for (const [index, answer] of answers.entries()) {
        if (index === at) await early.erase({ ids: IDS });
        await early.apply(answer);
        await late.apply(answer);
      }
      await early.erase({ ids: IDS });
      await late.erase({ ids: IDS });
      const { orders, events, splits, capture_parts } = await early.dump();
      expect(await late.dump()).toMatchObject({ orders, events, splits, capture_parts });
    }),
    { numRuns: 15 },
  );
}, 60_000);
