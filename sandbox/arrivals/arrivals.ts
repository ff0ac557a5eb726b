import type { Clock } from "../clock";
import type { Courier } from "../courier/courier";
import { addressOf, callbackParcel, type Sender, webhookParcel } from "../courier/parcels";
import { textAt } from "../json";
import type { ArrivalsShelf } from "./arrivals-shelf";
import { type PlannedDelivery, planDeliveries } from "./delivery-plan";
import { NATURAL_MS, ORDERS_IN_A_RUN, placedAt, type Run } from "./run";

export interface ArrivalsDeps {
  readonly shelf: ArrivalsShelf;
  readonly courier: Courier;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly seed: string;
  /** Called with all runs whenever one begins, lasts a while longer or ends. */
  readonly onRuns?: ((runs: readonly Run[]) => void) | undefined;
}

interface Due extends PlannedDelivery {
  readonly number: number;
}

/** Runs that are remembered: enough for the history of a demo. */
const RUNS = 50;
/** The first orders are on their way to the till already, in changes: a visit takes a while. */
const LEAD = 4;
const HEARTBEAT_MS = 30_000;
/** What fell due longer ago than this, while the machine slept, is not sent any more. */
const STALE_MS = 600_000;

/** Lets orders arrive and go their way on `shelf`, and sends the callbacks of each change. */
export class Arrivals {
  readonly #deps: ArrivalsDeps;
  #run: Run | undefined;
  /** The first order whose callbacks are not planned yet. */
  #next = 0;
  #due: Due[] = [];
  #cancels: (() => void)[] = [];

  constructor(deps: ArrivalsDeps) {
    this.#deps = deps;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  /** From now on an order changes about every `everyMs`. Whatever ran before has ended. */
  start(everyMs: number): void {
    this.stop();
    const { shelf, clock, courier, sender } = this.#deps;
    const now = clock.now();
    const key = Math.max(Math.floor(now / 1000), (shelf.runs.at(-1)?.key ?? 0) + 1);
    this.#run = { key, from: now - LEAD * everyMs, everyMs };
    this.#next = 0;
    this.#due = [];
    this.#remember([...shelf.runs, this.#run].slice(-RUNS));
    // Dintero pings a subscription when it is made (API.md 8).
    const ping = webhookParcel("ping", undefined, undefined, sender);
    if (ping !== undefined) void courier.send(ping);
    this.#beat();
    this.#wake();
  }

  /** No order arrives any more, and no callback of an arrived one is sent. */
  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    const run = this.#run;
    if (run === undefined) return;
    this.#run = undefined;
    const { shelf, clock } = this.#deps;
    const until = clock.now();
    this.#remember(shelf.runs.map((one) => (one === run ? { ...run, until } : one)));
  }

  #remember(runs: readonly Run[]): void {
    this.#deps.shelf.runs = runs;
    this.#deps.onRuns?.(runs);
  }

  /** So that a sandbox that is killed remembers how far it came. */
  #beat(): void {
    const { clock, shelf, onRuns } = this.#deps;
    if (onRuns === undefined) return;
    this.#cancels[1] = clock.after(HEARTBEAT_MS, () => {
      onRuns(shelf.runs);
      this.#beat();
    });
  }

  /** Sends what is due, then waits for what is next. */
  #wake(): void {
    const run = this.#run;
    if (run === undefined) return;
    const { clock, seed } = this.#deps;
    const now = clock.now();
    this.#plan(run, now);
    while ((this.#due[0]?.at ?? Number.POSITIVE_INFINITY) <= now) {
      const due = this.#due.shift();
      if (due !== undefined) this.#send(run, due, now);
    }
    const nextOrder =
      this.#next < ORDERS_IN_A_RUN ? placedAt(run, seed, this.#next) : Number.POSITIVE_INFINITY;
    const next = Math.min(nextOrder, this.#due[0]?.at ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(next)) this.#cancels[0] = clock.after(next - now, () => this.#wake());
  }

  #plan(run: Run, now: number): void {
    const { shelf, seed } = this.#deps;
    for (; this.#next < shelf.count(run); this.#next += 1) {
      const number = this.#next;
      const story = shelf.story(run, number);
      const planned = planDeliveries(story, [seed, run.key, number], run.everyMs / NATURAL_MS);
      this.#due.push(...planned.filter(({ at }) => at > now - STALE_MS).map((one) => ({ ...one, number })));
    }
    this.#due.sort((one, other) => one.at - other.at);
  }

  #send(run: Run, { number, sessionId, notice, times }: Due, now: number): void {
    const { shelf, courier, sender } = this.#deps;
    const records = shelf.story(run, number).at(now);
    const record = records.find(({ session }) => textAt(session, "id") === sessionId);
    const address = record && addressOf(record, sender);
    if (record === undefined || address === undefined) return;
    const parcel = callbackParcel(record, notice, address, sender);
    if (times === 0) courier.lose(parcel);
    for (let time = 0; time < times; time += 1) void courier.send(parcel);
  }
}
