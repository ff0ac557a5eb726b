import { describe, expect, test } from "vitest";
import type { NewDelivery, StoredAs } from "@/lib/db/deliveries";
import { AppError, hasCode } from "@/lib/errors";
import { DeliveryQueue, type DeliveryQueueOptions } from "./delivery-queue";

const delivery = (deliveryId: string): NewDelivery => ({
  deliveryId,
  channel: "callback",
  receivedAt: "2026-05-12T10:15:31.000Z",
  keyNumber: 0,
  method: "GET",
  rawQuery: "",
  headers: {},
  bodyState: "absent",
  bodyBytes: 0,
});

interface Batch {
  readonly ids: readonly string[];
  readonly commit: (outcome: readonly StoredAs[] | Error) => void;
}

/** A store whose commits are let through by hand; `next` is the batch that is written next. */
function gate(options: Partial<DeliveryQueueOptions> = {}) {
  const arrived: Batch[] = [];
  const wanted: ((batch: Batch) => void)[] = [];
  const queue = new DeliveryQueue({
    storeBatch: (batch) =>
      new Promise((resolve, reject) => {
        const ids = batch.map(({ deliveryId }) => deliveryId);
        const commit = (outcome: readonly StoredAs[] | Error) =>
          outcome instanceof Error ? reject(outcome) : resolve(outcome);
        const take = wanted.shift();
        if (take === undefined) arrived.push({ ids, commit });
        else take({ ids, commit });
      }),
    maxBatch: 3,
    maxWaiting: 5,
    maxWaitMs: 2_000,
    monotonicNow: () => 0,
    ...options,
  });
  const next = (): Promise<Batch> => {
    const batch = arrived.shift();
    return batch === undefined ? new Promise((resolve) => wanted.push(resolve)) : Promise.resolve(batch);
  };
  return { queue, next };
}

const settled = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

describe("the delivery queue", () => {
  test("whatever arrives during a commit goes into the next one, at most a batch of it", async () => {
    const { queue, next } = gate();
    const answers = ["a", "b", "c", "d", "e"].map((id) => queue.store(delivery(id)));
    const first = await next();
    expect(first.ids).toEqual(["a"]);
    first.commit(["new"]);
    const second = await next();
    expect(second.ids).toEqual(["b", "c", "d"]);
    second.commit(["new", "repeat", "conflict"]);
    (await next()).commit(["new"]);
    expect(await Promise.all(answers)).toEqual(["new", "new", "repeat", "conflict", "new"]);
  });

  test("F21 a second copy of one delivery waits for the next batch", async () => {
    const { queue, next } = gate();
    const answers = ["x", "a", "a"].map((id) => queue.store(delivery(id)));
    (await next()).commit(["new"]);
    const second = await next();
    expect(second.ids).toEqual(["a"]);
    second.commit(["new"]);
    (await next()).commit(["repeat"]);
    expect(await Promise.all(answers)).toEqual(["new", "new", "repeat"]);
  });

  test("F28 beyond its length the queue sheds at once, and what waits is still stored", async () => {
    const { queue, next } = gate();
    const answers = ["0", "1", "2", "3", "4", "5"].map((id) => queue.store(delivery(id)));
    expect(await settled(queue.store(delivery("6")))).toSatisfy((error) => hasCode(error, "overloaded"));
    (await next()).commit(["new"]);
    (await next()).commit(["new", "new", "new"]);
    (await next()).commit(["new", "new"]);
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 6 }, () => "new"));
  });

  test("F28 a delivery that waited too long is shed, never acknowledged late", async () => {
    let now = 0;
    const { queue, next } = gate({ monotonicNow: () => now });
    const first = queue.store(delivery("0"));
    const stale = settled(queue.store(delivery("1")));
    now = 2_001;
    (await next()).commit(["new"]);
    expect(await first).toBe("new");
    expect(await stale).toSatisfy((error) => hasCode(error, "overloaded"));
  });

  test("F29 a failed commit fails its own callers only; the next batch is tried afresh", async () => {
    const { queue, next } = gate();
    const first = settled(queue.store(delivery("a")));
    const second = queue.store(delivery("b"));
    (await next()).commit(new AppError("storage-unavailable", "down"));
    expect(await first).toSatisfy((error) => hasCode(error, "storage-unavailable"));
    (await next()).commit(["new"]);
    expect(await second).toBe("new");
  });
});
