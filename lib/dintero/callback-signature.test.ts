import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CallbackExpectation,
  canonicalQuery,
  parseSignatureHeader,
  type SignedRequest,
  TOLERANCE_SECONDS,
  verifyCallback,
} from "./callback-signature";

/** Dintero's published vector and three computed with its sample code (API.md 7). */
const VECTORS = [
  {
    name: "published by Dintero",
    secret: "123",
    accountId: "P00000000",
    method: "GET",
    url: "https://example.com/callback?B=123&A=992",
    t: 1582236537,
    digest: "6bed2ab1b919d460ef7465a20dc6c97260dca73fab6647106ca525f0908df64a",
  },
  {
    name: "POST with its options in the query",
    secret: "apikeysecret",
    accountId: "T12345678",
    method: "POST",
    url: "https://shop.example.com/api/dintero/callback?method=POST&includes=session&report_error=true&transaction_id=T12345678.465UfBENeLpkBvwmqfTC4k&session_id=T12345678.465U8CUzaPVpneu1wt8Wei&merchant_reference=ORDER-1001&time=2026-05-12T10%3A15%3A30.000Z",
    t: 1778580930,
    digest: "4b6a9eadd1ae048511559a62a730eff12588175d2e3848a9b09e580e7f5de93b",
  },
  {
    name: "spaces, ÆØÅ and sid",
    secret: "apikeysecret",
    accountId: "T12345678",
    method: "GET",
    url: "https://shop.example.com/api/dintero/callback?merchant_reference=Order%20No%201002%20%C3%86%C3%98%C3%85&transaction_id=T12345678.465UfBENeLpkBvwmqfTC4k&sid=T12345678.465U8CUzaPVpneu1wt8Wei&sid_parameter_name=sid&time=2026-05-12T10%3A15%3A30%2B02%3A00",
    t: 1778580931,
    digest: "c4ced2f5eaba1bd6af529f292e683ca92f36afc2298495e625ba5fafe32ce757",
  },
  {
    name: "an error, repeated keys and a port",
    secret: "s3cr3t/with+symbols=",
    accountId: "P12345678",
    method: "POST",
    url: "https://shop.example.com:8443/api/dintero/callback?method=POST&report_event=REFUND&report_event=CAPTURE&report_event=VOID&report_error=true&error=cancelled&merchant_reference=1003&session_id=P12345678.465U8CUzaPVpneu1wt8Wei&time=2026-05-12T10:15:30.000Z&delay_callback=30",
    t: 1778580999,
    digest: "773a40a0d4152c3fd0ccd7d28684f100297bce1e91884ce3f6fa2bd249ef13b9",
  },
] as const;

const [, POSTED] = VECTORS;
const headerOf = (vector: { t: number; digest: string }) => `t=${vector.t},v0-hmac-sha256=${vector.digest}`;

function expectationOf(
  vector: (typeof VECTORS)[number],
  changes: Partial<CallbackExpectation> = {},
): CallbackExpectation {
  const { origin, pathname } = new URL(vector.url);
  return {
    accountId: vector.accountId,
    endpoint: new URL(pathname, origin),
    secrets: [vector.secret],
    toleranceSeconds: 300,
    ...changes,
  };
}

function requestOf(vector: (typeof VECTORS)[number], changes: Partial<SignedRequest> = {}): SignedRequest {
  return {
    method: vector.method,
    rawQuery: new URL(vector.url).search.slice(1),
    signatureHeader: headerOf(vector),
    ...changes,
  };
}

const verifyPosted = (changes: Partial<SignedRequest>, expectation: Partial<CallbackExpectation> = {}) =>
  verifyCallback(requestOf(POSTED, changes), expectationOf(POSTED, expectation), POSTED.t * 1000);

