import { describe, expect, test } from "vitest";
import { answerOrder } from "./order-answer";
import { parseReason, revealContact } from "./reveal";
import { newOrder, testDesk } from "./test-orders";
import { viewerAs } from "./test-runtime";

const { runtime: rt, sandbox } = await testDesk();
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };
const SEED = "T12345678.465U8CUzaPVpneu1wt8Wei";
const FAILED = "T12345678.txn0000000000000000000001";

describe("the proxied look-up", () => {
  test("gives Dintero's own objects and what is derived, money in minor units (CONTRACT, section 4)", async () => {
    const answer = await answerOrder(await viewerAs(rt, "support"), "session", SEED, ORIGIN);
    expect(answer).toMatchObject({
      session: {
        id: SEED,
        order: { amount: 72_200, items: [{ line_id: "1" }, { line_id: "2" }, { line_id: "3" }] },
      },
      transaction: { payment_product_type: "bambora.applepay" },
      order: {
        status: "CAPTURED",
        amounts: {
          authorized: { amount: 72_200, currency: "NOK" },
          captured: { amount: 68_300, currency: "NOK" },
          refunded: { amount: 0, currency: "NOK" },
          voided: { amount: 0, currency: "NOK" },
          remaining: { amount: 3_900, currency: "NOK" },
        },
      },
      source: "dintero",
    });
    expect(answer.order.timeline.length).toBeGreaterThan(4);
    expect(answer.order.verdict.replace(/\u00a0/g, " ")).toContain("NOK 683.00");
    const captured = answer.order.checks.find((check) => check.code === "statusCaptured");
    expect(captured).toMatchObject({
      expected: { amount: 72_200, currency: "NOK" },
      actual: { amount: 68_300, currency: "NOK" },
    });
    expect(captured?.message).toContain("CAPTURED");
  });

  test("says who refused, why and what to do", async () => {
    const { order } = await answerOrder(await viewerAs(rt, "support"), "transaction", FAILED, ORIGIN);
    expect(order.failure).toMatchObject({
      who: "bank",
      rule: "insufficientFunds",
      reason: "INSUFFICIENT_FUNDS",
      headline: expect.stringContaining("not enough money"),
      retry: { kind: "after", at: "2026-05-13T10:15:31.000Z" },
    });
  });

  test("shows each role what it may see: masked, no raw JSON for a manager, all of it for an admin", async () => {
    const order = newOrder();
    sandbox.control.put(order.record);
    const by = async (role: Parameters<typeof viewerAs>[1]) =>
      answerOrder(await viewerAs(rt, role), "session", order.sessionId, ORIGIN);
    for (const role of ["support", "finance"] as const) {
      const answer = await by(role);
      expect(answer.session?.customer).toEqual({ email: "k•••@e•••.com", phone_number: "+47 •••• ••99" });
      expect(JSON.stringify(answer)).not.toMatch(/kari@example|99999999|Nordmann/);
    }
    const manager = await by("manager");
    expect([manager.session, manager.transaction]).toEqual([undefined, undefined]);
    expect(JSON.stringify(manager)).not.toMatch(/kari@example|99999999|Nordmann/);
    expect((await by("admin")).session?.customer).toMatchObject({ email: "kari@example.com" });
    const { rows } = await rt.db.query<{ action: string }>(
      "select action from audit where subject_id = $1 order by action",
      [order.sessionId],
    );
    expect(rows.map((row) => row.action)).toEqual(["orders.read", "orders.read", "orders.read", "raw.read"]);
  });

  test("never gives a token or client secret, to anyone", async () => {
    for (const role of ["support", "finance", "manager", "admin"] as const) {
      const answer = await answerOrder(await viewerAs(rt, role), "session", SEED, ORIGIN);
      expect(JSON.stringify(answer)).not.toMatch(
        /2134a260d196b1d65e59b259dc43f619d7f0f3c6|payment_token_id|account_number_token/,
      );
    }
  });
});

describe("a reveal", () => {
  test.each(["{}", '{"reason":"  a "}', '{"reason":1}', "x", JSON.stringify({ reason: "x".repeat(501) })])(
    "needs a reason: %.20s",
    (body) => {
      expect(() => parseReason(body)).toThrow(expect.objectContaining({ code: "invalid-request" }));
    },
  );

  test("refuses an id that is none", async () => {
    const support = await viewerAs(rt, "support");
    await expect(
      revealContact(support, { kind: "session", id: "../x" }, "customer calls", ORIGIN),
    ).rejects.toMatchObject({ code: "invalid-id" });
    expect(parseReason('{"reason":" customer calls "}')).toBe("customer calls");
  });
});
