import { expect, test } from "vitest";
import { type SessionStatus, sessionStatusOf } from "./session-status";
import { sampleInstant, sampleSession, sampleSessionEvent } from "./test-order";

const NOON = Date.parse(sampleInstant(0));
const CASES: readonly [SessionStatus, string, Parameters<typeof sampleSession>[0]][] = [
  [
    "OPEN",
    "nothing but its creation",
    { events: [sampleSessionEvent("INITIATED", 0)], expiresAt: sampleInstant(30) },
  ],
  ["OPEN", "no expiry known", {}],
  [
    "IN_PROGRESS",
    "the customer came",
    { events: [sampleSessionEvent("VISITED", 1)], expiresAt: sampleInstant(30) },
  ],
  [
    "IN_PROGRESS",
    "an attempt failed and another may follow",
    { events: [sampleSessionEvent("PAY_FAILED", 1)] },
  ],
  [
    "EXPIRED",
    "its time ran out",
    { events: [sampleSessionEvent("VISITED", -9)], expiresAt: sampleInstant(-1) },
  ],
  ["CANCELLED", "cancelled_at", { cancelledAt: sampleInstant(-1), expiresAt: sampleInstant(-2) }],
  ["CANCELLED", "the customer's CANCELLED", { events: [sampleSessionEvent("CANCELLED", 1)] }],
  [
    "CANCELLED",
    "cancelled after a failure",
    { events: [sampleSessionEvent("FAILED", -9)], cancelledAt: sampleInstant(-1) },
  ],
  [
    "AUTHORIZED",
    "paid after a cancellation by mistake of a clock",
    { events: [sampleSessionEvent("AUTHORIZED", 1)], cancelledAt: sampleInstant(-1) },
  ],
  [
    "AUTHORIZED",
    "paid before it expired",
    { events: [sampleSessionEvent("AUTHORIZED", -5)], expiresAt: sampleInstant(-1) },
  ],
  [
    "COMPLETED",
    "the last outcome counts",
    { events: [sampleSessionEvent("COMPLETED", 3), sampleSessionEvent("AUTHORIZED", 2)] },
  ],
  ["DECLINED", "the customer said no", { events: [sampleSessionEvent("DECLINED", 1)] }],
  ["FAILED", "it failed", { events: [sampleSessionEvent("PAY_FAILED", 1), sampleSessionEvent("FAILED", 2)] }],
  ["UNKNOWN", "nobody knows", { events: [sampleSessionEvent("UNKNOWN", 1)] }],
  ["ON_HOLD", "under review", { events: [sampleSessionEvent("ON_HOLD_CALLBACK_SENT", 1)] }],
  [
    "AUTHORIZED",
    "the review is over",
    { events: [sampleSessionEvent("ON_HOLD_CALLBACK_SENT", 1), sampleSessionEvent("AUTHORIZED", 2)] },
  ],
  ["IN_PROGRESS", "an event we do not know", { events: [sampleSessionEvent("BRAND_NEW", 1)] }],
];

test.each(CASES)("%s: %s", (status, _, change) => {
  expect(sessionStatusOf(sampleSession(change), NOON)).toBe(status);
});
