import { type CaptureComparison, compareCaptureRollup, type WrongBucket } from "@/lib/db/compare-captures";
import type { Database } from "@/lib/db/connect";
import { rebuildCaptureRollup } from "@/lib/intake/count-captures";
import { type Finding, fail, ok, warn } from "./finding";

const CHECK = "capture sums";
const DAY_MS = 86_400_000;
/** Looked at when nobody asks for all. */
const RECENT_DAYS = 8;
const MOST_NAMED = 3;
const REPAIR = "npm run doctor -- --repair-captures";

/** Whether the sums that charts are drawn from are what the orders come to, and the orders' parts what the list shows. */
export async function checkCaptures(
  db: Database,
  {
    accountId,
    now,
    isEveryOrder,
  }: { readonly accountId: string; readonly now: number; readonly isEveryOrder: boolean },
): Promise<Finding> {
  const since = isEveryOrder ? undefined : now - RECENT_DAYS * DAY_MS;
  const compared = await compareCaptureRollup(db, accountId, since);
  const { state, buckets, wrongBuckets, wrongOrders } = compared;
  if (state === undefined)
    return warn(
      CHECK,
      "not counted yet",
      "A running Kontor counts them, from two seconds after its start on.",
    );
  if (state.phase !== "complete")
    return warn(
      CHECK,
      "being counted",
      "It goes on while Kontor runs; charts say that they are not whole yet.",
    );
  if (wrongBuckets.length > 0)
    return fail(
      CHECK,
      differences(compared),
      `${REPAIR} counts them again, beside a running Kontor. Report it.`,
    );
  if (wrongOrders.length > 0)
    return warn(
      CHECK,
      uncounted(wrongOrders),
      `A running Kontor counts what an older one wrote within the hour; should they stay: ${REPAIR}.`,
    );
  const reach = isEveryOrder ? "" : ` (${RECENT_DAYS} days; --all compares every one)`;
  return ok(CHECK, `${buckets} sums in ${state.timeZone} equal their orders${reach}`);
}

/** Counts all captures again, from the documents. */
export async function repairCaptures(
  db: Database,
  deps: { readonly accountId: string; readonly timeZone: string },
): Promise<Finding> {
  const counted = await rebuildCaptureRollup({ ...deps, db, now: Date.now });
  return counted?.isComplete === true
    ? ok("repair", `${counted.orders} orders counted again in ${deps.timeZone}`)
    : warn("repair", "somebody is counting at this moment", "Let it finish, and look again.");
}

function differences({ buckets, wrongBuckets, wrongOrders }: CaptureComparison): string {
  const named = wrongBuckets.slice(0, MOST_NAMED).map(nameOf).join("; ");
  const orders = wrongOrders.length === 0 ? "" : `; ${uncounted(wrongOrders)}`;
  return `${wrongBuckets.length} of ${buckets} sums differ: ${named}${orders}`;
}

function nameOf({ grain, startsAt, currency, dimension, value, by }: WrongBucket): string {
  const amounts = Object.entries(by).map(([measure, amount]) => `${measure} by ${amount}`);
  return `${grain} ${startsAt} ${currency} ${[dimension, value].join(" ").trim()}: ${amounts.join(", ")}`;
}

function uncounted(orders: readonly string[]): string {
  return `${orders.length} orders are not counted as they stand: ${orders.slice(0, MOST_NAMED).join(", ")}`;
}
