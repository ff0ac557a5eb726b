import { expect, onTestFinished, test } from "vitest";
import seedCallback from "../documents/seeds/session-callback.json" with { type: "json" };
import type { Control } from "../http/control";
import { parseJson } from "../json";
import { type SandboxOptions, startSandbox } from "../start-sandbox";
import { passSlowly, testClock } from "../test-clock";
import { startReceiver } from "../test-receiver";
import { pauseAfter } from "./courier";
import { callbackAddress, type Destination } from "./destination";

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
  const notable = (name: string) =>
    control.notable.find((order) => order.name === name) ?? { ...SEED, merchantReference: "" };
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

const isQuiet = ({ deliveries }: Control) =>
  deliveries.list().every(({ state, nextTryAt }) => state !== "waiting" || nextTryAt !== undefined);
const DAY = 86_400_000;

test("5xx: 20 tries, further and further apart, and then no more", async () => {
  const { receiver, control, clock } = await open();
  receiver.answer = 503;
  const [record] = await control.deliver(SEED);
  expect(record).toMatchObject({ state: "waiting", tries: [{ status: 503 }] });
  await passSlowly(clock, 3 * DAY, () => isQuiet(control));
  expect(receiver.received).toHaveLength(20);
  expect(record).toMatchObject({ state: "given-up", nextTryAt: undefined });
  const times = (record?.tries ?? []).map(({ at }) => Date.parse(at));
  const pauses = times.slice(1).map((time, place) => time - (times[place] ?? 0));
  expect(pauses).toEqual(Array.from({ length: 19 }, (_, place) => pauseAfter(place + 1)));
  expect(new Set(receiver.received.map(({ headers }) => headers["event-delivery"])).size).toBe(1);
});

test.each([400, 401, 404, 413, 429])("%i is final", async (status) => {
  const { receiver, control, clock } = await open();
  receiver.answer = status;
  const [record] = await control.deliver(SEED);
  await passSlowly(clock, DAY, () => isQuiet(control));
  expect(record).toMatchObject({ state: "refused", tries: [{ status }] });
  expect(receiver.received).toHaveLength(1);
});

test.each([500, 502, 503, 302])(
  "%i is tried again until 2xx ends it; a redirect is not followed",
  async (status) => {
    const { receiver, control, clock } = await open();
    receiver.answer = status;
    const [record] = await control.deliver(SEED);
    receiver.answer = 204;
    await passSlowly(clock, DAY, () => isQuiet(control));
    expect(record).toMatchObject({ state: "delivered", tries: [{ status }, { status: 204 }] });
    expect(receiver.received.map(({ url }) => url.pathname)).toEqual(Array(2).fill("/api/dintero/callback"));
  },
);

test("no answer within 10 s is a failed try, and one a moment earlier is not", async () => {
  const { receiver, control, clock } = await open();
  receiver.answer = undefined;
  const delivering = control.deliver(SEED);
  await receiver.until(1);
  await clock.pass(9_999);
  expect(control.deliveries.list()).toMatchObject([{ state: "waiting", tries: [] }]);
  await clock.pass(1);
  const [record] = await delivering;
  expect(record).toMatchObject({ state: "waiting", tries: [{ failure: "timeout" }] });
  receiver.answer = 200;
  await passSlowly(clock, pauseAfter(1), () => isQuiet(control));
  expect(record).toMatchObject({ state: "delivered", tries: [{ failure: "timeout" }, { status: 200 }] });
});

test("a receiver that is not there is tried again", async () => {
  const { control, clock } = await open({ deliverTo: "http://127.0.0.1:1" });
  const [record] = await control.deliver(SEED);
  expect(record).toMatchObject({ state: "waiting", tries: [{ failure: "connection" }] });
  await passSlowly(clock, 3 * DAY, () => isQuiet(control));
  expect(record?.tries).toHaveLength(20);
});

test("a webhook has five tries, and a 4xx does not end it", async () => {
  const { receiver, control, clock } = await open();
  receiver.answer = 404;
  const [record] = await control.deliver({ ...SEED, channel: "webhook" });
  await passSlowly(clock, DAY, () => isQuiet(control));
  expect(record).toMatchObject({ state: "given-up", event: "checkout_transaction" });
  expect(receiver.received).toHaveLength(5);
  expect(new Set(receiver.received.map(({ headers }) => headers["event-signature"])).size).toBe(1);
});

test("a webhook wraps the transaction and says the same delivery in its header and its body", async () => {
  const { receiver, control, notable } = await open();
  const { sessionId, transactionId, merchantReference } = notable("captured");
  await control.deliver({ transactionId, channel: "webhook" });
  await control.deliver({
    sessionId,
    channel: "webhook",
    event: "checkout_authorization",
    error: "cancelled",
  });
  await control.deliver({ channel: "webhook", event: "ping" });
  const [transaction, authorization, ping] = receiver.received;
  expect(parseJson(transaction?.body ?? "")).toMatchObject({
    account_id: "T12345678",
    event: "checkout_transaction",
    event_delivery: transaction?.headers["event-delivery"],
    transaction: { id: transactionId, session_id: sessionId },
  });
  expect(parseJson(authorization?.body ?? "")).toMatchObject({
    authorization: { merchant_reference: merchantReference, session_id: sessionId, error: "cancelled" },
  });
  expect(parseJson(ping?.body ?? "")).toEqual({
    account_id: "T12345678",
    event: "ping",
    event_delivery: ping?.headers["event-delivery"],
  });
});

