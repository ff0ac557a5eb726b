import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { insertDeliveries, type NewDelivery } from "@/lib/db/deliveries";
import { testDatabase } from "@/lib/db/test-database";
import { createLogger } from "@/lib/log";
import { keepRetention } from "./retention";
import { NOW, newAccount, session, transaction } from "./test-answers";

const { db } = testDatabase();
const DAY = 86_400_000;
const KARI = { first_name: "Kari", last_name: "Canaryvik", email: "kari.canary@example.com" };
const named = { order: { amount: 72200, currency: "NOK", items: [], billing_address: KARI } };

function deskAt(now: number) {
  const account = newAccount(db);
  const keep = (changes = {}) =>
    keepRetention({
      ...{ db, accountId: account.accountId, log: createLogger("silent"), now: () => now },
      ...{ rawBodyDays: 90, personalDataDays: 1825, ...changes },
    });
  return { ...account, keep };
}

function delivery(receivedAt: string, changes: Partial<NewDelivery> = {}): NewDelivery {
  const body = Buffer.from("{}");
  return {
    deliveryId: randomBytes(32).toString("hex"),
    channel: "callback",
    ...{ receivedAt, signedAt: receivedAt, keyNumber: 0, method: "POST", rawQuery: "", headers: {} },
    ...{ body, bodyState: "kept", bodySha256: createHash("sha256").update(body).digest(), bodyBytes: 2 },
    sessionId: "T12345678.abc",
    ...changes,
  };
}

async function bodies(accountId: string) {
  const { rows } = await db.query<{ body: Buffer | null; body_state: string; has_hash: boolean }>(
    `select body, body_state, body_sha256 is not null as has_hash from deliveries where account_id = $1
     order by received_at`,
    [accountId],
  );
  return rows;
}

test("the body of a callback goes after its days, and its hash stays", async () => {
  const desk = deskAt(NOW);
  const [old, young] = [NOW - 91 * DAY, NOW - 89 * DAY].map((at) => delivery(new Date(at).toISOString()));
  if (old === undefined || young === undefined) throw new Error("two deliveries");
  await insertDeliveries(db, desk.accountId, [old, young]);
  await db.query("update deliveries set state = 'applied' where account_id = $1", [desk.accountId]);
  await desk.keep();
  expect(await bodies(desk.accountId)).toMatchObject([
    { body: null, body_state: "removed", has_hash: true },
    { body_state: "kept", has_hash: true },
  ]);
});

test("the body of a callback that was never worked on is kept until it was", async () => {
  const desk = deskAt(NOW);
  await insertDeliveries(db, desk.accountId, [delivery(new Date(NOW - 200 * DAY).toISOString())]);
  await desk.keep();
  expect(await bodies(desk.accountId)).toMatchObject([{ body_state: "kept" }]);
});

test("the person of an order goes after its days, and its figures stay", async () => {
  const desk = deskAt(NOW + 1826 * DAY);
  await desk.apply({ ...session(named), ...transaction({ billing_address: KARI }) });
  await desk.keep();
  const dump = await desk.dump();
  expect(JSON.stringify(dump)).not.toMatch(/canary|kari/i);
  expect(dump.orders).toMatchObject([{ authorized_minor: 72200 }]);
});

test("nobody goes a day too early, and who once went stays away when the days are made more", async () => {
  const desk = deskAt(NOW + 100 * DAY);
  await desk.apply(session(named));
  await desk.keep({ personalDataDays: 101 });
  expect(JSON.stringify(await desk.dump())).toMatch(/kari/i);
  await desk.keep({ personalDataDays: 99 });
  await desk.keep({ personalDataDays: 1825 });
  await desk.apply(session({ ...named, updated_at: "2026-05-12T10:05:00.000Z" }));
  expect(JSON.stringify(await desk.dump())).not.toMatch(/kari/i);
});

test("hundreds of old orders go in one round", async () => {
  const desk = deskAt(NOW + 4000 * DAY);
  for (let index = 0; index < 210; index += 1) {
    const id = `T12345678.old${String(index).padStart(6, "0")}`;
    const { session: answer } = session({ ...named, id });
    await desk.apply({ session: { ...answer, id } });
  }
  await desk.keep();
  const { orders } = await desk.dump();
  expect(orders).toHaveLength(210);
  expect(JSON.stringify(orders)).not.toMatch(/kari/i);
});
