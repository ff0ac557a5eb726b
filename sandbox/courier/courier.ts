import type { Clock } from "../clock";
import { call, type RunningCall } from "./call";
import type { Channel, DeliveryRecord, DeliveryState, Try } from "./delivery-record";

/** Something to be delivered. */
export interface Parcel
  extends Pick<
    DeliveryRecord,
    "eventDelivery" | "channel" | "sessionId" | "transactionId" | "event" | "eventId" | "error" | "method"
  > {
  /** As the receiver goes by. */
  readonly url: URL;
  readonly connectTo: URL;
  readonly body?: string | undefined;
  /** The headers of a try at `now` (ms): a signature has its own time. */
  readonly headersAt: (now: number) => Readonly<Record<string, string>>;
}

/** When Dintero tries again. Its pauses are not documented: ours double from 5 s up to an hour. */
const RULES = {
  /** 20 tries of 10 s; any 4xx is final (API.md 6). A redirect is not documented: not followed, tried again. */
  callback: { tries: 20, limitMs: 10_000, isFinal: (status: number) => status >= 400 && status < 500 },
  /** 5 tries; only 2xx counts (API.md 8). */
  webhook: { tries: 5, limitMs: 60_000, isFinal: () => false },
} as const satisfies Record<Channel, unknown>;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** How long after try `number` (from 1) the next one is made, in ms. */
export function pauseAfter(number: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (number - 1), LONGEST_PAUSE_MS);
}

/** How many lines of the log are kept, and how many deliveries may wait: the oldest go first. */
const KEPT = 1_000;

type Entry = { -readonly [K in keyof DeliveryRecord]: DeliveryRecord[K] } & { tries: Try[] };

interface Waiting {
  readonly entry: Entry;
  cancel: () => void;
  readonly tried: () => void;
}

/** Carries parcels to their receivers, as often as Dintero would, and keeps the log. */
export class Courier {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  #log: Entry[] = [];
  #count = 0;
  #isStopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The latest deliveries, oldest first. */
  list(): readonly DeliveryRecord[] {
    return this.#log.slice(-KEPT);
  }

  clear(): void {
    this.#log = [];
  }

  /** Notes a delivery that is never made. */
  lose(parcel: Parcel): DeliveryRecord {
    return this.#note(parcel, "lost");
  }

  /** Makes a delivery; resolves with its record after its first try, at once where that is `delayMs` away. The record lives on. */
  async send(parcel: Parcel, delayMs = 0): Promise<DeliveryRecord> {
    const entry = this.#note(parcel, this.#isStopped ? "dropped" : "waiting");
    if (this.#isStopped) return entry;
    await new Promise<void>((tried) => {
      const waiting: Waiting = { entry, cancel: () => {}, tried };
      this.#waiting.add(waiting);
      for (const oldest of this.#waiting) {
        if (this.#waiting.size <= KEPT) break;
        this.#drop(oldest);
      }
      if (delayMs > 0) {
        this.#wait(parcel, waiting, delayMs);
        tried();
      } else this.#try(parcel, waiting);
    });
    return entry;
  }

  /** Ends every delivery under way. */
  stop(): void {
    this.#isStopped = true;
    for (const waiting of this.#waiting) this.#drop(waiting);
  }

  #note(parcel: Parcel, state: DeliveryState): Entry {
    this.#count += 1;
    const { url, connectTo: _, headersAt: __, body: ___, ...told } = parcel;
    const entry: Entry = { number: this.#count, ...told, url: url.href, state, tries: [] };
    this.#log.push(entry);
    if (this.#log.length > 2 * KEPT) this.#log = this.#log.slice(-KEPT);
    return entry;
  }

  #drop(waiting: Waiting): void {
    waiting.cancel();
    this.#end(waiting, "dropped");
  }

  #end(waiting: Waiting, state: DeliveryState): void {
    if (!this.#waiting.delete(waiting)) return;
    waiting.entry.state = state;
    waiting.tried();
  }

  #wait(parcel: Parcel, waiting: Waiting, ms: number): void {
    waiting.entry.nextTryAt = new Date(this.#clock.now() + ms).toISOString();
    waiting.cancel = this.#clock.after(ms, () => this.#try(parcel, waiting));
  }

  #try(parcel: Parcel, waiting: Waiting): void {
    const { method, url, connectTo, body, channel } = parcel;
    const now = this.#clock.now();
    const { limitMs } = RULES[channel];
    const headers = parcel.headersAt(now);
    const running: RunningCall = call({ method, url, connectTo, body, headers, limitMs }, this.#clock);
    waiting.cancel = running.cancel;
    waiting.entry.nextTryAt = undefined;
    void running.outcome.then((outcome) => {
      if (!this.#waiting.has(waiting)) return;
      waiting.entry.tries.push({ at: new Date(now).toISOString(), ...outcome });
      this.#decide(parcel, waiting, outcome.status);
    });
  }

  #decide(parcel: Parcel, waiting: Waiting, status: number | undefined): void {
    const { tries, isFinal } = RULES[parcel.channel];
    const made = waiting.entry.tries.length;
    if (status !== undefined && status >= 200 && status < 300) this.#end(waiting, "delivered");
    else if (status !== undefined && isFinal(status)) this.#end(waiting, "refused");
    else if (made >= tries) this.#end(waiting, "given-up");
    else {
      this.#wait(parcel, waiting, pauseAfter(made));
      waiting.tried();
    }
  }
}
