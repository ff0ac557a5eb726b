import type { ModelOrder, Move } from "./test-capture-history";

/** For tests: what the rollup must hold, told plainly from the model's moves, without any of the product's code. */

/** captured, captures, refunded, refunds, authorized, authorizations, collected */
type Row = [number, number, number, number, number, number, number];

/** Rows by "grain currency dimension start value", those of nothing left out. */
export function recount(
  orders: readonly { readonly order: ModelOrder; readonly count: number }[],
  timeZone: string,
): Readonly<Record<string, Row>> {
  const rows: Record<string, Row> = {};
  for (const { order, count } of orders) recountOrder(rows, order, order.moves.slice(0, count), timeZone);
  return Object.fromEntries(Object.entries(rows).filter(([, row]) => row.some((value) => value !== 0)));
}

function recountOrder(
  rows: Record<string, Row>,
  order: ModelOrder,
  moves: readonly Move[],
  timeZone: string,
): void {
  const add = (at: number, dimensions: Readonly<Record<string, string>>, change: Partial<Row>) => {
    for (const [dimension, value] of Object.entries(dimensions)) {
      for (const grain of dimension === "days_to_capture" ? ["day"] : ["day", "hour"]) {
        const start = new Date(grain === "day" ? dayOf(at, timeZone) : hourOf(at, timeZone)).toISOString();
        const name = [grain, order.currency, dimension, start, value].join(" ");
        const row = rows[name] ?? [0, 0, 0, 0, 0, 0, 0];
        rows[name] = row;
        for (const index of row.keys()) row[index] = (row[index] ?? 0) + (change[index] ?? 0);
      }
    }
  };
  const own = { all: "", method: order.method, brand: order.brand ?? "", store: order.store ?? "" };
  const effects = effectsOf(moves);
  const authorizedAt = moves.find(({ kind }) => kind === "authorize")?.at ?? effects[0]?.at;
  if (authorizedAt === undefined) return;
  const captured = effects.reduce((sum, effect) => sum + (effect.isRefund ? 0 : effect.amount), 0);
  const isReserved = moves.some(({ kind }) => RESERVING.includes(kind));
  add(authorizedAt, own, [0, 0, 0, 0, isReserved ? order.amount : 0, isReserved ? 1 : 0, captured]);
  for (const { at, amount, isRefund, isCounted, shares } of effects) {
    const change = (of: number, events: number): Row =>
      isRefund ? [0, 0, of, events, 0, 0, 0] : [of, events, 0, 0, 0, 0, 0];
    add(at, own, change(amount, isCounted ? 1 : 0));
    for (const { seller, amount: share } of shares)
      add(at, { payout_destination: seller }, change(share, isCounted ? 1 : 0));
    if (isRefund) continue;
    const days = Math.round((dayOf(at, timeZone) - dayOf(authorizedAt, timeZone)) / 86_400_000);
    add(at, { days_to_capture: String(Math.max(0, days)) }, change(amount, isCounted ? 1 : 0));
  }
}

const RESERVING: readonly Move["kind"][] = ["authorize", "capture", "repaired-capture", "refund"];

interface Effect {
  readonly at: number;
  readonly amount: number;
  readonly isRefund: boolean;
  /** A capture or a refund; a correction is none. */
  readonly isCounted: boolean;
  readonly shares: readonly { readonly seller: string; readonly amount: number }[];
}

function effectsOf(moves: readonly Move[]): readonly Effect[] {
  const effects: Effect[] = [];
  // Of what was never reserved, nothing can be left to capture: a correction says nothing there.
  const isReserved = moves.some(({ kind }) => RESERVING.includes(kind));
  let captured = 0;
  for (const { kind, at, amount, shares } of moves) {
    if (kind === "correction" && isReserved) {
      const by = amount - captured;
      captured = amount;
      const own = { at, amount: by, isRefund: false, isCounted: false };
      if (by !== 0) effects.push({ ...own, shares: [{ seller: "", amount: by }] });
    }
    if (kind !== "capture" && kind !== "repaired-capture" && kind !== "refund") continue;
    if (kind !== "refund") captured += amount;
    const rest = amount - shares.reduce((sum, share) => sum + share.amount, 0);
    const all = rest === 0 ? shares : [...shares, { seller: "", amount: rest }];
    effects.push({ at, amount, isRefund: kind === "refund", isCounted: true, shares: all });
  }
  return effects;
}

const QUARTER_MS = 900_000;

/** Walks back by quarters of an hour as long as the clock shows the same hour: no clock here moves within one. */
function hourOf(at: number, timeZone: string): number {
  return walkBack(at, timeZone, { day: "numeric", hour: "numeric", timeZoneName: "longOffset" });
}

function dayOf(at: number, timeZone: string): number {
  return walkBack(at, timeZone, { year: "numeric", month: "numeric", day: "numeric" });
}

const known = new Map<string, number>();

function walkBack(at: number, timeZone: string, shown: Intl.DateTimeFormatOptions): number {
  const first = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  const name = [first, timeZone, ...Object.keys(shown)].join(" ");
  const held = known.get(name);
  if (held !== undefined) return held;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, ...shown });
  const label = clock.format(first);
  let start = first;
  while (clock.format(start - QUARTER_MS) === label) start -= QUARTER_MS;
  known.set(name, start);
  return start;
}
