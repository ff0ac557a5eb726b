import { createHash, createHmac } from "node:crypto";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { describe, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import {
  exchange,
  SECRET,
  signatureOf,
  startReceiver,
  type TestReceiver,
  WEBHOOK_SECRET,
} from "./test-receiver";

const { db } = testDatabase();
const inflate = promisify(inflateRaw);
const QUERY =
  "method=POST&report_error=true&transaction_id=T12345678.t1&session_id=T12345678.s1&merchant_reference=Order%20No%201%20%C3%86&time=2026-05-12T10:15:30.000Z";
const seconds = ({ clock }: TestReceiver) => Math.floor(clock.at / 1000);

async function problemOf(answer: Promise<{ status: number; body: string }>) {
  const { status, body } = await answer;
  return { status, code: JSON.parse(body).code };
}

describe("an authentic callback", () => {
  test("F1 GET in the window: 200 {} once its row is committed", async () => {
    const receiver = await startReceiver(db);
    const answer = await receiver.callback(QUERY);
    expect([answer.status, answer.body]).toEqual([200, "{}"]);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(await receiver.deliveries()).toMatchObject([
      {
        method: "GET",
        raw_query: QUERY,
        body_state: "absent",
        key_number: 0,
        session_id: "T12345678.s1",
        transaction_id: "T12345678.t1",
      },
    ]);
    expect(receiver.logged("delivery.accepted")).toMatchObject([{ key_number: 0 }]);
    expect(receiver.metricsText()).toContain("kontor_deliveries_stored_total 1");
  });

  test("F2 POST: the raw bytes and their sha256 are kept", async () => {
    const receiver = await startReceiver(db);
    const body = Buffer.from('{"id":"T12345678.t1","session":{"id":"T12345678.s1"}}');
    const answer = await receiver.callback(QUERY, {}, { method: "POST", body });
    expect(answer.status).toBe(200);
    const [row] = await receiver.deliveries();
    expect(row).toMatchObject({ method: "POST", body_state: "kept", body_bytes: body.length });
    expect(row?.body_sha256).toEqual(createHash("sha256").update(body).digest());
    expect(await inflate(row?.body ?? Buffer.alloc(0))).toEqual(body);
  });

  test("F2 sid stands for session_id, and a transaction may be missing", async () => {
    const receiver = await startReceiver(db);
    expect((await receiver.callback("sid=T12345678.s9&error=cancelled")).status).toBe(200);
    expect(await receiver.deliveries()).toMatchObject([
      { session_id: "T12345678.s9", transaction_id: null, error: "cancelled" },
    ]);
  });

  test("F12 other order on the wire and %20 for + verify; a parameter more does not; a framework's own does", async () => {
    const receiver = await startReceiver(db);
    const signed = { query: "a=1&merchant_reference=x+y&sid=T12345678.s1" };
    const sent = "sid=T12345678.s1&merchant_reference=x%20y&a=1";
    expect((await receiver.callback(sent, signed)).status).toBe(200);
    expect((await receiver.callback(`${sent}&b=1`, signed)).status).toBe(401);
    expect((await receiver.callback("sid=T12345678.s1", signed)).status).toBe(401);
    expect((await receiver.callback("nxtPid=1&_rsc=abc&sid=T12345678.s1")).status).toBe(200);
    expect(await receiver.deliveries()).toHaveLength(2);
  });

  test("F9 while a secret is rotated old and new verify, and the row says which did", async () => {
    const receiver = await startReceiver(db, { secrets: ["new", SECRET] });
    expect((await receiver.callback("sid=T12345678.s1")).status).toBe(200);
    expect((await receiver.callback("sid=T12345678.s1", { secret: "new" })).status).toBe(200);
    const keys = (await receiver.deliveries()).map(({ key_number }) => key_number);
    expect(keys.toSorted()).toEqual([0, 1]);
    expect(receiver.logged("delivery.accepted").map(({ key_number }) => key_number)).toEqual([1, 0]);
  });

  test("F19 an event we do not know is stored like any other", async () => {
    const receiver = await startReceiver(db);
    expect((await receiver.callback("sid=T12345678.s1&event=SOMETHING_NEW")).status).toBe(200);
    expect(await receiver.deliveries()).toMatchObject([{ event: "SOMETHING_NEW" }]);
  });

  test("F2 an address of 40 kB is taken", async () => {
    const receiver = await startReceiver(db);
    const query = `sid=T12345678.s1&merchant_reference=${"x".repeat(40_000)}`;
    expect((await receiver.callback(query)).status).toBe(200);
  });
});

describe("a callback that is not authentic leaves no row", () => {
  test.each([
    ["F3 no header", undefined, "signature-missing"],
    ["F4 a time that is no number", "t=NaN,v0-hmac-sha256=DIGEST", "signature-malformed"],
    ["F4 a float", "t=1778580931.5,v0-hmac-sha256=DIGEST", "signature-malformed"],
    ["F4 a plus", "t=+1778580931,v0-hmac-sha256=DIGEST", "signature-malformed"],
    ["F4 milliseconds", "t=1778580931000,v0-hmac-sha256=DIGEST", "signature-malformed"],
    ["F4 two times", "t=1778580931,t=1778580931,v0-hmac-sha256=DIGEST", "signature-malformed"],
    ["F4 another scheme alone", "t=1778580931,v1=DIGEST", "signature-malformed"],
    ["F4 not hexadecimal", `t=1778580931,v0-hmac-sha256=${"g".repeat(64)}`, "signature-malformed"],
    ["F5 63 characters", `t=1778580931,v0-hmac-sha256=${"a".repeat(63)}`, "signature-malformed"],
    ["F5 65 characters", `t=1778580931,v0-hmac-sha256=${"a".repeat(65)}`, "signature-malformed"],
    [
      "F5 base64",
      `t=1778580931,v0-hmac-sha256=${Buffer.alloc(32, 7).toString("base64")}`,
      "signature-malformed",
    ],
    ["F6 a wrong digest", `t=1778580931,v0-hmac-sha256=${"a".repeat(64)}`, "signature-mismatch"],
  ])("%s: 401", async (_name, header, code) => {
    const receiver = await startReceiver(db);
    const headers: Record<string, string> = {};
    if (header !== undefined) headers["dintero-signature"] = header.replace("DIGEST", "a".repeat(64));
    const target = `/api/dintero/callback?${QUERY}`;
    const asked = receiver.send({ target, headers });
    expect(await problemOf(asked)).toEqual({ status: 401, code });
    expect(await receiver.deliveries()).toEqual([]);
    expect(receiver.logged("delivery.denied")).toMatchObject([{ code, address: "127.0.0.1" }]);
    expect(receiver.metricsText()).toContain(`kontor_deliveries_refused_total{code="${code}"} 1`);
  });

  test("F6 a mismatch leaves a note of names and hashes, no value; a missing header none", async () => {
    const receiver = await startReceiver(db);
    await receiver.send({ target: `/api/dintero/callback?${QUERY}` });
    await receiver.callback(QUERY, { secret: "wrong" }, { method: "POST", body: "canary" });
    const { rows } = await db.query<{ parameter_names: string[]; body_sha256: Buffer; peer_address: string }>(
      "select * from refusals where account_id = $1",
      [receiver.accountId],
    );
    expect(rows).toMatchObject([{ code: "signature-mismatch", peer_address: "127.0.0.1" }]);
    expect(rows[0]?.parameter_names).toContain("merchant_reference");
    expect(rows[0]?.body_sha256).toEqual(createHash("sha256").update("canary").digest());
    expect(JSON.stringify(rows)).not.toMatch(/canary|T12345678\.s1/);
  });

  test("F10 signed for another host, with every header saying that host: 401", async () => {
    const receiver = await startReceiver(db);
    const headers = {
      host: "evil.example.com",
      "x-forwarded-host": "evil.example.com",
      forwarded: "host=evil.example.com",
    };
    const asked = receiver.callback(QUERY, { hostname: "evil.example.com" }, { headers });
    expect(await problemOf(asked)).toEqual({ status: 401, code: "signature-mismatch" });
  });

  test("F11 signed right, with an internal Host and hostile forwarding: 200", async () => {
    const receiver = await startReceiver(db);
    const headers = {
      host: "10.0.0.7:3000",
      "x-forwarded-host": "evil.example.com",
      "x-forwarded-proto": "http",
      "x-forwarded-for": "34.241.230.119",
      forwarded: "for=1.2.3.4;host=evil.example.com",
      "x-original-url": "/",
      rsc: "1",
    };
    expect((await receiver.callback(QUERY, {}, { headers })).status).toBe(200);
  });

  test.each(["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])(
    "F15 %s: 405, whatever its signature",
    async (method) => {
      const receiver = await startReceiver(db);
      const answer = await receiver.callback("sid=T12345678.s1", { method }, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe("GET, POST");
      expect(await receiver.deliveries()).toEqual([]);
    },
  );

  test("F15 TRACE: 405 with nothing of the request in it; a method override is ignored", async () => {
    const receiver = await startReceiver(db);
    const answer = await exchange(
      receiver.port,
      "TRACE /api/dintero/callback HTTP/1.1\r\nHost: a\r\nX-Canary: 1\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toMatch(/^allow: GET, POST/im);
    expect(answer).not.toContain("Canary");
    const headers = { "x-http-method-override": "DELETE", "x-method-override": "PUT" };
    expect((await receiver.callback("sid=T12345678.s1", {}, { headers })).status).toBe(200);
  });

  test.each(["/api/dintero/callback/", "//api/dintero/callback", "/api//dintero/callback"])(
    "F16 %s is served by itself: 200 when what is configured was signed, else 401, never a redirect",
    async (pathname) => {
      const receiver = await startReceiver(db);
      const target = `${pathname}?sid=T12345678.s1`;
      expect((await receiver.callback("sid=T12345678.s1", {}, { target })).status).toBe(200);
      const other = receiver.callback("sid=T12345678.s1", { pathname }, { target });
      expect(await problemOf(other)).toEqual({ status: 401, code: "signature-mismatch" });
    },
  );
});

describe("our own trouble is 503, so that Dintero tries again", () => {
  test.each([301, -301, 86_400])("F7 F34 signed %i s off our clock: 503, kept apart", async (skew) => {
    const receiver = await startReceiver(db);
    const answer = await receiver.callback(QUERY, { t: seconds(receiver) - skew });
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body).code).toBe("timestamp-outside-window");
    expect(answer.headers["retry-after"]).toBe("60");
    expect(await receiver.deliveries()).toEqual([]);
    const { rows } = await db.query("select * from late_deliveries where account_id = $1", [
      receiver.accountId,
    ]);
    expect(rows).toMatchObject([
      { skew_seconds: skew, session_id: "T12345678.s1", transaction_id: "T12345678.t1" },
    ]);
    expect(receiver.logged("delivery.late")).toMatchObject([{ skew_seconds: skew }]);
  });

  test("F7 300 s either way is in the window", async () => {
    const receiver = await startReceiver(db);
    for (const skew of [300, -300])
      expect((await receiver.callback(QUERY, { t: seconds(receiver) - skew })).status).toBe(200);
  });

  test("F8 no secret: 503, and it says so in the log", async () => {
    const receiver = await startReceiver(db, { secrets: [] });
    const asked = receiver.callback(QUERY);
    expect(await problemOf(asked)).toEqual({ status: 503, code: "verification-unavailable" });
    expect(await receiver.deliveries()).toEqual([]);
    expect(receiver.logged("config.missing")).toHaveLength(1);
  });
});

describe("a body is kept as it came and believed in nothing", () => {
  test.each([
    ["not JSON", Buffer.from("hello")],
    ["a byte order mark", Buffer.from("\ufeff{}")],
    ["Latin-1", Buffer.from('{"a":"æøå"}', "latin1")],
    ["NUL in JSON", Buffer.from('{"id":"\\u0000"}')],
    ["NUL bytes", Buffer.from([0, 1, 2, 0])],
    ["a lone surrogate", Buffer.from('{"id":"\\ud800"}')],
    ["__proto__", Buffer.from('{"__proto__":{"id":"x"}}')],
    ["duplicate keys", Buffer.from('{"id":"a","id":"b"}')],
    ["20,000 levels", Buffer.from("[".repeat(20_000) + "]".repeat(20_000))],
    ["a number beyond all", Buffer.from('{"amount":1e200000}')],
  ])("F17 %s: 200, byte for byte", async (_name, body) => {
    const receiver = await startReceiver(db);
    const answer = await receiver.callback(QUERY, {}, { method: "POST", body });
    expect(answer.status).toBe(200);
    const [row] = await receiver.deliveries();
    expect(await inflate(row?.body ?? Buffer.alloc(0))).toEqual(body);
  });

  test("F17 an empty POST is absent", async () => {
    const receiver = await startReceiver(db);
    expect((await receiver.callback(QUERY, {}, { method: "POST", body: "" })).status).toBe(200);
    expect(await receiver.deliveries()).toMatchObject([{ body_state: "absent", body_bytes: 0 }]);
  });

  test("F18 more than 1 MiB: 200, its size and hash kept, its bytes not", async () => {
    const receiver = await startReceiver(db);
    const body = Buffer.alloc(3 * 1024 * 1024, "x");
    expect((await receiver.callback(QUERY, {}, { method: "POST", body })).status).toBe(200);
    const [row] = await receiver.deliveries();
    expect(row).toMatchObject({ body_state: "omitted", body: null, body_bytes: body.length });
    expect(row?.body_sha256).toEqual(createHash("sha256").update(body).digest());
    expect(receiver.logged("delivery.body_omitted")).toHaveLength(1);
  });

  test.each([
    ["in JSON", '{"amount":100,"card":{"masked_pan":"4761739001010416"}}'],
    ["as a number", '{"note":4761739001010416}'],
    ["in text that is no JSON", "paid with 4761 7390 0101 0416, thank you"],
  ])("F63 a full card number %s: 200, and not a byte of the body is kept", async (_name, text) => {
    const receiver = await startReceiver(db);
    expect((await receiver.callback(QUERY, {}, { method: "POST", body: Buffer.from(text) })).status).toBe(
      200,
    );
    expect(await receiver.deliveries()).toMatchObject([
      { body_state: "omitted", body: null, body_bytes: text.length },
    ]);
    const alarms = receiver.logged("pan.unmasked");
    expect(alarms).toHaveLength(1);
    expect(JSON.stringify(alarms)).not.toMatch(/4761|0416/);
  });

  test("F63 a reference that passes for a card number is none", async () => {
    const receiver = await startReceiver(db);
    const body = Buffer.from('{"merchant_reference":"4761739001010416","gtin":"4761739001010416"}');
    await receiver.callback(QUERY, {}, { method: "POST", body });
    expect(await receiver.deliveries()).toMatchObject([{ body_state: "kept" }]);
  });

  test("F18 fewer bytes than declared: cut off without an answer, no row", async () => {
    const receiver = await startReceiver(db);
    const { accountId } = receiver;
    const signature = signatureOf({ accountId, query: QUERY, method: "POST", t: seconds(receiver) });
    const head = `POST /api/dintero/callback?${QUERY} HTTP/1.1\r\nHost: a\r\nDintero-Signature: ${signature}\r\n`;
    expect(await exchange(receiver.port, `${head}Content-Length: 100\r\n\r\n{"short":true}`)).not.toMatch(
      /^HTTP\/1\.1 200/,
    );
    expect(await receiver.deliveries()).toEqual([]);
  });

  test("F59 a body that does not come is cut off without an answer, and nothing is stored", async () => {
    const receiver = await startReceiver(db);
    const { accountId } = receiver;
    const signature = signatureOf({ accountId, query: QUERY, method: "POST", t: seconds(receiver) });
    const head = `POST /api/dintero/callback?${QUERY} HTTP/1.1\r\nHost: a\r\nDintero-Signature: ${signature}\r\n`;
    expect(await exchange(receiver.port, `${head}Content-Length: 100\r\n\r\n{`, true)).toBe("");
    expect(receiver.logged("http.slow")).toHaveLength(1);
    expect(await receiver.deliveries()).toEqual([]);
  }, 30_000);

  test("F14 another body under one signature: 200, one row, its hash beside the first", async () => {
    const receiver = await startReceiver(db);
    for (const body of ["{}", '{"amount":1}'])
      expect((await receiver.callback(QUERY, {}, { method: "POST", body })).status).toBe(200);
    const rows = await receiver.deliveries();
    expect(rows).toMatchObject([{ receipts: 2 }]);
    expect(rows[0]?.body_variants).toEqual([createHash("sha256").update('{"amount":1}').digest()]);
    expect(receiver.logged("delivery.body_conflict")).toHaveLength(1);
  });
});

describe("duplicates", () => {
  test("F21 fifty at once and one after a restart: each 200, one row", async () => {
    const receiver = await startReceiver(db);
    const answers = await Promise.all(Array.from({ length: 50 }, () => receiver.callback(QUERY)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await receiver.close();
    const restarted = await startReceiver(db, { accountId: receiver.accountId });
    expect((await restarted.callback(QUERY)).status).toBe(200);
    expect(await restarted.deliveries()).toMatchObject([{ receipts: 51 }]);
    expect(restarted.logged("delivery.duplicate")).toHaveLength(1);
  });

  test("F22 F23 a retry signed again, and a second callback with the same query, are rows of their own", async () => {
    const receiver = await startReceiver(db);
    const t = seconds(receiver);
    const headers = { "event-delivery": "d-1" };
    expect((await receiver.callback(QUERY, { t }, { headers })).status).toBe(200);
    expect((await receiver.callback(QUERY, { t: t + 1 }, { headers })).status).toBe(200);
    expect(await receiver.deliveries()).toHaveLength(2);
  });

  test("F35 SIGTERM's drain answers what is in flight with 200 and its row", async () => {
    const receiver = await startReceiver(db);
    const answers = Array.from({ length: 100 }, (_, at) => receiver.callback(`sid=T12345678.s${at}`));
    const settled = Promise.allSettled(answers);
    await answers[0];
    await receiver.drain(10_000);
    const statuses = (await settled).flatMap((one) => (one.status === "fulfilled" ? [one.value.status] : []));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await receiver.deliveries()).toHaveLength(statuses.length);
  });
});

describe("account webhooks", () => {
  const body =
    '{"account_id":"T12345678","event":"checkout_transaction","transaction":{"id":"T12345678.t1","session_id":"T12345678.s1"}}';
  const signed = (text: string) => createHmac("sha1", WEBHOOK_SECRET).update(text).digest("hex");
  const post = (receiver: TestReceiver, headers: Record<string, string>, text = body) =>
    receiver.send({ method: "POST", target: "/api/dintero/webhook", headers, body: text });

  test("F2 a signed body is stored by what it wraps; again is a duplicate", async () => {
    const receiver = await startReceiver(db);
    for (const _ of [1, 2])
      expect(
        (await post(receiver, { "event-signature": signed(body), event: "checkout_transaction" })).status,
      ).toBe(200);
    expect(await receiver.deliveries()).toMatchObject([
      {
        receipts: 2,
        session_id: "T12345678.s1",
        transaction_id: "T12345678.t1",
        event: "checkout_transaction",
      },
    ]);
  });

  test("F6 F15 a body that was altered is 401, a GET 405", async () => {
    const receiver = await startReceiver(db);
    const altered = post(receiver, { "event-signature": signed(body) }, `${body} `);
    expect(await problemOf(altered)).toEqual({ status: 401, code: "signature-mismatch" });
    expect((await receiver.send({ target: "/api/dintero/webhook" })).status).toBe(405);
    expect(await receiver.deliveries()).toEqual([]);
  });
});
