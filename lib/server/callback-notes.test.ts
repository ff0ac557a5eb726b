import { describe, expect, test } from "vitest";
import { newDigest, plant } from "@/lib/db/test-log";
import { ROLES } from "@/lib/roles";
import { lookUpSession } from "./orders";
import { newOrder, testDesk } from "./test-orders";
import { viewerAs } from "./test-runtime";

const desk = await testDesk();
const { runtime, sandbox } = desk;
const { db, env } = runtime;

function heldOrder() {
  const order = newOrder();
  sandbox.control.put(order.record);
  return order;
}

const callbackEntries = async (role: (typeof ROLES)[number], sessionId: string) => {
  const view = await lookUpSession(await viewerAs(runtime, role), sessionId, {});
  return view.order.timeline.filter(({ lane }) => lane === "callback");
};

describe("what Dintero told us, on the order's page", () => {
  test("stands in its timeline, with the findings of checks, whichever id it named", async () => {
    const { sessionId, transactionId } = heldOrder();
    const at = (minute: number) => `2026-05-12T09:${String(minute).padStart(2, "0")}:00.000Z`;
    const [one, two] = [newDigest(), newDigest()];
    await plant(db, env.accountId, { kind: "delivery", key: one, at: at(1), sessionId, receipts: 3 });
    await plant(db, env.accountId, { kind: "late", key: two, at: at(2), transactionId, event: "CAPTURE" });
    await plant(db, env.accountId, {
      kind: "finding",
      key: `f-${one}`,
      at: at(3),
      transactionId,
      event: "REFUND",
    });
    await plant(db, env.accountId, {
      kind: "delivery",
      key: newDigest(),
      at: at(4),
      sessionId: "T12345678.other",
    });
    // Asked for the first time: nothing here had linked the two ids before Dintero did.
    const entries = await callbackEntries("admin", sessionId);
    expect(entries.map(({ status, count, details, href }) => [status, count, details.event, href])).toEqual([
      ["applied", 3, undefined, `/callbacks/${one}`],
      ["late", 1, "CAPTURE", `/callbacks/late-${two}`],
      ["found", 1, "REFUND", `/callbacks/finding-f-${one}`],
    ]);
    expect(await callbackEntries("admin", sessionId)).toEqual(entries);
  });

  test.each(ROLES)("%s is led to the log only if they may read it", async (role) => {
    const { sessionId } = heldOrder();
    const at = "2026-05-12T09:00:00.000Z";
    await plant(db, env.accountId, { kind: "delivery", key: newDigest(), at, sessionId });
    const [entry] = await callbackEntries(role, sessionId);
    expect(entry?.status).toBe("applied");
    expect(entry?.href !== undefined).toBe(role !== "manager");
  });
});
