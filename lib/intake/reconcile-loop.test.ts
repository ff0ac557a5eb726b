import { expect, onTestFinished, test, vi } from "vitest";
import type { Database } from "@/lib/db/connect";
import { testDatabase } from "@/lib/db/test-database";
import { AppError } from "@/lib/errors";
import { openIntake } from "./intake";
import { startReconciler } from "./reconcile-loop";
import { reconcileDesk } from "./test-reconcile";

const { db } = testDatabase();

async function reconcilerDesk(syncIntervalSeconds: number) {
  const desk = await reconcileDesk(db);
  const start = () => {
    const reconciler = startReconciler({ ...desk.deps, syncIntervalSeconds, random: () => 0, shortestMs: 1 });
    onTestFinished(() => reconciler.stop());
    return reconciler;
  };
  const runs = () => desk.lines.filter((line) => line.evt === "reconcile.done").length;
  return { ...desk, start, runs };
}

test("it reconciles at once on start, again when woken, and stops", async () => {
  const desk = await reconcilerDesk(3_600);
  const reconciler = desk.start();
  await vi.waitFor(() => expect(desk.runs()).toBe(1), 10_000);
  reconciler.wake();
  await vi.waitFor(() => expect(desk.runs()).toBe(2), 15_000);
  await reconciler.stop();
  reconciler.wake();
  expect(desk.metrics.toText(0)).toContain('kontor_reconcile_runs_total{outcome="done"} 2');
}, 30_000);

test("F29 F47 a store that did not take a delivery wakes it, so that what was missed is found once the store is back", async () => {
  const desk = await reconcilerDesk(3_600);
  let isDown = false;
  const store: Database = {
    ...desk.deps.db,
    query: (...given) =>
      isDown ? Promise.reject(new AppError("storage-unavailable", "down")) : desk.deps.db.query(...given),
    transaction: (work) =>
      isDown ? Promise.reject(new AppError("storage-unavailable", "down")) : desk.deps.db.transaction(work),
  };
  const reconciler = startReconciler({
    ...desk.deps,
    db: store,
    syncIntervalSeconds: 3_600,
    random: () => 1,
    shortestMs: 1,
  });
  onTestFinished(() => reconciler.stop());
  await vi.waitFor(() => expect(desk.runs()).toBe(1), 10_000);
  isDown = true;
  const intake = openIntake({
    ...desk.deps,
    db: store,
    writers: { deliveries: store, notes: store },
    callbackUrl: new URL("https://kontor.example.com/api/dintero/callback"),
    signatureSecrets: [],
    webhookSecrets: [],
    onStorageTrouble: () => {
      isDown = false;
      reconciler.wake();
    },
  });
  onTestFinished(() => intake.stop());
  await vi.waitFor(() => expect(desk.runs()).toBe(2), 10_000);
}, 30_000);

test("an interval of 0 turns it off", async () => {
  const desk = await reconcilerDesk(0);
  await desk.start().stop();
  expect(desk.asked()).toEqual([]);
});

test("a run that fails is told of, counted, and no reason to end", async () => {
  const desk = await reconcilerDesk(1);
  let fails = 2;
  const listTransactions = desk.deps.dintero.listTransactions;
  Object.assign(desk.deps.dintero, {
    listTransactions: (...given: Parameters<typeof listTransactions>) => {
      fails -= 1;
      if (fails >= 0) throw new AppError("upstream-unreachable", "nobody there");
      return listTransactions(...given);
    },
  });
  desk.start();
  await vi.waitFor(() => expect(desk.runs()).toBe(1), 25_000);
  const failures = desk.lines.filter((line) => line.evt === "reconcile.failed");
  expect(failures).toMatchObject([{ code: "upstream-unreachable" }]);
  expect(desk.metrics.toText(0)).toContain('outcome="upstream-unreachable"} 2');
}, 40_000);