describe("session callback signature", () => {
  test.each(VECTORS)("F1 F2 the vector $name verifies", (vector) => {
    expect(verifyCallback(requestOf(vector), expectationOf(vector), vector.t * 1000)).toMatchObject({
      kind: "valid",
      timestamp: vector.t,
      digest: vector.digest,
      keyNumber: 0,
    });
  });

  test("F3 a missing header is refused as missing", () => {
    expect(verifyPosted({ signatureHeader: undefined })).toEqual({
      kind: "refused",
      code: "signature-missing",
    });
  });

  test.each([
    ["no time", `v0-hmac-sha256=${POSTED.digest}`],
    ["time is not a number", `t=NaN,v0-hmac-sha256=${POSTED.digest}`],
    ["time has a fraction", `t=${POSTED.t}.0,v0-hmac-sha256=${POSTED.digest}`],
    ["time has a sign", `t=+${POSTED.t},v0-hmac-sha256=${POSTED.digest}`],
    ["time is zero-padded", `t=0${POSTED.t},v0-hmac-sha256=${POSTED.digest}`],
    ["time has a suffix", `t=${POSTED.t}s,v0-hmac-sha256=${POSTED.digest}`],
    ["time is in milliseconds", `t=${POSTED.t}000,v0-hmac-sha256=${POSTED.digest}`],
    ["time is huge", `t=${"9".repeat(400)},v0-hmac-sha256=${POSTED.digest}`],
    ["two times", `t=${POSTED.t},t=${POSTED.t},v0-hmac-sha256=${POSTED.digest}`],
    ["two digests", `${headerOf(POSTED)},v0-hmac-sha256=${POSTED.digest}`],
    ["an unknown scheme only", `t=${POSTED.t},v1-hmac-sha512=${POSTED.digest}`],
    ["not hexadecimal", `t=${POSTED.t},v0-hmac-sha256=${"z".repeat(64)}`],
    ["F5 63 digits", `t=${POSTED.t},v0-hmac-sha256=${POSTED.digest.slice(1)}`],
    ["F5 65 digits", `t=${POSTED.t},v0-hmac-sha256=${POSTED.digest}0`],
    ["F5 base64", `t=${POSTED.t},v0-hmac-sha256=${Buffer.from(POSTED.digest, "hex").toString("base64")}`],
    ["empty", ""],
  ])("F4 a header is malformed: %s", (_name, signatureHeader) => {
    expect(verifyPosted({ signatureHeader })).toEqual({ kind: "refused", code: "signature-malformed" });
  });

  test("F4 the documented wrapping of the header after its comma is accepted", () => {
    const wrapped = headerOf(POSTED).replace(",", ",\n  ");
    expect(verifyPosted({ signatureHeader: wrapped }).kind).toBe("valid");
  });

  test("F6 a well-formed digest of something else is a mismatch", () => {
    expect(verifyPosted({}, { secrets: ["another"] })).toEqual({
      kind: "refused",
      code: "signature-mismatch",
    });
  });

  test.each([-301, 301, -600, 86_400])(
    "F7 F34 a right signature %i seconds off is late, not refused",
    (seconds) => {
      const nowMs = (POSTED.t + seconds) * 1000;
      expect(verifyCallback(requestOf(POSTED), expectationOf(POSTED), nowMs)).toMatchObject({
        kind: "late",
        skewSeconds: seconds,
      });
    },
  );

  test.each([-300, 0, 300])("F7 a right signature %i seconds off is valid", (seconds) => {
    const nowMs = (POSTED.t + seconds) * 1000;
    expect(verifyCallback(requestOf(POSTED), expectationOf(POSTED), nowMs).kind).toBe("valid");
  });

  test("F7 an old request with a wrong signature is refused, not kept as late", () => {
    const nowMs = (POSTED.t + 9000) * 1000;
    expect(
      verifyCallback(requestOf(POSTED), expectationOf(POSTED, { secrets: ["another"] }), nowMs).kind,
    ).toBe("refused");
  });

  test("F8 without a secret nothing is decided", () => {
    expect(verifyPosted({}, { secrets: [] })).toEqual({ kind: "unavailable" });
  });

  test("F9 both secrets verify while one is rotated, and the verdict says which", () => {
    expect(verifyPosted({}, { secrets: ["new", POSTED.secret] })).toMatchObject({
      kind: "valid",
      keyNumber: 1,
    });
  });

  test("F10 a request signed for another host, path, method or account is a mismatch", () => {
    for (const change of [
      { endpoint: new URL("https://evil.example/api/dintero/callback") },
      { endpoint: new URL("https://shop.example.com/api/dintero/callback/") },
      { accountId: "T00000000" },
    ]) {
      expect(verifyPosted({}, change)).toEqual({ kind: "refused", code: "signature-mismatch" });
    }
    expect(verifyPosted({ method: "GET" })).toEqual({ kind: "refused", code: "signature-mismatch" });
  });

  test("F12 the order on the wire and %20 for + change nothing; a parameter added, dropped or changed does", () => {
    const pairs = [...new URLSearchParams(requestOf(POSTED).rawQuery)].reverse();
    const reordered = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    expect(verifyPosted({ rawQuery: reordered.join("&") }).kind).toBe("valid");
    expect(verifyPosted({ rawQuery: [...reordered, "extra=1"].join("&") }).kind).toBe("refused");
    expect(verifyPosted({ rawQuery: reordered.slice(1).join("&") }).kind).toBe("refused");
    expect(verifyPosted({ rawQuery: reordered.join("&").replace("1001", "1002") }).kind).toBe("refused");
    expect(canonicalQuery("a=1%202&nxtPid=x&_rsc=y")).toBe(canonicalQuery("_rsc=y&nxtPid=x&a=1+2"));
  });

  test("an independent signer agrees on any query, method and time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })), { maxLength: 12 }),
        fc.constantFrom("GET", "POST"),
        fc.integer({ min: 1, max: 9_999_999_999 }),
        (pairs, method, t) => {
          const rawQuery = pairs
            .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
            .join("&");
          const stable = pairs
            .map(([key, value], index) => ({ key, value, index }))
            .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index));
          const form = stable.map(({ key, value }) => `${formEncode(key)}=${formEncode(value)}`).join("&");
          const digest = createHmac("sha256", "secret")
            .update(`${t}\nT12345678\n${method}\nkontor.example\n/api/dintero/callback\n${form}`)
            .digest("hex");
          const verdict = verifyCallback(
            { method, rawQuery, signatureHeader: `t=${t},v0-hmac-sha256=${digest}` },
            {
              accountId: "T12345678",
              endpoint: new URL("https://kontor.example/api/dintero/callback"),
              secrets: ["secret"],
              toleranceSeconds: 300,
            },
            t * 1000,
          );
          expect(verdict.kind).toBe("valid");
        },
      ),
      { numRuns: 300 },
    );
  });

  test("no header makes the parser throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (header) => {
        parseSignatureHeader(header);
      }),
      { numRuns: 300 },
    );
  });
});

/** application/x-www-form-urlencoded, written from its definition: everything but ASCII letters, digits and *-._ */
function formEncode(text: string): string {
  return [...Buffer.from(text, "utf8")]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === " ") return "+";
      return /[A-Za-z0-9*\-._]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

test("F4 a time or a digest with an equals sign in it is malformed, not read without it", () => {
  const { t, digest } = POSTED;
  for (const header of [
    `t=1=${String(t).slice(1)},v0-hmac-sha256=${digest}`,
    `t=${t},v0-hmac-sha256=${digest.slice(0, 8)}=${digest.slice(8)}`,
  ])
    expect(parseSignatureHeader(header)).toBeUndefined();
});

test("F7 the window is five minutes either way", () => {
  expect(TOLERANCE_SECONDS).toBe(300);
});
