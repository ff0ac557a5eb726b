import type { DeliveryLogRow } from "@/lib/domain/delivery-log";

/** One page of `GET /api/callbacks`, newest first. */
export interface CallbacksAnswer {
  readonly callbacks: readonly DeliveryLogRow[];
  /** As `before`: the page of what is older; absent at the end. */
  readonly next_cursor?: string | undefined;
  /** As `after`: what has come since; absent when there is nothing at all. */
  readonly previous_cursor?: string | undefined;
}
