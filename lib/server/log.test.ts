import { describe, expect, test } from "vitest";
import { plant } from "@/lib/db/test-log";
import { EVERY_CALLBACK, parseCallbackFilter } from "@/lib/domain/callback-filter";
import { PUBLISHED_ADDRESSES } from "@/lib/domain/published-addresses";
import { ROLES } from "@/lib/roles";
import { listCallbacks } from "./log";
import { readCallback } from "./log-detail";
import { readIntakeHealth } from "./log-health";
import { idOf, SECRET, testLogDesk } from "./test-log-desk";
import { newOrder } from "./test-orders";
import { viewerAs } from "./test-runtime";

const desk = await testLogDesk();
const { runtime, sandbox } = desk;
const { db, env } = runtime;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };
const [PUBLISHED = ""] = PUBLISHED_ADDRESSES;

/** Planted wherever something personal or secret may stand; none may come out where it must not. */
const PERSONAL = ["kari.canary@example.com", "+4791234567", "Kari Canary", "Canaryveien 7"];
const SECRETS = ["canary-payment-token", "canary-client-secret"];
const BODY = JSON.stringify({
  id: "T12345678.canary",
  amount: 10_000,
  currency: "NOK",
  status: "CAPTURED",
  customer: { email: PERSONAL[0], phone_number: PERSONAL[1] },
  billing_address: { first_name: "Kari", last_name: "Canary", address_line: PERSONAL[3] },
  payment_token: SECRETS[0],
});

function heldOrder() {
  const order = newOrder();
  sandbox.control.put(order.record);
  return order;
}

const hits = (value: unknown, canaries: readonly string[]) => {
  const text = JSON.stringify(value);
  return canaries.filter((canary) => text.includes(canary) || text.includes(encodeURIComponent(canary)));
};

/** A callback whose query and body carry what a careless shop may put into them. */
async function careless() {
  const order = heldOrder();
  const query = new URLSearchParams({
    session_id: order.sessionId,
    transaction_id: order.transactionId,
    email: PERSONAL[0] ?? "",
    token: SECRETS[1] ?? "",
  });
  const id = idOf(
    await desk.callback({ query: query.toString(), method: "POST", body: BODY, peerAddress: PUBLISHED }),
  );
  await desk.work();
  return { ...order, id };
}

