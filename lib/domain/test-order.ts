import type { OrderItem } from "./items";
import { minorUnits } from "./minor-units";
import type { Session, SessionEvent, SessionOrder } from "./session";
import type { Transaction, TransactionEvent } from "./transaction";

/** Orders for tests: small, whole, and right until a test says otherwise. */

export function sampleTransaction(change: Partial<Transaction> = {}): Transaction {
  return {
    id: "T12345678.transaction",
    sessionId: "T12345678.session",
    paymentProduct: "dintero_psp",
    paymentProductType: "dintero_psp.creditcard",
    amount: minorUnits(10_000),
    currency: "NOK",
    status: undefined,
    events: [],
    items: [],
    giftCards: [],
    checkboxes: [],
    url: {},
    metadata: {},
    ...change,
  };
}

/** A successful event at `minute` minutes past noon. */
export function sampleEvent(
  event: string,
  minute: number,
  change: Partial<TransactionEvent> = {},
): TransactionEvent {
  return {
    event,
    createdAt: sampleInstant(minute),
    success: true,
    requestId: `${event}-${minute}`,
    items: [],
    splits: [],
    giftCards: [],
    metadata: {},
    ...change,
  };
}

export function sampleSession(change: Partial<Session> = {}, order: Partial<SessionOrder> = {}): Session {
  return {
    id: "T12345678.session",
    url: {},
    configuration: {},
    checkboxes: [],
    events: [],
    metadata: {},
    ...change,
    order: {
      amount: minorUnits(10_000),
      currency: "NOK",
      merchantReference: "10023",
      partialPayment: false,
      items: [],
      discountLines: [],
      discountCodes: [],
      giftCards: [],
      ...order,
    },
  };
}

export function sampleSessionEvent(
  name: string,
  minute: number,
  details: SessionEvent["details"] = {},
): SessionEvent {
  return { name, createdAt: sampleInstant(minute), details };
}

export function sampleItem(lineId: string, amount: number, change: Partial<OrderItem> = {}): OrderItem {
  return {
    lineId,
    amount: minorUnits(amount),
    quantity: 1,
    groups: [],
    discountLines: [],
    splits: [],
    ...change,
  };
}

export function sampleInstant(minute: number): string {
  return new Date(Date.UTC(2026, 4, 12, 12, minute)).toISOString();
}