test("the options of the callback URL are honoured and come back in the query", async () => {
  const { receiver, control, notable } = await open();
  const { transactionId, sessionId } = notable("captured");
  await control.deliver({ transactionId, flags: "method=POST&includes=session&x=1" });
  await control.deliver({ transactionId, flags: "sid_parameter_name=sid" });
  await control.deliver({ transactionId, flags: "report_event=CAPTURE", story: true });
  await control.deliver({ transactionId, flags: "", story: true });
  const [whole, sid, paid, captured, bare, ...more] = receiver.received;
  expect(parseJson(whole?.body ?? "")).toMatchObject({ id: transactionId, session: { id: sessionId } });
  expect(whole?.target).toContain("?method=POST&includes=session&x=1&transaction_id=");
  expect([sid?.method, sid?.body]).toEqual(["GET", ""]);
  expect(sid?.url.searchParams.get("sid")).toBe(sessionId);
  expect(sid?.url.searchParams.has("session_id")).toBe(false);
  expect(paid?.url.searchParams.has("event")).toBe(false);
  expect(captured?.url.searchParams.get("event")).toBe("CAPTURE");
  expect(captured?.url.searchParams.get("event_id")).toBe("3");
  expect(bare?.url.search).toMatch(/^\?transaction_id=/);
  expect(more).toEqual([]);
});

test("an error callback of a session without a payment has no transaction and no body", async () => {
  const { receiver, control, notable } = await open();
  const { sessionId } = notable("session-rejected");
  await control.deliver({ sessionId, flags: "method=POST&report_error=true", story: true });
  await control.deliver({ sessionId, flags: "method=POST", story: true });
  expect(receiver.received).toHaveLength(1);
  const [got] = receiver.received;
  expect(got?.url.searchParams.get("error")).toBe("failed");
  expect(got?.url.searchParams.has("transaction_id")).toBe(false);
  expect([got?.method, got?.body]).toEqual(["POST", ""]);
});

test("a callback URL of this machine is called itself; the world never is", () => {
  const destination = { deliverTo: "http://127.0.0.1:4100", deliverAs: "https://kontor.example.com" };
  const to = (url: string | undefined, where: Destination = destination) => {
    const address = callbackAddress(url, where);
    return address && [address.url.href, address.connectTo.origin];
  };
  expect(to("https://shop.example.com/cb?method=POST")).toEqual([
    "https://kontor.example.com/api/dintero/callback?method=POST",
    "http://127.0.0.1:4100",
  ]);
  expect(to("https://kontor.example.com/prefix/cb?a=1")).toEqual([
    "https://kontor.example.com/prefix/cb?a=1",
    "http://127.0.0.1:4100",
  ]);
  expect(to("http://localhost:9/cb", {})).toEqual(["http://localhost:9/cb", "http://localhost:9"]);
  expect(to("<string>")).toEqual([
    "https://kontor.example.com/api/dintero/callback",
    "http://127.0.0.1:4100",
  ]);
  for (const url of ["https://shop.example.com/cb", "http://localhost.example.com/", undefined]) {
    expect(to(url, {})).toBeUndefined();
  }
});

test("closing ends what is under way", async () => {
  const { receiver, control, sandbox } = await open();
  receiver.answer = undefined;
  const delivering = control.deliver(SEED);
  await receiver.until(1);
  await sandbox.close();
  expect(await delivering).toMatchObject([{ state: "dropped" }]);
});

test("over HTTP the same, with its words checked", async () => {
  const { receiver, sandbox } = await open();
  const post = (body: unknown) =>
    fetch(`${sandbox.url}/_sandbox/deliver`, { method: "POST", body: JSON.stringify(body) });
  const answer = await post({ ...SEED, times: 2, event: "CAPTURE", eventId: "4" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject([
    { number: 1, state: "delivered" },
    { number: 2, eventId: "4" },
  ]);
  const [one, other] = receiver.received;
  expect(other?.headers["dintero-signature"]).toBe(one?.headers["dintero-signature"]);
  expect(await (await fetch(`${sandbox.url}/_sandbox/deliveries`)).json()).toHaveLength(2);
  expect((await post({ sessionId: "T12345678.nobody" })).status).toBe(404);
  for (const wrong of [
    [],
    { time: 2 },
    { ...SEED, times: 0 },
    { ...SEED, channel: "fax" },
    { ...SEED, body: "x" },
  ]) {
    expect((await post(wrong)).status).toBe(400);
  }
  await fetch(`${sandbox.url}/_sandbox/deliveries`, { method: "DELETE" });
  expect(await (await fetch(`${sandbox.url}/_sandbox/deliveries`)).json()).toEqual([]);
});
