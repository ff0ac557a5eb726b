import { expect, test } from "vitest";
import { verifyWebhook } from "./webhook-signature";

/** A subscription delivery computed with Node's own HMAC (API.md 8). */
const body = Buffer.from(
  '{"account_id":"P12345678","event":"checkout_transaction","event_delivery":"9ebb6d41-dca5-484e-8330-9c9fa96b60ba","transaction":{"id":"P12345678.465UfBENeLpkBvwmqfTC4k","status":"AUTHORIZED"}}',
);
const digest = "59b3dd44ed191ea1f7470cb86dca0dd7adb4a181";

test("the documented webhook verifies, and while a secret is rotated the verdict says which key did", () => {
  expect(verifyWebhook(body, digest, ["hook-secret"])).toEqual({ kind: "valid", digest, keyNumber: 0 });
  expect(verifyWebhook(body, digest, ["new", "hook-secret"])).toMatchObject({ keyNumber: 1 });
});

test("one changed byte of the body is a mismatch", () => {
  const changed = Buffer.from(body);
  changed[10] = (changed[10] ?? 0) ^ 1;
  expect(verifyWebhook(changed, digest, ["hook-secret"])).toEqual({
    kind: "refused",
    code: "signature-mismatch",
  });
});

test("a missing, short, long, upper-case or foreign signature is refused and never throws", () => {
  expect(verifyWebhook(body, undefined, ["hook-secret"])).toMatchObject({ code: "signature-missing" });
  for (const header of [
    "",
    digest.slice(1),
    `${digest}0`,
    digest.toUpperCase(),
    "sha1=abc",
    "é".repeat(40),
  ]) {
    expect(verifyWebhook(body, header, ["hook-secret"])).toMatchObject({ code: "signature-malformed" });
  }
});

test("without a secret nothing is decided", () => {
  expect(verifyWebhook(body, digest, [])).toEqual({ kind: "unavailable" });
});

test("what is missing or malformed is refused by that name", () => {
  expect(verifyWebhook(Buffer.from("{}"), undefined, ["s"])).toEqual({
    kind: "refused",
    code: "signature-missing",
  });
  expect(verifyWebhook(Buffer.from("{}"), "abc", ["s"])).toEqual({
    kind: "refused",
    code: "signature-malformed",
  });
});
