import "server-only";
import {
  listNewestCallbackUrls,
  MOST_COUNTED,
  readHourlyRate,
  readIntakeFigures,
  readQuietSamples,
} from "@/lib/db/intake-health";
import { listMatchesOfRefusals } from "@/lib/db/log-detail";
import { readCheckState } from "@/lib/db/sync-cursors";
import { callbackAddress } from "@/lib/domain/callback-address";
import { missingFlags } from "@/lib/domain/callback-flags";
import type { IntakeHealth } from "@/lib/domain/delivery-log";
import { usualGap } from "@/lib/domain/intake-silence";
import { PUBLISHED_ADDRESSES } from "@/lib/domain/published-addresses";
import { type Runtime, runtime } from "@/lib/runtime";
import { requireMay } from "./log";
import type { Viewer } from "./viewer";

/** So long one reading serves everybody: the strip stands on several pages, and on each it asks again by itself. */
const FRESH_MS = 3_000;
const SESSIONS_LOOKED_AT = 10;
/** Of so many refusals from Dintero's own addresses in ten minutes an alarm is made (F6). */
const ALARMING_REFUSALS = 5;

const readings = new WeakMap<
  Runtime["db"],
  { readonly at: number; readonly health: Promise<IntakeHealth> }
>();

/**
 * How the intake stands. A few bounded reads, at most every three seconds in one process, whatever the tables hold.
 * @throws AppError "forbidden", "storage-unavailable"
 */
export async function readIntakeHealth(viewer: Viewer): Promise<IntakeHealth> {
  requireMay(viewer, "callbacks.read");
  const { db, now } = runtime();
  const held = readings.get(db);
  if (held !== undefined && Math.abs(now() - held.at) < FRESH_MS) return await held.health;
  const health = readHealth(runtime());
  readings.set(db, { at: now(), health });
  // A failure is told to who asked; the next one asks anew.
  health.catch(() => readings.delete(db));
  return await health;
}

async function readHealth({ db, env, now }: Runtime): Promise<IntakeHealth> {
  const at = now();
  const { accountId } = env;
  const [figures, rate, samples, matches, callbackUrls, check] = await Promise.all([
    readIntakeFigures(db, accountId, at, PUBLISHED_ADDRESSES),
    readHourlyRate(db, accountId, at),
    readQuietSamples(db, accountId, at),
    listMatchesOfRefusals(db, accountId, at),
    listNewestCallbackUrls(db, accountId, SESSIONS_LOOKED_AT),
    readCheckState(db, accountId, at),
  ]);
  const { lastReceivedAt, applied, refused, late, duplicates, refusedFromPublished } = figures;
  const usual = usualGap(samples);
  const quietSeconds = lastReceivedAt === undefined ? 0 : (at - Date.parse(lastReceivedAt)) / 1000;
  return {
    hasEverReceived: lastReceivedAt !== undefined,
    lastReceivedAt,
    usualGapSeconds: usual?.medianSeconds,
    isSilent: usual !== undefined && quietSeconds > usual.silentAfterSeconds,
    last24h: {
      received: rate.reduce((sum, count) => sum + count, 0),
      ...{ applied, refused, late, duplicates },
      isAtLeast: [...rate, applied, refused, late].some((count) => count >= MOST_COUNTED),
    },
    waiting: figures.waiting,
    oldestWaitingAt: figures.oldestWaitingAt,
    parked: figures.parked,
    unconfirmed: figures.unconfirmed,
    refusedInTenMinutes: refusedFromPublished,
    isRefusingDintero: refusedFromPublished >= ALARMING_REFUSALS,
    likelyCause: mostFrequent(matches),
    check,
    flagWarnings: flagWarnings(callbackUrls, env.appUrl),
    callbackUrl: callbackAddress(env.appUrl),
    rate,
  };
}

type Match = NonNullable<IntakeHealth["likelyCause"]>;

/** The cause that at least half of the newest refusals share. */
function mostFrequent(matches: readonly (Match | undefined)[]): Match | undefined {
  const counts = new Map<string, { readonly match: Match; count: number }>();
  for (const match of matches) {
    if (match === undefined) continue;
    const key = `${match.difference} ${match.value}`;
    const seen = counts.get(key) ?? { match, count: 0 };
    seen.count += 1;
    counts.set(key, seen);
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first !== undefined && first.count * 2 >= matches.length ? first.match : undefined;
}

function flagWarnings(callbackUrls: readonly string[], appUrl: string): IntakeHealth["flagWarnings"] {
  const { host } = new URL(appUrl);
  const isElsewhere = (url: string) => URL.canParse(url) && new URL(url).host !== host;
  return {
    ...missingFlags(callbackUrls),
    sessions: callbackUrls.length,
    elsewhere: callbackUrls.filter(isElsewhere).length,
  };
}
