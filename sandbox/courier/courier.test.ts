import { expect, onTestFinished, test } from "vitest";
import seedCallback from "../documents/seeds/session-callback.json" with { type: "json" };
import { parseJson } from "../json";
import { type SandboxOptions, startSandbox } from "../start-sandbox";
import { testClock } from "../test-clock";
import { startReceiver } from "../test-receiver";
import { pauseAfter } from "./courier";

const SEED = {
  sessionId: "T12345678.465U8CUzaPVpneu1wt8Wei",
  transactionId: "T12345678.465UfBENeLpkBvwmqfTC4k",
};

async function open(options: SandboxOptions = {}) {
  const receiver = await startReceiver();
  const clock = testClock();
  const sandbox = await startSandbox({
    ...{ orders: 0, clock, deliverTo: receiver.origin, signatureSecret: "s", webhookSecret: "w" },
    ...options,
  });
  onTestFinished(() => sandbox.close());
  const { control } = sandbox;
  const notable = (name: string) => control.notable.find((order) => order.name === name) ?? SEED;
  return { receiver, clock, sandbox, control, notable };
}

test("the seed's callback has the shape of Dintero's documented example", async () => {
  const { receiver, control } = await open();
  const [record] = await control.deliver({ ...SEED, flags: "method=POST" });
  expect(record).toMatchObject({ state: "delivered", tries: [{ status: 200 }], ...SEED });
  const [got] = receiver.received;
  expect(parseJson(got?.body ?? "")).toEqual({
    ...seedCallback,
    id: SEED.transactionId,
    session_id: SEED.sessionId,
  });
  expect([got?.method, got?.url.pathname]).toEqual(["POST", "/api/dintero/callback"]);
  expect(Object.fromEntries(got?.url.searchParams ?? [])).toEqual({
    method: "POST",
    transaction_id: SEED.transactionId,
    session_id: SEED.sessionId,
    merchant_reference: "<string>",
    time: "2019-01-18T13:13:37.175Z",
  });
  expect(got?.headers["content-type"]).toBe("application/json");
  expect(got?.headers["event-delivery"]).toBe(record?.eventDelivery);
  expect(got?.headers["dintero-signature"]).toMatch(/^t=1795176000,v0-hmac-sha256=[0-9a-f]{64}$/);
});

test("a retry has the same event-delivery and, by its own time, another signature", async () => {
  const { receiver, control, clock } = await open();
  receiver.answer = 503;
  await control.deliver(SEED);
  receiver.answer = 200;
  await clock.pass(pauseAfter(1));
  await receiver.until(2);
  const [first, second] = receiver.received;
  expect(second?.headers["event-delivery"]).toBe(first?.headers["event-delivery"]);
  expect(second?.headers["dintero-signature"]).not.toBe(first?.headers["dintero-signature"]);
  expect(second?.target).toBe(first?.target);
});

test("without a place to deliver to, nothing leaves for the world", async () => {
  const { control } = await open({ deliverTo: undefined });
  await expect(control.deliver(SEED)).rejects.toMatchObject({ status: 400 });
});
