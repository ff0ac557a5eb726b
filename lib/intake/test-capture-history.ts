import type { JsonObject } from "@/lib/domain/json";
import { randomOf } from "./test-history";

/** For tests: orders whose money moves as a seed says, the documents Dintero would have of them, and a plain recount. */

interface Share {
  readonly seller: string;
  readonly amount: number;
}

/** One entry of a transaction's history. `amount` is what it names, not always what it moves. */
export interface Move {
  readonly kind:
    | "authorize"
    | "capture"
    | "refund"
    | "failed-capture"
    | "asked-capture"
    | "repaired-capture"
    /** Says that only `amount` has been captured in all. */
    | "correction"
    | "settlement"
    | "unknown";
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly amount: number;
  readonly shares: readonly Share[];
  readonly areSharesInLines: boolean;
  readonly hasId: boolean;
}

export interface ModelOrder {
  readonly sessionId: string;
  readonly transactionId: string;
  readonly amount: number;
  readonly currency: string;
  readonly method: string;
  readonly brand?: string | undefined;
  readonly store?: string | undefined;
  readonly giftCard: number;
  readonly moves: readonly Move[];
}

export interface CaptureHistory {
  readonly timeZone: string;
  readonly orders: readonly ModelOrder[];
  readonly random: () => number;
}

/** The nights on which clocks change in Oslo and St. John's, a year's and a month's end, and a plain day. */
const MOMENTS = [
  "2026-03-29T00:30:00Z",
  "2026-10-25T00:00:00Z",
  "2026-03-08T05:00:00Z",
  "2025-12-31T22:30:00Z",
  "2026-01-31T22:30:00Z",
  "2026-05-12T10:00:00Z",
] as const;
const ZONES = ["Europe/Oslo", "Europe/Oslo", "Asia/Kolkata", "America/St_Johns"] as const;
const SELLERS = ["seller-a", "seller-b", "seller-c"] as const;
const QUARTER_MS = 900_000;

export function captureHistoryOf(seed: number, accountId: string): CaptureHistory {
  const random = randomOf(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] ?? from[0];
  const moment = Date.parse(pick(MOMENTS));
  const instant = () => moment + (below(60) - 20) * QUARTER_MS + below(2) * 1_234;
  const shares = (amount: number): Share[] => {
    let left = amount;
    return SELLERS.slice(0, below(SELLERS.length + 1)).map((seller) => {
      const share = Math.min(left, below(amount + 1));
      left -= share;
      return { seller, amount: share };
    });
  };

  const lifeOf = (amount: number): Move[] => {
    const moves: Move[] = [];
    let at = instant();
    let captured = 0;
    let refunded = 0;
    const add = (kind: Move["kind"], of: number, split: readonly Share[] = []) => {
      moves.push({
        kind,
        at,
        amount: of,
        shares: split,
        areSharesInLines: random() < 0.5,
        hasId: random() < 0.8,
      });
      at += below(3) === 0 ? 0 : below(200) * QUARTER_MS;
    };
    if (random() < 0.85) add("authorize", amount);
    for (let left = below(6); left > 0; left -= 1) {
      const chance = random();
      const open = amount - captured;
      if (chance < 0.4 && open > 0) {
        const part = random() < 0.4 ? open : 1 + below(open);
        captured += part;
        add(random() < 0.85 ? "capture" : "repaired-capture", part, shares(part));
      } else if (chance < 0.55 && captured > refunded) {
        const part = 1 + below(captured - refunded);
        refunded += part;
        add("refund", part, shares(part));
      } else if (chance < 0.65) add("failed-capture", 1 + below(amount), shares(amount));
      else if (chance < 0.75) add("asked-capture", 1 + below(amount));
      // A correction that leaves less captured than refunded would be another story.
      else if (chance < 0.85 && moves.length > 0 && (captured > 0 || random() < 0.5)) {
        captured = refunded + below(amount - refunded + 1);
        add("correction", captured);
      } else add(pick(["settlement", "unknown"]), below(amount));
    }
    return moves;
  };

  const orders = Array.from({ length: 1 + below(3) }, (_, index): ModelOrder => {
    const amount = 100 + below(10_000);
    return {
      sessionId: `${accountId}.s${index}`,
      transactionId: `${accountId}.t${index}`,
      amount,
      currency: pick(["NOK", "NOK", "EUR"]),
      method: pick(["vipps", "dintero_psp.creditcard"]),
      brand: pick([undefined, "Visa"]),
      store: pick([undefined, "oslo", "bergen"]),
      giftCard: pick([0, 0, 50]),
      moves: lifeOf(amount),
    };
  });
  return { timeZone: pick(ZONES), orders, random };
}

