import { listGapChecks } from "@/lib/db/capture-counts";
import type { Database } from "@/lib/db/connect";
import { readIntakeFigures } from "@/lib/db/intake-health";
import { readCheckState } from "@/lib/db/sync-cursors";
import { listUsers } from "@/lib/db/users";
import { backlogState, reconciliationState } from "@/lib/domain/work-state";
import { recountOrders } from "@/lib/intake/recount";
import { type Finding, fail, ok, warn } from "./finding";

const MINUTE_MS = 60_000;
/** Orders that are counted again when nobody asks for all. */
const SAMPLE = 500;
/** Seconds from one run to the next when the configuration is not known. */
const USUAL_INTERVAL = 300;
const MOST_NAMED = 5;

export interface WorkOptions {
  readonly accountId: string;
  /** 0 = off; undefined: not known. */
  readonly syncIntervalSeconds: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly isEveryOrder: boolean;
}

/** What Kontor has made of what it was told: deliveries, reconciliation, people, figures. */
export async function checkWork(db: Database, options: WorkOptions): Promise<readonly Finding[]> {
  return [
    ...(await deliveries(db, options)),
    await reconciliation(db, options),
    await captures(db, options),
    await people(db, options),
    await figures(db, options),
  ];
}

async function deliveries(db: Database, { accountId, now }: WorkOptions): Promise<readonly Finding[]> {
  const { waiting, oldestWaitingAt, parked, unconfirmed, lastReceivedAt } = await readIntakeFigures(
    db,
    accountId,
    now,
    [],
  );
  const age = oldestWaitingAt === undefined ? 0 : now - Date.parse(oldestWaitingAt);
  const says = waiting === 0 ? "none waits" : `${waiting} wait, the oldest for ${minutes(age)}`;
  const todo = "Is Kontor running, and does Dintero answer? The log says what each try failed with.";
  const backlog = {
    right: ok("deliveries", `${says}; the last came ${lastReceivedAt ?? "never"}`),
    slow: warn("deliveries", says, todo),
    stuck: fail("deliveries", says, todo),
  }[backlogState(age)];
  const stuck =
    parked + unconfirmed === 0
      ? ok("parked", "none")
      : warn(
          "parked",
          `${parked} parked, ${unconfirmed} not confirmed by Dintero`,
          "Open /callbacks, see what each failed with, and process it again.",
        );
  return [backlog, stuck];
}

async function reconciliation(
  db: Database,
  { accountId, now, syncIntervalSeconds }: WorkOptions,
): Promise<Finding> {
  const check = "reconciliation";
  const state = await readCheckState(db, accountId, now);
  const age = now - Date.parse(state.lastFinishedAt ?? "");
  const says = `last run ${minutes(age)} ago, complete to ${state.completeTo ?? "nothing yet"}, ${state.found24h} found by check in 24 h`;
  switch (reconciliationState(state, syncIntervalSeconds ?? USUAL_INTERVAL, now)) {
    case "off":
      return warn(check, "off", `Set SYNC_INTERVAL_SECONDS; ${USUAL_INTERVAL} is the default.`);
    case "never":
      return warn(check, "never finished a run", "It runs within a running Kontor, at once after its start.");
    case "failed":
      return warn(
        check,
        `${says}; it failed with ${state.lastError}`,
        "It is tried again; see the Dintero lines above.",
      );
    case "unreadable":
      return warn(
        check,
        `${says}; ${state.unreadable} documents cannot be read`,
        "They are tried again; report their form.",
      );
    case "overdue":
      return warn(check, says, "Is Kontor running?");
    case "right":
      return ok(check, says);
  }
}

async function captures(db: Database, { accountId }: WorkOptions): Promise<Finding> {
  const check = "captures by day";
  const [last] = await listGapChecks(db, accountId, 1);
  if (last === undefined) return ok(check, "no day was compared with Dintero yet");
  const says = `${last.day}: Dintero has ${last.atDintero}, we hold ${last.held}`;
  return last.missing.length === 0
    ? ok(check, says)
    : warn(
        check,
        `${says}, ${last.missing.length} missing`,
        "Reconciliation fetches them; look again in an hour.",
      );
}

async function people(db: Database, { accountId }: WorkOptions): Promise<Finding> {
  const users = (await listUsers(db, accountId)).filter(({ disabledAt }) => disabledAt === undefined);
  const admins = users.filter(({ role }) => role === "admin");
  const says = `${users.length} may sign in, ${admins.length} of them as admin`;
  return admins.length > 0
    ? ok("users", says)
    : warn("users", says, "npm run users -- add EMAIL --role admin");
}

async function figures(db: Database, { accountId, now, isEveryOrder }: WorkOptions): Promise<Finding> {
  const check = "recount";
  const { checked, wrong } = await recountOrders({ db, accountId, now }, isEveryOrder ? undefined : SAMPLE);
  const isPart = !isEveryOrder && checked === SAMPLE;
  if (wrong.length === 0)
    return ok(
      check,
      `${checked} orders equal their documents${isPart ? " (a sample; --all counts every one)" : ""}`,
    );
  const named = wrong
    .slice(0, MOST_NAMED)
    .map(({ orderKey, fields }) => `${orderKey} (${fields.join(", ")})`);
  return fail(
    check,
    `${wrong.length} of ${checked} orders differ from their documents: ${named.join("; ")}`,
    "Look one up and refresh it: that counts it anew. Report it; this must not happen.",
  );
}

function minutes(ms: number): string {
  return ms < 2 * MINUTE_MS ? `${Math.max(0, Math.round(ms / 1000))} s` : `${Math.round(ms / MINUTE_MS)} min`;
}