describe("who reads the log", () => {
  test.each(ROLES)("%s sees of a delivery what the role may, and no secret ever", async (role) => {
    const { id } = await careless();
    const viewer = await viewerAs(runtime, role);
    if (role === "manager") {
      for (const read of [
        () => listCallbacks(viewer, EVERY_CALLBACK),
        () => readCallback(viewer, id, ORIGIN),
        () => readCallback(viewer, "none", ORIGIN),
        () => readIntakeHealth(viewer),
      ])
        await expect(read()).rejects.toMatchObject({ code: "forbidden" });
      return;
    }
    const page = await listCallbacks(viewer, EVERY_CALLBACK);
    const health = await readIntakeHealth(viewer);
    expect(page.rows.map((row) => row.id)).toContain(id);
    const detail = await readCallback(viewer, id, ORIGIN);
    expect(hits([page, health], [...PERSONAL, ...SECRETS, SECRET])).toEqual([]);
    expect(hits(detail, [...SECRETS, SECRET])).toEqual([]);
    expect(hits(detail, PERSONAL)).toHaveLength(role === "admin" ? 3 : 0);
    expect(detail.body).toMatchObject({
      state: "kept",
      access: { support: "none", finance: "masked", admin: "clear" }[role],
      bytes: BODY.length,
    });
    expect(detail.body.json !== undefined).toBe(role !== "support");
    expect(detail.body.text).toBeUndefined();
    expect(detail.canReprocess).toBe(role === "admin");
    // Named by its signature, and nowhere else is that told whole.
    expect(hits({ ...detail, id: "", siblings: [] }, [id])).toEqual([]);
  });

  test("an entry is on record before it is shown, as raw where personal data is in it", async () => {
    const { id } = await careless();
    for (const role of ["support", "admin"] as const)
      await readCallback(await viewerAs(runtime, role), id, ORIGIN);
    const { rows } = await db.query<{ action: string }>(
      "select action from audit where subject_id = $1 order by action",
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(["callbacks.read", "raw.read"]);
  });
});

describe("an accepted delivery", () => {
  test("F1 shows its verification part by part, its request, our answer and what it changed", async () => {
    const { sessionId, transactionId } = heldOrder();
    const query = `transaction_id=${transactionId}&session_id=${sessionId}&merchant_reference=Order+1`;
    const headers = { "event-delivery": "d-1", "user-agent": "Dintero" };
    const id = idOf(await desk.callback({ query, headers, peerAddress: PUBLISHED }));
    await desk.work();
    const detail = await readCallback(await viewerAs(runtime, "admin"), id, ORIGIN);
    expect(detail).toMatchObject({
      kind: "delivery",
      outcome: "applied",
      answer: 200,
      changed: true,
      verification: { result: "verified", scheme: "v0-hmac-sha256", keyNumber: 0, skewSeconds: 0 },
      request: {
        method: "GET",
        pathname: "/api/dintero/callback",
        rawQuery: query,
        isPublishedAddress: true,
        eventDelivery: "d-1",
      },
      body: { state: "absent", access: "clear", bytes: 0 },
      effect: { isChanged: true, after: { status: "CAPTURED", captured: 10_000 } },
      processing: { state: "applied", attempts: 1, failures: 0, nextAttemptAt: undefined },
    });
    expect(detail.verification?.parts.map(({ part }) => part)).toEqual([
      "timestamp",
      "account",
      "method",
      "hostname",
      "pathname",
      "query",
    ]);
    expect(detail.verification?.sortedQuery.map(({ name }) => name)).toEqual([
      "merchant_reference",
      "session_id",
      "transaction_id",
    ]);
    expect(detail.verification?.checks.every(({ state }) => state === "passed")).toBe(true);
    expect(detail.verification?.receivedDigest).toMatch(/^[0-9a-f]{6}…[0-9a-f]{6}$/);
    const shown = new Map(detail.request?.headers.map(({ name, value }) => [name, value]));
    expect(shown.get("dintero-signature")).toMatch(/^t=\d+,v0-hmac-sha256=[0-9a-f]{6}…[0-9a-f]{6}$/);
  });

  test("F13 whose body differs says at which paths, and its figures are Dintero's", async () => {
    const { sessionId, transactionId } = heldOrder();
    const body = JSON.stringify({ id: transactionId, amount: 1, currency: "NOK" });
    const query = `session_id=${sessionId}&transaction_id=${transactionId}&method=POST`;
    const id = idOf(await desk.callback({ query, method: "POST", body }));
    await desk.work();
    const detail = await readCallback(await viewerAs(runtime, "finance"), id, ORIGIN);
    expect(detail).toMatchObject({
      outcome: "differs",
      body: { differences: ["amount"], json: { amount: 1 } },
      effect: { after: { captured: 10_000 } },
    });
  });

  test("F14 F21 that came again says how often, and the hash of another body", async () => {
    const query = `session_id=${heldOrder().sessionId}&n=14`;
    const send = (body: string) => desk.callback({ query, method: "POST", body });
    const id = idOf(await send("{}"));
    for (const body of ["{}", "{}", '{"other":true}']) await send(body);
    const support = await viewerAs(runtime, "support");
    const detail = await readCallback(support, id, ORIGIN);
    expect(detail.receipts).toBe(4);
    expect(detail.body.variants).toHaveLength(1);
    const { filter } = parseCallbackFilter(new URLSearchParams("receipts=many"));
    expect((await listCallbacks(support, filter)).rows.map((row) => row.id)).toContain(id);
  });

  test("F17 whose body is no JSON is shown as it is to who sees everything, and to nobody else", async () => {
    const bodies = [
      ["no json, kari.canary@example.com", "text"],
      [Buffer.from([0xff, 0xfe, 0x00]), "hex"],
      ["x".repeat(100_000), "text"],
    ] as const;
    for (const [index, [body, form]] of bodies.entries()) {
      const query = `session_id=${heldOrder().sessionId}&n=${index}`;
      const id = idOf(await desk.callback({ query, method: "POST", body }));
      await desk.work();
      const { body: shown } = await readCallback(await viewerAs(runtime, "admin"), id, ORIGIN);
      expect(shown).toMatchObject({ isJson: false, textForm: form, isCut: body.length > 65_536 });
      expect(shown.text?.length).toBeLessThanOrEqual(131_072);
      const masked = await readCallback(await viewerAs(runtime, "finance"), id, ORIGIN);
      expect([masked.body.isJson, masked.body.text, masked.body.json]).toEqual([false, undefined, undefined]);
    }
  });

  test("F22 signed again for the same delivery is two entries, and the second says whose repeat it is", async () => {
    const { sessionId, transactionId } = heldOrder();
    const query = `session_id=${sessionId}&transaction_id=${transactionId}`;
    const headers = { "event-delivery": "d-22" };
    const first = idOf(await desk.callback({ query, headers, ageSeconds: 60 }));
    await desk.work();
    runtime.clock.now += 1_000;
    const second = idOf(await desk.callback({ query, headers }));
    await desk.work();
    const detail = await readCallback(await viewerAs(runtime, "support"), second, ORIGIN);
    expect(detail).toMatchObject({
      outcome: "unchanged",
      changed: false,
      siblings: [{ id: first, shares: "delivery", outcome: "applied" }],
      effect: { isChanged: false, changes: [], unchangedBecause: "repeat", sameAs: first },
    });
  });

  test("of an account webhook shows the other scheme, and no signed address", async () => {
    const { transactionId, sessionId } = heldOrder();
    const transaction = { id: transactionId, session_id: sessionId };
    const body = JSON.stringify({ event: "checkout_transaction", transaction });
    const id = idOf(await desk.webhook(body));
    await desk.work();
    expect(await readCallback(await viewerAs(runtime, "finance"), id, ORIGIN)).toMatchObject({
      channel: "webhook",
      verification: { scheme: "hmac-sha1", parts: [], sortedQuery: [], result: "verified" },
      request: { pathname: "/api/dintero/webhook" },
      body: { json: { event: "checkout_transaction" } },
    });
  });

  test("F20 of an error without a transaction is tied to its session", async () => {
    const { sessionId } = heldOrder();
    const id = idOf(await desk.callback({ query: `session_id=${sessionId}&error=cancelled` }));
    const { filter } = parseCallbackFilter(new URLSearchParams(`error=cancelled&about=${sessionId}`));
    const { rows } = await listCallbacks(await viewerAs(runtime, "support"), filter);
    expect(rows).toMatchObject([{ id, error: "cancelled", sessionId, outcome: "waiting" }]);
  });
});

describe("what was not accepted", () => {
  test("F7 a late one is right in all but its time", async () => {
    const id = idOf(
      await desk.callback({ query: "session_id=T12345678.late&event=CAPTURE", ageSeconds: 900 }),
    );
    expect(await readCallback(await viewerAs(runtime, "admin"), id, ORIGIN)).toMatchObject({
      kind: "late",
      answer: 503,
      code: "timestamp-outside-window",
      event: "CAPTURE",
      verification: {
        result: "late",
        skewSeconds: 900,
        toleranceSeconds: 300,
        checks: [
          { check: "header", state: "passed" },
          { check: "format", state: "passed" },
          { check: "digest", state: "passed" },
          { check: "window", state: "failed" },
        ],
      },
      request: { method: "GET", rawQuery: "session_id=T12345678.late&event=CAPTURE" },
      body: { state: "unkept" },
    });
  });

  test("F6 a refused one shows names and what would have matched, and no value it came with", async () => {
    const query = `session_id=T12345678.secretive&email=${PERSONAL[0]}`;
    await desk.callback({ query, hostname: "shop.example.com", peerAddress: PUBLISHED });
    const admin = await viewerAs(runtime, "admin");
    const { filter } = parseCallbackFilter(new URLSearchParams("outcome=refused&limit=25"));
    const [row] = (await listCallbacks(admin, filter)).rows;
    const detail = await readCallback(admin, row?.id ?? "", ORIGIN);
    expect(detail).toMatchObject({
      kind: "refusal",
      answer: 401,
      code: "signature-mismatch",
      canReprocess: false,
      verification: {
        result: "refused",
        matchesWhen: { difference: "hostname", value: "shop.example.com" },
        checks: [
          { check: "header", state: "passed" },
          { check: "format", state: "passed" },
          { check: "digest", state: "failed" },
          { check: "window", state: "not-reached" },
        ],
        sortedQuery: [{ name: "email" }, { name: "session_id" }],
      },
      request: { isPublishedAddress: true, rawQuery: undefined },
    });
    expect(hits(detail, ["secretive", ...PERSONAL])).toEqual([]);
  });
});

describe("how the intake stands", () => {
  test("F6 five refusals in ten minutes are an alarm when they come from Dintero's own addresses", async () => {
    const viewer = await viewerAs(runtime, "support");
    const refuse = (peerAddress: string) =>
      desk.callback({ query: "session_id=T12345678.x", secret: "another", peerAddress });
    runtime.clock.now += 60 * 60_000;
    for (let time = 0; time < 5; time += 1) await refuse("198.51.100.7");
    expect(await readIntakeHealth(viewer)).toMatchObject({
      refusedInTenMinutes: 0,
      isRefusingDintero: false,
    });
    for (let time = 0; time < 4; time += 1) await refuse(PUBLISHED);
    runtime.clock.now += 10_000;
    expect(await readIntakeHealth(viewer)).toMatchObject({
      refusedInTenMinutes: 4,
      isRefusingDintero: false,
    });
    await refuse(PUBLISHED);
    runtime.clock.now += 10_000;
    expect(await readIntakeHealth(viewer)).toMatchObject({ refusedInTenMinutes: 5, isRefusingDintero: true });
    runtime.clock.now += 10 * 60_000;
    expect(await readIntakeHealth(viewer)).toMatchObject({
      refusedInTenMinutes: 0,
      isRefusingDintero: false,
    });
  });

  test("tells what came in a day, what waits, and that silence is unusual", async () => {
    const viewer = await viewerAs(runtime, "finance");
    await db.query("delete from deliveries");
    runtime.clock.now += 3 * 24 * 3_600_000;
    expect(await readIntakeHealth(viewer)).toMatchObject({
      hasEverReceived: false,
      isSilent: false,
      rate: Array(24).fill(0),
    });
    const now = runtime.now();
    // A delivery each ten minutes for eight days, and then none for the last hour.
    for (let minutes = 60; minutes < 8 * 24 * 60; minutes += 10) {
      const at = new Date(now - minutes * 60_000).toISOString();
      await plant(db, env.accountId, { kind: "delivery", key: `${minutes}`.padStart(64, "0"), at });
    }
    const waiting = new Date(now - 70 * 60_000 - 1).toISOString();
    for (const [state, receipts] of [
      ["received", 1],
      ["parked", 3],
      ["unconfirmed", 1],
    ] as const)
      await plant(db, env.accountId, {
        kind: "delivery",
        key: state.padStart(64, "0"),
        at: waiting,
        state,
        receipts,
      });
    runtime.clock.now += 10_000;
    expect(await readIntakeHealth(viewer)).toMatchObject({
      hasEverReceived: true,
      lastReceivedAt: new Date(now - 60 * 60_000).toISOString(),
      usualGapSeconds: 600,
      isSilent: true,
      last24h: { received: 141, applied: 138, duplicates: 2, isAtLeast: false },
      waiting: 1,
      oldestWaitingAt: waiting,
      parked: 1,
      unconfirmed: 1,
    });
    await plant(db, env.accountId, {
      kind: "delivery",
      key: "f".repeat(64),
      at: new Date(runtime.now()).toISOString(),
    });
    runtime.clock.now += 10_000;
    expect(await readIntakeHealth(viewer)).toMatchObject({ isSilent: false });
  });

  test("names what the newest sessions' callback addresses do not ask for, and the address to configure", async () => {
    const { lookUpSession } = await import("./orders");
    const viewer = await viewerAs(runtime, "support");
    await db.query("delete from orders");
    const whole = "report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID";
    const show = async (callbackUrl: string) => {
      const order = newOrder();
      const session = {
        ...order.record.session,
        url: { return_url: "https://shop.example.com", callback_url: callbackUrl },
      };
      sandbox.control.put({ ...order.record, session });
      await lookUpSession(viewer, order.sessionId, ORIGIN);
      runtime.clock.now += 10_000;
      return (await readIntakeHealth(viewer)).flagWarnings;
    };
    expect(await show(`${env.appUrl}/api/dintero/callback?${whole}`)).toEqual({
      reportError: false,
      reportEvents: [],
      sessions: 1,
      elsewhere: 0,
    });
    expect(await show("https://shop.example.com/callback?report_event=CAPTURE")).toEqual({
      reportError: true,
      reportEvents: ["REFUND", "VOID"],
      sessions: 2,
      elsewhere: 1,
    });
    expect((await readIntakeHealth(viewer)).callbackUrl).toBe(
      `${env.appUrl}/api/dintero/callback?method=POST&${whole}`,
    );
  });
});
