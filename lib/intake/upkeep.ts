import type { Database } from "@/lib/db/connect";
import { countUnmappedFailures, dueByVersion, listUnmappedFailures } from "@/lib/db/failures";
import { FAILURE_TABLE_VERSION } from "@/lib/domain/failure-table";
import type { Logger } from "@/lib/log";
import { headLog } from "./head-log";
import { keepRetention, type RetentionDeps } from "./retention";

export interface UpkeepDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What upkeep knows of how long things are kept. */
export type UpkeepOptions = UpkeepDeps & RetentionDeps;

export interface Upkeep {
  /** How many stored orders failed with a value that nothing explains. */
  unmapped(): Promise<number>;
  /** Resolves when the work in hand is finished. */
  stop(): Promise<void>;
}

const PERIOD_MS = 60_000;
const FIRST_AFTER_MS = 5_000;
/** A statement of its own each, so that nobody waits long for a row. */
const BATCH = 2_000;
const MOST_VALUES = 50;

/**
 * Keeps explanations up to date where nobody tells us to: after a change of the decision table every stored order is
 * made again, once, from what is stored (`restate.ts`); values that nothing explains are told to the log, and so are the
 * heads of the audit log, daily; what was kept long enough goes, and so do those who are erased (`retention.ts`). Dintero is
 * not asked. Harmless in several processes at once.
 */
export function startUpkeep(deps: UpkeepOptions, onTrouble: (error: unknown) => void): Upkeep {
  const tell = unmappedLog(deps);
  const tellHeads = headLog(deps);
  let isStopping = false;
  let isCurrent = false;
  let timer: NodeJS.Timeout | undefined;
  let inHand = Promise.resolve();

  const work = async () => {
    await keepRetention(deps, () => isStopping);
    if (!isCurrent) isCurrent = await outdate(deps, () => isStopping);
    await tell();
    await tellHeads();
  };
  const plan = (ms: number) => {
    timer = setTimeout(() => {
      inHand = work()
        .catch(onTrouble)
        .finally(() => {
          if (!isStopping) plan(PERIOD_MS);
        });
    }, ms);
    timer.unref();
  };
  plan(FIRST_AFTER_MS);
  return {
    unmapped: () => countUnmappedFailures(deps.db, deps.accountId),
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await inHand;
    },
  };
}

/** Makes every order of another table version due to be made again. @returns whether it came to the end */
export async function outdate(
  { db, accountId, log }: UpkeepDeps,
  isStopping = () => false,
): Promise<boolean> {
  let count = 0;
  while (!isStopping()) {
    const found = await dueByVersion(db, accountId, FAILURE_TABLE_VERSION, BATCH);
    count += found;
    if (found > 0) continue;
    if (count > 0) log.info("failure.table_changed", { count });
    return true;
  }
  return false;
}

const HOUR = 60 * 60_000;
const LONGEST_VALUE = 60;

/** Says once per value and hour that nothing explains it. */
export function unmappedLog({ db, accountId, log, now }: UpkeepDeps): () => Promise<void> {
  const toldAt = new Map<string, number>();
  return async () => {
    for (const { value, source, count } of await listUnmappedFailures(db, accountId, MOST_VALUES)) {
      const reason = value.slice(0, LONGEST_VALUE);
      const key = `${source} ${reason}`;
      if (now() - (toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < HOUR) continue;
      toldAt.set(key, now());
      log.warn("failure.unmapped", { reason, source, count });
    }
    for (const [key, at] of toldAt) if (now() - at >= HOUR) toldAt.delete(key);
  };
}
