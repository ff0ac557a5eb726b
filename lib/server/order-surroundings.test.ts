import { expect, test } from "vitest";
import type { JsonObject } from "@/sandbox/json";
import { answerOrder } from "./order-answer";
import { lookUpSession } from "./orders";
import { newOrder, testDesk } from "./test-orders";
import { viewerAs } from "./test-runtime";

const { runtime: rt, sandbox } = await testDesk();
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };

interface Refused {
  readonly reference?: string;
  readonly email?: string;
  readonly at: string;
}

/** An order of Dintero's whose card was refused. */
function refusedOrder({ at, ...change }: Refused) {
  const order = newOrder({ ...change, createdAt: at, phone: "" });
  const transaction: JsonObject = {
    ...order.record.transaction,
    status: "FAILED",
    updated_at: at,
    events: [
      {
        id: "1",
        event: "AUTHORIZE",
        transaction_status: "FAILED",
        created_at: at,
        success: false,
        error: { type: ["INSUFFICIENT_FUNDS"], result_code: "51", message: "Not sufficient funds" },
      },
    ],
  };
  sandbox.control.put({ ...order.record, transaction });
  return order;
}

test("a refused order tells that its reference was paid later, and by what", async () => {
  const refused = refusedOrder({ reference: "AROUND-1", at: "2026-05-12T08:00:00.000Z" });
  const paid = newOrder({ reference: "AROUND-1", createdAt: "2026-05-12T08:04:00.000Z" });
  sandbox.control.put(paid.record);
  const viewer = await viewerAs(rt, "support");
  await lookUpSession(viewer, paid.sessionId, ORIGIN);

  const { context } = await lookUpSession(viewer, refused.sessionId, ORIGIN);
  expect(context.recovery).toMatchObject({
    gapMs: 4 * 60_000,
    order: { sessionId: paid.sessionId, isSameReference: true },
  });
  const answer = await answerOrder(viewer, "session", refused.sessionId, ORIGIN);
  expect(answer.order.failure).toMatchObject({
    steps: [expect.stringContaining("Do not ask for another payment")],
    replies: { nb: expect.stringContaining("AROUND-1"), fi: expect.stringContaining("AROUND-1") },
    evidence: {
      result_code: "51",
      result_code_meaning: "Not sufficient funds",
      meaning: "inferred",
      timeline_id: "evt-t-1",
    },
    context: { paid_later: { session_id: paid.sessionId, seconds: 240, relation: "reference" } },
  });
});

test("three refusals of one customer within ten minutes are seen, whatever their references, and nothing personal with them", async () => {
  const viewer = await viewerAs(rt, "manager");
  const email = "around@example.com";
  const orders = ["09:00", "09:03", "09:08"].map((time) =>
    refusedOrder({ email, at: `2026-05-12T${time}:00.000Z` }),
  );
  for (const order of orders) await lookUpSession(viewer, order.sessionId, ORIGIN);
  const [first] = orders;
  const { context } = await lookUpSession(viewer, first?.sessionId ?? "", ORIGIN);
  expect(context.refusals).toEqual({ count: 3, withinMs: 8 * 60_000, areCards: true });
  expect(JSON.stringify(context)).not.toContain("around@");
});

test("an order nobody is related to stands alone", async () => {
  const order = refusedOrder({ email: "alone@example.com", at: "2026-05-12T10:00:00.000Z" });
  const { context } = await lookUpSession(await viewerAs(rt, "support"), order.sessionId, ORIGIN);
  expect(context).toEqual({ failedBefore: 0 });
});