/** The transaction as it stands after its first `count` moves. */
export function documentAfter(order: ModelOrder, count: number, hasSession: boolean): JsonObject {
  const moves = order.moves.slice(0, count);
  const isReserved = moves.some(({ kind }) => MOVING.has(kind) || kind === "authorize");
  return {
    id: order.transactionId,
    version: count + 1,
    created_at: iso(order.moves[0]?.at ?? Date.parse(MOMENTS[0])),
    updated_at: iso(Date.parse("2027-01-01T00:00:00Z") + count * 1_000),
    payment_product: "product",
    payment_product_type: order.method,
    amount: order.amount,
    currency: order.currency,
    // A status of the money's own would be another witness; the history alone must do.
    status: isReserved ? "AUTHORIZED" : "INITIATED",
    ...(hasSession ? { session_id: order.sessionId } : {}),
    ...(order.brand === undefined ? {} : { card: { brand: order.brand } }),
    ...(order.store === undefined ? {} : { store: { id: order.store } }),
    gift_cards: order.giftCard === 0 ? [] : [{ code: "g", amount: order.giftCard }],
    events: moves.map((move, index) => eventOf(order, move, index)),
  };
}

export function sessionOf(order: ModelOrder): JsonObject {
  return {
    id: order.sessionId,
    transaction_id: order.transactionId,
    url: {},
    configuration: {},
    created_at: iso(order.moves[0]?.at ?? Date.parse(MOMENTS[0])),
    updated_at: "2027-01-01T00:00:00.000Z",
    order: {
      amount: order.amount,
      currency: order.currency,
      ...(order.store === undefined ? {} : { store: { id: order.store } }),
      items: [],
    },
    events: [],
  };
}

const MOVING: ReadonlySet<Move["kind"]> = new Set(["capture", "repaired-capture", "refund"]);

const NAME_BY_KIND: Readonly<Record<Move["kind"], string>> = {
  authorize: "AUTHORIZE",
  capture: "CAPTURE",
  refund: "REFUND",
  "failed-capture": "CAPTURE",
  "asked-capture": "INITIATE_CAPTURE",
  "repaired-capture": "CAPTURE",
  correction: "VOID",
  settlement: "SETTLEMENT",
  unknown: "UNHEARD_OF",
};

function eventOf({ amount }: ModelOrder, move: Move, index: number): JsonObject {
  const splits = move.shares.map((share) => ({ payout_destination_id: share.seller, amount: share.amount }));
  const isFailed = ["failed-capture", "repaired-capture", "correction"].includes(move.kind);
  return {
    ...(move.hasId ? { id: `e${index}` } : {}),
    event: NAME_BY_KIND[move.kind],
    amount: move.amount,
    created_at: iso(move.at),
    success: !isFailed,
    ...(move.areSharesInLines
      ? { items: [{ line_id: "1", amount: move.amount, splits }] }
      : { splits, items: [] }),
    ...(move.kind === "repaired-capture" ? { correction: { event_ids: [], status: "CAPTURED" } } : {}),
    ...(move.kind === "correction" ? { correction: { remaining_capture_amount: amount - move.amount } } : {}),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
