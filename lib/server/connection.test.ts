import { beforeEach, expect, test } from "vitest";
import { readEnv } from "@/lib/env";
import { hasCode } from "@/lib/errors";
import { setRuntime } from "@/lib/runtime";
import { askDinteroNow, readConnection } from "./connection";
import { readMachine } from "./machine";
import { testRuntime, viewerAs } from "./test-runtime";

const SECRETS = {
  AUTH_SECRET: "canary of the sign-in secret, 32 bytes or more",
  DINTERO_CLIENT_SECRET: "canary-of-the-client-secret",
  DINTERO_SIGNATURE_SECRET: "canary-of-the-newest-key,canary-of-the-older-key",
  DINTERO_WEBHOOK_SECRET: "canary-of-the-webhook-key",
  METRICS_TOKEN: "canary-of-the-metrics-token",
};
const runtime = testRuntime(
  readEnv({
    ...SECRETS,
    DINTERO_ACCOUNT_ID: "T12345678",
    DINTERO_CLIENT_ID: "client",
    // Nobody listens there.
    DINTERO_API_URL: "http://127.0.0.1:9",
    DINTERO_CHECKOUT_URL: "http://127.0.0.1:9",
  }),
);
const { db, env, clock } = runtime;

beforeEach(() => setRuntime(runtime));

async function deliver(id: string, channel: string, keyNumber: number, state = "applied"): Promise<void> {
  clock.now += 1_000;
  await db.query(
    `insert into deliveries (account_id, delivery_id, channel, received_at, last_received_at, key_number, method,
       raw_query, headers, body_state, body_bytes, state, next_attempt_at)
     values ($1, $2, $3, $4, $4, $5, 'GET', '', '{}', 'absent', 0, $6, now())`,
    [env.accountId, id, channel, new Date(clock.now), keyNumber, state],
  );
}

test("which key verified last is told for callbacks and webhooks apart, whatever came of the delivery", async () => {
  const admin = await viewerAs(runtime, "admin");
  expect((await readConnection(admin)).lastVerified).toEqual([]);
  await deliver("first", "callback", 1);
  await deliver("second", "callback", 0, "parked");
  const at = new Date(clock.now).toISOString();
  await deliver("hook", "webhook", 0, "received");
  const { lastVerified, signatureKeys, webhookKeys } = await readConnection(admin);
  expect(lastVerified).toEqual([
    { channel: "callback", keyNumber: 0, at },
    { channel: "webhook", keyNumber: 0, at: new Date(clock.now).toISOString() },
  ]);
  expect({ signatureKeys, webhookKeys }).toEqual({ signatureKeys: 2, webhookKeys: 1 });
});

test("F39 a Dintero that is not there is told read by read, and no token is", async () => {
  const { token, reads, clock: difference } = await askDinteroNow(await viewerAs(runtime, "admin"));
  expect([token, difference]).toEqual([undefined, undefined]);
  expect(reads.map(({ what, failure }) => `${what} ${failure?.code}`)).toEqual([
    "transactions upstream-unreachable",
    "sessions upstream-unreachable",
    "settlements upstream-unreachable",
  ]);
});

test("no secret, nor its length, is in what an administrator is shown", async () => {
  const admin = await viewerAs(runtime, "admin");
  const shown = JSON.stringify([
    await readConnection(admin),
    await askDinteroNow(admin),
    await readMachine(admin),
  ]);
  expect(shown).not.toMatch(/canary/);
});

test("health tells the store's version, size and durability, and what Kontor is made of", async () => {
  const machine = await readMachine(await viewerAs(runtime, "admin"));
  expect(machine.node).toBe(process.version);
  expect(machine.store).toMatchObject({ isSupported: true, durabilityOff: ["synchronous_commit"] });
  expect(machine.store.bytes).toBeGreaterThan(1_000_000);
  expect(machine.work).toMatchObject({ parked: expect.any(Number), reconciliation: "never" });
  const licensed = machine.madeOf.packages.filter(({ license }) => license !== undefined);
  expect(licensed.map(({ name }) => name)).toEqual(expect.arrayContaining(["next", "pg", "react", "zod"]));
  expect(machine.madeOf.packages.map(({ name }) => name)).not.toContain("vitest");
});

test.each(["support", "finance", "manager"] as const)("F51 a %s is shown none of it", async (role) => {
  const viewer = await viewerAs(runtime, role);
  for (const read of [readConnection, askDinteroNow, readMachine])
    await expect(read(viewer)).rejects.toSatisfy((error) => hasCode(error, "forbidden"));
});
