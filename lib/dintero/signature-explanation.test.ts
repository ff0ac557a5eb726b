import { expect, test } from "vitest";
import { type CallbackExpectation, canonicalQuery, type SignedParts, signParts } from "./callback-signature";
import { explainMismatch } from "./signature-explanation";

const secret = "apikeysecret";
const rawQuery = "session_id=T12345678.abc&merchant_reference=No%201&time=2026-05-12T10:15:30.000Z";
const expectation: CallbackExpectation = {
  accountId: "T12345678",
  endpoint: new URL("https://kontor.example.com/api/dintero/callback"),
  secrets: [secret],
  toleranceSeconds: 300,
};
const right: SignedParts = {
  timestamp: 1778580930,
  accountId: "T12345678",
  method: "GET",
  hostname: "kontor.example.com",
  pathname: "/api/dintero/callback",
  query: canonicalQuery(rawQuery),
};
const seen = {
  hostname: "shop.example.com",
  pathname: "/functions/v1/api/dintero/callback",
  forwardedHostnames: ["edge.example.com"],
};

function explainSigned(changes: Partial<SignedParts>, signedWith = secret) {
  const parts = { ...right, ...changes };
  const signatureHeader = `t=${right.timestamp},v0-hmac-sha256=${signParts(parts, signedWith)}`;
  return explainMismatch({ method: "GET", rawQuery, signatureHeader }, seen, expectation);
}

test.each([
  ["hostname", "shop.example.com", { hostname: "shop.example.com" }],
  ["hostname", "edge.example.com", { hostname: "edge.example.com" }],
  ["pathname", seen.pathname, { pathname: seen.pathname }],
  ["pathname", "/api/dintero/callback/", { pathname: "/api/dintero/callback/" }],
  [
    "hostname-and-pathname",
    `shop.example.com${seen.pathname}`,
    { hostname: "shop.example.com", pathname: seen.pathname },
  ],
  ["query-order", "as sent", { query: new URLSearchParams(rawQuery).toString() }],
  ["query-encoding", "%20", { query: canonicalQuery(rawQuery).replaceAll("+", "%20") }],
  ["query-encoding", "as sent", { query: rawQuery }],
  ["method", "POST", { method: "POST" }],
  ["account", "P12345678", { accountId: "P12345678" }],
] as const)("a signature made over another %s is explained by it (%s)", (difference, value, changes) => {
  expect(explainSigned(changes)?.matchesWhen).toEqual({ difference, value });
});

test("a signature by another secret is explained by nothing else, and no whole digest is told", () => {
  const explanation = explainSigned({}, "another");
  expect(explanation?.matchesWhen).toBeUndefined();
  expect(explanation?.expectedDigest).toHaveLength(13);
  expect(JSON.stringify(explanation)).not.toContain(signParts(right, secret));
});

test("a malformed header has nothing to explain", () => {
  expect(
    explainMismatch({ method: "GET", rawQuery, signatureHeader: "t=1" }, seen, expectation),
  ).toBeUndefined();
});
