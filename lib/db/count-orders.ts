import { CaptureTally } from "@/lib/domain/capture-buckets";
import { CAPTURE_PARTS_VERSION, type CaptureContribution } from "@/lib/domain/capture-parts";
import {
  asStored,
  dropContributions,
  type HeldContribution,
  markCounted,
  type NewContribution,
  readContributions,
  writeContributions,
} from "./capture-contributions";
import { addToRollup, type RollupState, readRollupState } from "./capture-rollup";
import type { Queryable } from "./connect";

/** What orders contributed before a transaction writes them. */
export interface CountBefore {
  readonly state: RollupState | undefined;
  readonly held: ReadonlyMap<string, HeldContribution>;
}

/** To be read before the orders are written, since the contribution of one that is absorbed goes with it. */
export async function readBefore(
  tx: Queryable,
  accountId: string,
  orderKeys: readonly string[],
): Promise<CountBefore> {
  const state = await readRollupState(tx, accountId);
  return { state, held: await readContributions(tx, accountId, orderKeys) };
}

/**
 * Makes the stored contributions of `orders` what they are now, and adds the difference to the rollup; what `before`
 * holds of other orders goes. The same again writes nothing. The last statements of a transaction that holds the locks of
 * the orders and of the rollup (`lib/intake/lock-orders.ts`).
 */
export async function countOrders(
  tx: Queryable,
  accountId: string,
  { state, held }: CountBefore,
  orders: ReadonlyMap<string, CaptureContribution>,
): Promise<void> {
  const generation = state === undefined || state.phase === "clearing" ? 0 : state.generation;
  const tally = new CaptureTally(state?.timeZone ?? "UTC");
  const isIn = (order: HeldContribution | undefined) =>
    order !== undefined && generation !== 0 && order.countedIn === generation;
  const changed: NewContribution[] = [];
  const unmarked: string[] = [];
  for (const [orderKey, told] of orders) {
    const before = held.get(orderKey);
    // What was read from the store is only added, and there may be a million of it.
    const isRead = before?.contribution === told;
    const contribution = isRead ? told : asStored(told);
    const isSame = isRead || (before !== undefined && textOf(before.contribution) === textOf(contribution));
    if (!isSame) changed.push({ orderKey, contribution, isNew: before === undefined });
    else if (before.countedIn !== generation || before.version !== CAPTURE_PARTS_VERSION)
      unmarked.push(orderKey);
    if (isSame && isIn(before)) continue;
    if (before !== undefined && isIn(before)) tally.add(before.contribution, -1n);
    if (generation !== 0) tally.add(contribution);
  }
  const gone = [...held].filter(([orderKey]) => !orders.has(orderKey));
  for (const [, before] of gone) if (isIn(before)) tally.add(before.contribution, -1n);

  if (gone.length > 0)
    await dropContributions(
      tx,
      accountId,
      gone.map(([orderKey]) => orderKey),
    );
  if (changed.length > 0) await writeContributions(tx, accountId, changed, generation);
  if (unmarked.length > 0) await markCounted(tx, accountId, unmarked, generation);
  await addToRollup(tx, accountId, tally.differences());
}

/** In one order of the fields, without those that are absent. */
function textOf({ parts, ...order }: CaptureContribution): string {
  const fields = (object: object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    Object.fromEntries(fields(order)),
    parts.map((part) => Object.fromEntries(fields(part))),
  ]);
}
