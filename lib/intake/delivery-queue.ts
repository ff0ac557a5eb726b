import type { NewDelivery, StoredAs } from "@/lib/db/deliveries";
import { AppError } from "@/lib/errors";

export interface DeliveryQueueOptions {
  /** Stores a batch in one statement; every id at most once in it. */
  readonly storeBatch: (batch: readonly NewDelivery[]) => Promise<readonly StoredAs[]>;
  readonly maxBatch: number;
  /** Deliveries waiting at most; one more is shed. */
  readonly maxWaiting: number;
  /** A delivery that waited longer, in milliseconds, is shed rather than stored late: its sender may have given up. */
  readonly maxWaitMs: number;
  /** Monotonic milliseconds. */
  readonly monotonicNow: () => number;
}

interface Waiting {
  readonly delivery: NewDelivery;
  readonly since: number;
  readonly resolve: (storedAs: StoredAs) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One writer that takes whatever arrived meanwhile into one statement (STORE, "Writing"): under load a commit serves
 * many callers, without load nobody waits for company.
 */
export class DeliveryQueue {
  readonly #options: DeliveryQueueOptions;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(options: DeliveryQueueOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the delivery is committed.
   * @throws AppError "overloaded" when the store cannot keep up (F28), "storage-unavailable" when it cannot serve
   */
  store(delivery: NewDelivery): Promise<StoredAs> {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(new AppError("overloaded", "too many deliveries are waiting"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, since: this.#options.monotonicNow(), resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      if (batch.length > 0) await this.#storeBatch(batch);
    }
    this.#isWriting = false;
  }

  /** The oldest that have not waited too long, each id once: a second copy waits for the next batch, where it is a repeat. */
  #takeBatch(): readonly Waiting[] {
    const batch = new Map<string, Waiting>();
    const left: Waiting[] = [];
    const oldest = this.#options.monotonicNow() - this.#options.maxWaitMs;
    for (const waiting of this.#waiting) {
      if (waiting.since < oldest) {
        waiting.reject(new AppError("overloaded", "the delivery waited too long for the store"));
      } else if (batch.size >= this.#options.maxBatch || batch.has(waiting.delivery.deliveryId)) {
        left.push(waiting);
      } else {
        batch.set(waiting.delivery.deliveryId, waiting);
      }
    }
    this.#waiting = left;
    return [...batch.values()];
  }

  async #storeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const storedAs = await this.#options.storeBatch(batch.map(({ delivery }) => delivery));
      batch.forEach(({ resolve }, at) => {
        resolve(storedAs[at] ?? "repeat");
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
