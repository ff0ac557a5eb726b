import { expect, test } from "vitest";
import { authorizationExpiresAt } from "./authorization-window";

test.each([
  ["dintero_psp.creditcard", "2026-05-19T10:00:00.000Z"],
  ["vipps", "2026-05-19T10:00:00.000Z"],
  ["klarna.klarna", "2026-06-09T10:00:00.000Z"],
  ["collector.invoice", "2026-07-11T10:00:00.000Z"],
  ["swish.swish", undefined],
  ["constructor", undefined],
  ["", undefined],
])("what %s reserves is expected to be released at %s", (method, at) => {
  expect(authorizationExpiresAt(method, "2026-05-12T10:00:00.000Z")).toBe(at);
});
