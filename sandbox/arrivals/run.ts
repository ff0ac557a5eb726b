import { Dice } from "../shop/dice";
import type { IdBook } from "../shop/ids";
import { makeOrder } from "../shop/order";
import { scenarioOf } from "./deck";
import { type Story, tellStory } from "./story";

/** A time in which orders arrive. */
export interface Run {
  /** Not that of another run of the account; whole seconds since 1970, about when it began. */
  readonly key: number;
  /** When its first order is placed, in ms. */
  readonly from: number;
  /** How far one change that is told is from the next, on average, in ms. */
  readonly everyMs: number;
  /** When it ended, in ms; undefined while it lasts. What had arrived goes on by itself. */
  readonly until?: number | undefined;
}

export interface RunSetting {
  readonly accountId: string;
  readonly clientId: string;
  readonly seed: string;
  readonly ids: IdBook;
}

/** Changes of an order that Kontor is told of, on average: paid, captured, some more, some none. */
const CHANGES = 2;
/** The pace at which stories are told as they are written. */
export const NATURAL_MS = 15_000;
const DAY = 86_400_000;
/** The longest that an order's real life takes: days to ship, days to be returned. */
const LIFE_MS = 19 * DAY;
export const ORDERS_IN_A_RUN = 65_536;

const HOME = "https://nordlys.example.com/api/dintero/callback";
const REPORTS = "report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID";
const CALLBACK_URLS = [
  [`${HOME}?method=POST&${REPORTS}`, 14],
  [`${HOME}?method=POST&includes=session&${REPORTS}`, 4],
  [`${HOME}?method=POST&delay_callback=20&sid_parameter_name=sid&${REPORTS}`, 2],
  // A till that was set up long ago.
  [HOME, 1],
] as const;

/** How many of its orders have been placed at `now`. */
export function countAt(run: Run, seed: string, now: number): number {
  const time = Math.min(now, run.until ?? Number.POSITIVE_INFINITY);
  if (time < run.from) return 0;
  let count = Math.floor((time - run.from) / gapOf(run));
  while (count < ORDERS_IN_A_RUN && placedAt(run, seed, count) <= time) count += 1;
  return Math.min(count, ORDERS_IN_A_RUN);
}

function gapOf({ everyMs }: Run): number {
  return everyMs * CHANGES;
}

/** So many orders come close together at the start: who watches sees something at once. */
const HEAD = 8;
const HEAD_GAP = 0.2;

/** When order `number` is placed, in ms: the first at once, each after the one before, at no regular pace. */
export function placedAt(run: Run, seed: string, number: number): number {
  const gaps =
    number < HEAD
      ? number * HEAD_GAP
      : number - HEAD + 1 + 0.7 * new Dice(seed, "placed", run.key, number).next();
  return Math.floor(run.from + gapOf(run) * gaps);
}

/** Order `number` of `run`, always the same. */
export function storyOf(run: Run, number: number, setting: RunSetting): Story {
  const { accountId, clientId, seed, ids } = setting;
  const at = placedAt(run, seed, number);
  const records = makeOrder({
    key: [seed, "arrival", run.key, number],
    scenario: scenarioOf([seed, run.key], number),
    accountId,
    clientId,
    reference: referenceAt(at, run, number),
    placedAt: at,
    now: at + LIFE_MS,
    callbackUrls: CALLBACK_URLS,
    idOf: (kind, attempt) => ids.idOf(kind, indexOf(run, number), attempt),
  });
  return tellStory(records, at, run.everyMs / NATURAL_MS);
}

/** By its day and second: NL-261120-120435; with its number where more than one could have the same. */
function referenceAt(at: number, run: Run, number: number): string {
  const [, year, month, day, hour, minute, second] =
    /^..(..)-(..)-(..)T(..):(..):(..)/.exec(new Date(at).toISOString()) ?? [];
  const suffix = gapOf(run) * 0.3 > 1_000 ? "" : `-${number}`;
  return `NL-${year}${month}${day}-${hour}${minute}${second}${suffix}`;
}

function indexOf(run: Run, number: number): number {
  return run.key * ORDERS_IN_A_RUN + number;
}

/** Which order of which run an index of the id book stands for. */
export function readIndex(index: number): { key: number; number: number } {
  return { key: Math.floor(index / ORDERS_IN_A_RUN), number: index % ORDERS_IN_A_RUN };
}
