import type { DeliverRequest } from "../courier/deliver-on-demand";
import type { DeliveryRecord } from "../courier/delivery-record";
import type { NotableOrder } from "../notable";
import type { OrderRecord } from "../order-record";
import type { SettlementBook } from "../settlements/settlement-book";
import type { FaultPlan } from "./fault";
import type { RequestLog } from "./request-log";
import type { TokenDesk } from "./token-desk";

/** What a test may do to a running sandbox; the same over HTTP at `/_sandbox/*`. */
export interface Control {
  readonly accountId: string;
  /** How many orders were made besides the held and the notable ones. */
  readonly orders: number;
  readonly notable: readonly NotableOrder[];
  readonly faults: FaultPlan;
  readonly requests: RequestLog;
  readonly tokens: TokenDesk;
  readonly settlements: SettlementBook;
  /** Adds an order, or replaces the one with the same session (or transaction) id. */
  put(record: OrderRecord): void;
  /** Delivers at once; see `deliverOnDemand`. */
  deliver(request: DeliverRequest): Promise<DeliveryRecord[]>;
  readonly deliveries: DeliveryLog;
  readonly arrivals: ArrivalsControl;
}

export interface DeliveryLog {
  /** The latest 1,000, oldest first; each goes on being written while it has tries to come. */
  list(): readonly DeliveryRecord[];
  /** Forgets them; what is under way goes on. */
  clear(): void;
}

export interface ArrivalsControl {
  readonly isRunning: boolean;
  /** From now on an order comes or changes about every `everyMs`, and its callbacks are sent. */
  start(everyMs: number): void;
  /** No more orders, and no more callbacks of those that came. */
  stop(): void;
}
