export type Channel = "callback" | "webhook";

/** One try, and what came of it: a status, or why there was none. */
export interface Try {
  /** ISO instant. */
  readonly at: string;
  readonly status?: number | undefined;
  readonly failure?: "timeout" | "connection" | undefined;
}

/**
 * `waiting`: there is a try to come or under way. `delivered`: answered 2xx. `refused`: answered 4xx, which ends a
 * callback. `given-up`: no try is left. `lost`: never sent, on purpose. `dropped`: the sandbox stopped, or too many waited.
 */
export type DeliveryState = "waiting" | "delivered" | "refused" | "given-up" | "lost" | "dropped";

/** One line of the delivery log. */
export interface DeliveryRecord {
  /** Counts up from 1. */
  readonly number: number;
  /** What the `event-delivery` header says, at every try. */
  readonly eventDelivery: string;
  readonly channel: Channel;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  readonly error?: string | undefined;
  readonly method: "GET" | "POST";
  /** As signed. */
  readonly url: string;
  readonly state: DeliveryState;
  readonly tries: readonly Try[];
  /** ISO instant of the next try. */
  readonly nextTryAt?: string | undefined;
}
