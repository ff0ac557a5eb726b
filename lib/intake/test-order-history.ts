import fc from "fast-check";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import type { Answers } from "./apply";

export type Changes = Readonly<Record<string, JsonValue>>;

/** One state of one document, as some look-up fetched it. */
interface State {
  readonly kind: "session" | "transaction";
  readonly id: string;
  readonly document: JsonObject;
  readonly fetchedAt: string;
}

const START = Date.parse("2026-05-12T10:00:00.000Z");
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

const TRANSACTION_EVENTS = ["INITIALIZE", "AUTHORIZE", "CAPTURE", "REFUND", "SETTLEMENT", "UNHEARD_OF"];
const SESSION_EVENTS = ["INITIATED", "VISITED", "PAY_FAILED", "AUTHORIZED", "UNHEARD_OF"];

const sessionIds = fc.constantFrom("T12345678.sA", "T12345678.sB");
const transactionIds = fc.constantFrom("T12345678.tA", "T12345678.tB");

/** The states of one session, each with one event more than the one before; it may come to name a transaction. */
const sessionStates = fc
  .record({
    id: sessionIds,
    seconds: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
    names: fc.array(fc.constantFrom(...SESSION_EVENTS), { minLength: 4, maxLength: 4 }),
    transactionId: fc.option(transactionIds, { nil: undefined }),
  })
  .map(({ id, seconds, names, transactionId }) =>
    grow(seconds).map((elapsed, index): State => {
      const isLast = index === seconds.length - 1;
      const events = grow(seconds)
        .slice(0, index + 1)
        .map((second, position) => ({
          id: `${id}-e${position}`,
          name: names[position] ?? "X",
          created_at: at(second),
        }));
      return {
        kind: "session",
        id,
        fetchedAt: at(elapsed + 1),
        document: {
          id,
          url: {},
          configuration: {},
          created_at: at(0),
          updated_at: at(elapsed),
          order: { amount: 1000, currency: "NOK", merchant_reference: `R${index}`, items: [] },
          events,
          ...(isLast && transactionId !== undefined ? { transaction_id: transactionId } : {}),
        },
      };
    }),
  );

const transactionStates = fc
  .record({
    id: transactionIds,
    sessionId: fc.option(sessionIds, { nil: undefined }),
    hasVersion: fc.boolean(),
    seconds: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 5 }),
    names: fc.array(fc.constantFrom(...TRANSACTION_EVENTS), { minLength: 5, maxLength: 5 }),
    splits: fc.array(fc.constantFrom("seller-a", "seller-b"), { maxLength: 3 }),
  })
  .map(({ id, sessionId, hasVersion, seconds, names, splits }) =>
    grow(seconds).map((elapsed, index): State => {
      const events = grow(seconds)
        .slice(0, index + 1)
        .map((second, position) => ({
          id: String(position + 1),
          event: names[position] ?? "X",
          success: position % 3 !== 2,
          amount: 100,
          created_at: at(second),
          splits: splits.map((payout_destination_id) => ({ payout_destination_id, amount: 10 })),
        }));
      return {
        kind: "transaction",
        id,
        fetchedAt: at(elapsed + 1),
        document: {
          id,
          payment_product: "vipps",
          payment_product_type: "vipps",
          amount: 1000,
          currency: "NOK",
          status: index === 0 ? "INITIATED" : "AUTHORIZED",
          created_at: at(0),
          updated_at: at(elapsed),
          events,
          ...(hasVersion ? { version: index + 1 } : {}),
          ...(sessionId === undefined ? {} : { session_id: sessionId }),
        },
      };
    }),
  );

/**
 * For tests: all states that up to two sessions and two transactions went through, linked as they please (to each other,
 * to none, two to one), and the same states again in another order with repetitions.
 */
export const historyArbitrary = fc
  .tuple(
    fc.uniqueArray(sessionStates, { maxLength: 2, selector: (states) => states[0]?.id }),
    fc.uniqueArray(transactionStates, { maxLength: 2, selector: (states) => states[0]?.id }),
  )
  .map(([sessions, transactions]) => [...sessions, ...transactions].flat())
  .chain((states) =>
    fc.record({
      states: fc.constant(states),
      shuffled: fc.tuple(fc.subarray(states), fc.subarray(states)).chain(([twice, thrice]) =>
        fc.shuffledSubarray([...states, ...twice, ...thrice], {
          minLength: states.length + twice.length + thrice.length,
        }),
      ),
    }),
  );

/** One answer after the other, as separate look-ups. */
export function answersOf(states: readonly State[]): Answers[] {
  return states.map(({ kind, ...answer }) => ({ [kind]: answer }));
}

/** Seconds between events become seconds since the first. */
function grow(seconds: readonly number[]): number[] {
  let total = 0;
  return seconds.map((second) => {
    total += second;
    return total;
  });
}
