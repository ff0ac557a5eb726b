import { expect, test } from "vitest";
import { eventAnchorOf } from "./event-anchor";
import { sampleEvent, sampleSession, sampleTransaction } from "./test-order";
import { timelineOf } from "./timeline";

const documents = {
  session: sampleSession({
    events: [
      { id: "visited-1", name: "VISITED", createdAt: "2026-05-12T10:00:00.000Z", details: {} },
      { id: "visited-2", name: "VISITED", createdAt: "2026-05-12T10:01:00.000Z", details: {} },
      {
        id: "lock-1",
        name: "PAY_LOCK_START",
        createdAt: "2026-05-12T10:02:00.000Z",
        details: { vipps: { payment_id: "vipps-77" } },
      },
    ],
  }),
  transaction: sampleTransaction({
    events: [
      sampleEvent("AUTHORIZE", 1, { id: "1", metadata: { "payex:payment:id": "/psp/payments/abc-def" } }),
      sampleEvent("INITIATE_CAPTURE", 2, { id: "2", requestId: "asked-capture" }),
      sampleEvent("CAPTURE", 3, {
        id: "3",
        correlationRequestId: "asked-capture",
        requestId: "did-capture",
        eventReference: "invoice-9",
      }),
    ],
  }),
};

test.each([
  ["an event's id", "lock-1", "evt-s-lock-1"],
  ["an event folded into the one before it", "visited-2", "evt-s-visited-1"],
  ["a provider's id", "vipps-77", "evt-s-lock-1"],
  ["the last part of a provider's path", "abc-def", "evt-t-1"],
  ["a request that was answered", "asked-capture", "evt-t-3"],
  ["a request's id", "did-capture", "evt-t-3"],
  ["an event's reference", "invoice-9", "evt-t-3"],
  ["nothing of this order", "who-knows", undefined],
])("%s leads to its entry", (_what, id, anchor) => {
  expect(eventAnchorOf(documents, id)).toBe(anchor);
  const anchors = timelineOf(documents).map((entry) => entry.id);
  if (anchor !== undefined) expect(anchors).toContain(anchor);
});
