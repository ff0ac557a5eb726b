import fc from "fast-check";
import { expect, test } from "vitest";
import { findReturnTarget, returnTarget, signInPath } from "./return-target";

const HOSTILE = [
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/%5cevil.example",
  "/%2f%2fevil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/orders/../..//evil.example",
  "/@evil.example",
  "/orders@evil.example",
  "javascript:alert(1)",
  " javascript:alert(1)",
  "/\tevil",
  "/orders\n//evil.example",
  "/\u0000",
  "data:text/html,x",
  "http:orders",
  "http:///evil.example",
  "/sessions/a/b",
  "/sessions/",
  `/sessions/${"a".repeat(129)}`,
  "/sign-in",
  "/sign-in?return=/orders",
  "/api/auth/signout",
  "/api/dintero/callback",
  "/_next/static/x.js",
  "/unknown",
  "/orders/",
  "/orders;/evil",
  `/orders?${"a".repeat(3_000)}`,
  "",
];

test.each(HOSTILE)("F55 the return target %j leads to the start page", (target) => {
  expect(findReturnTarget(target)).toBeUndefined();
  expect(returnTarget(target)).toBe("/");
  expect(signInPath(target)).toBe("/sign-in");
});

test.each([undefined, null, 7, ["/orders"], { toString: () => "/orders" }])(
  "F55 the return target %j, no text at all, leads to the start page",
  (target) => expect(returnTarget(target)).toBe("/"),
);

test.each([
  "/",
  "/orders?status=CAPTURED&from=2026-05-01",
  "/sessions/T12345678.465U8CUzaPVpneu1wt8Wei",
  "/transactions/T12345678.465UfBENeLpkBvwmqfTC4k",
  "/callbacks",
  "/callbacks/abc",
  "/settings",
])("the page %s is gone back to", (target) => expect(returnTarget(target)).toBe(target));

test("a fragment is not carried along", () => {
  expect(returnTarget("/orders#x")).toBe("/orders");
});

test("F55 whatever the text, a browser that follows it stays on this origin", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "..",
    ".",
    "@",
    "evil.example",
    "http:",
    "?",
    "#",
    "%2f",
    "orders",
    "\t",
    ":",
  );
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const origin = "https://kontor.example.com";
      expect(new URL(returnTarget(text), origin).origin).toBe(origin);
      expect(new URL(returnTarget(`/${text}`), origin).origin).toBe(origin);
    }),
    { numRuns: 2_000 },
  );
});

test("the sign-in page is told where to go back to, and nothing for the start page", () => {
  expect(signInPath("/orders?status=FAILED")).toBe("/sign-in?return=%2Forders%3Fstatus%3DFAILED");
  expect(signInPath("/")).toBe("/sign-in");
});
