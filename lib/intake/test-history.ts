import type { JsonObject } from "@/lib/domain/json";
import { transactionDocument } from "./test-dintero";

/** A stream of numbers from 0 to 1 that one seed always gives (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One thing that happens; the order of a history's steps is the order in which they do. */
export type Step =
  /** Dintero's own state of an order moves on by one event. */
  | { readonly kind: "happens"; readonly order: number }
  /** Dintero tells of the order's `event`th event, truly or not; `copies` of the same signature. */
  | {
      readonly kind: "told";
      readonly order: number;
      readonly event: number;
      readonly copies: number;
      readonly lie: "none" | "amount" | "not-json" | "no-body";
    }
  /** The API answers as if the last event of the order had not happened, or stops doing so. */
  | { readonly kind: "lag"; readonly order: number; readonly isBehind: boolean }
  | { readonly kind: "outage"; readonly isDown: boolean }
  /** The worker takes what is due and is killed after `statements` more statements of its. */
  | { readonly kind: "work"; readonly statements: number }
  | { readonly kind: "pass"; readonly seconds: number };

export interface History {
  readonly orders: readonly (readonly (readonly [event: string, amount: number])[])[];
  readonly steps: readonly Step[];
}

const LIVES: readonly [readonly string[], ...(readonly string[])[]] = [
  ["AUTHORIZE"],
  ["AUTHORIZE", "CAPTURE"],
  ["AUTHORIZE", "CAPTURE", "REFUND"],
  ["INITIALIZE", "AUTHORIZE", "CAPTURE", "CAPTURE", "REFUND", "REFUND"],
  ["AUTHORIZE", "VOID"],
];

/** What goes wrong and in which order, all of it by `seed`. */
export function historyOf(seed: number): History {
  const random = randomOf(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0];
  const orders = Array.from({ length: 1 + below(2) }, () =>
    pick(LIVES).map((event) => [event, amountOf(event)] as const),
  );
  const reached = orders.map(() => 0);
  const steps: Step[] = [];
  for (let left = 10 + below(15); left > 0; left -= 1) {
    const order = below(orders.length);
    const happened = reached[order] ?? 0;
    const length = orders[order]?.length ?? 0;
    const chance = random();
    if (chance < 0.25 && happened < length) {
      reached[order] = happened + 1;
      steps.push({ kind: "happens", order });
    } else if (chance < 0.55 && happened > 0) {
      const lie = pick(["none", "none", "no-body", "amount", "not-json"] as const);
      steps.push({ kind: "told", order, event: 1 + below(happened), copies: 1 + below(3), lie });
    } else if (chance < 0.63) steps.push({ kind: "lag", order, isBehind: random() < 0.5 });
    else if (chance < 0.7) steps.push({ kind: "outage", isDown: random() < 0.5 });
    else if (chance < 0.9) steps.push({ kind: "work", statements: random() < 0.5 ? 1_000 : below(12) });
    else steps.push({ kind: "pass", seconds: below(90) });
  }
  // Each order that lived at all is told of in the end, as Dintero does.
  reached.forEach((event, order) => {
    if (event > 0) steps.push({ kind: "told", order, event, copies: 1, lie: "none" });
  });
  // The last work on them is cut short too, at any statement: no later delivery makes up for it.
  for (let kills = below(4); kills > 0; kills -= 1) {
    steps.push({ kind: "work", statements: 1 + below(24) }, { kind: "pass", seconds: 31 });
  }
  return { orders, steps };
}

function amountOf(event: string): number {
  if (event === "CAPTURE") return 30_000;
  return event === "REFUND" ? 10_000 : 72_200;
}

/** The transaction as it stands after its first `count` events. */
export function transactionAfter(
  id: string,
  life: History["orders"][number],
  count: number,
  sessionId: string,
): JsonObject {
  const events = life.slice(0, count);
  const last = events.at(-1)?.[0] ?? "INITIALIZE";
  return transactionDocument(id, STATUS_BY_EVENT[last] ?? "INITIATED", events, { session_id: sessionId });
}

const STATUS_BY_EVENT: Readonly<Record<string, string>> = {
  INITIALIZE: "ON_HOLD",
  AUTHORIZE: "AUTHORIZED",
  CAPTURE: "PARTIALLY_CAPTURED",
  REFUND: "PARTIALLY_CAPTURED_REFUNDED",
  VOID: "AUTHORIZATION_VOIDED",
};
