import type { JsonObject } from "../json";
import type { Basket } from "./basket";
import type { Dice } from "./dice";
import { errorOf, failureOf } from "./failures";
import { Ledger, type LedgerSetting } from "./ledger";
import { inTwo, returned } from "./line-parts";
import type { Line } from "./lines";
import { isTakenAtOnce } from "./methods";
import type { ProviderTrace } from "./provider-metadata";
import type { Ending, Scenario } from "./scenarios";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Endings that never get as far as a transaction. */
const WITHOUT_TRANSACTION: readonly Ending[] = [
  "abandoned",
  "cancelled",
  "locked",
  "pay-failed",
  "session-declined",
];

export function hasTransaction(ending: Ending): boolean {
  return !WITHOUT_TRANSACTION.includes(ending);
}

/** Endings that a method which takes the money at once can come to. */
export function suitsTakenAtOnce(ending: Ending): boolean {
  return (
    ["captured", "auto-captured", "refunded", "partially-refunded", "failed", "declined"].includes(ending) ||
    !hasTransaction(ending)
  );
}

interface Life {
  readonly ledger: Ledger;
  readonly lines: readonly Line[];
  readonly parcels: readonly (readonly Line[])[];
  readonly total: number;
  readonly scenario: Scenario;
  readonly reference: string;
  readonly now: number;
  readonly dice: Dice;
  /** When the payment was approved, and when the goods left, in ms. */
  readonly paidAt: number;
  readonly shippedAt: number;
}

/** The events of one transaction that began at `startedAt` (ms), as far as they have happened. */
export function liveThrough(
  scenario: Scenario,
  basket: Basket,
  reference: string,
  startedAt: number,
  trace: ProviderTrace,
  setting: LedgerSetting,
): Ledger {
  const { dice } = setting;
  const ledger = new Ledger(setting);
  const isHeld = ["on-hold", "hold-released", "hold-refused"].includes(scenario.ending);
  ledger.initialize(startedAt, isHeld ? "ON_HOLD" : "INITIATED", trace.transaction);
  const paidAt = startedAt + dice.whole(2_000, 90_000);
  const life: Life = {
    ledger,
    lines: basket.lines,
    parcels: basket.parcels,
    total: basket.total,
    scenario,
    reference,
    now: setting.now,
    dice,
    paidAt,
    shippedAt: paidAt + dice.whole(2 * HOUR, 3 * DAY),
  };
  if (isTakenAtOnce(setting.method) && !["failed", "declined"].includes(scenario.ending)) {
    ledger.take(paidAt, basket.lines);
    if (scenario.ending === "refunded" || scenario.ending === "partially-refunded")
      LIVES[scenario.ending](life);
  } else {
    LIVES[scenario.ending](life);
  }
  if (scenario.isUnknown)
    ledger.note(ledger.lastAt + 2 * HOUR, "SCHEME_UPDATE", { details: { reason: "scheme_advice" } });
  return ledger;
}

function authorize({ ledger, paidAt, total }: Life): void {
  ledger.authorize(paidAt, total);
}

/** Capture the lot, unless the money was taken already. */
function captureAll(life: Life, at: number, extra: JsonObject = {}): void {
  if (life.ledger.captured === 0)
    life.ledger.capture(at, life.lines, { event_reference: `${life.reference}-1`, ...extra });
}

function refundLater(life: Life, lines: readonly Line[]): void {
  const { ledger, dice, reference, scenario } = life;
  const at = ledger.lastAt + dice.whole(2 * DAY, 16 * DAY);
  if (scenario.ending === "async-refunded") {
    const requestId = ledger.request(at, "REFUND", lines);
    ledger.refund(at + dice.whole(MINUTE, 3 * HOUR), lines, { correlation_request_id: requestId });
    return;
  }
  ledger.refund(at, lines, { event_reference: `RET-${reference}` });
}

/** What each ending does after INITIALIZE. What has not happened yet by now is left out by the ledger. */
const LIVES: Readonly<Record<Ending, (life: Life) => void>> = {
  abandoned: () => {},
  cancelled: () => {},
  locked: () => {},
  "pay-failed": () => {},
  "session-declined": () => {},
  initiated: () => {},
  "on-hold": (life) => {
    // A review takes days; a few are forgotten.
    if (life.paidAt > life.now - 6 * DAY || life.dice.chance(0.3)) return;
    LIVES[life.dice.chance(0.7) ? "hold-released" : "hold-refused"](life);
  },
  declined: ({ ledger, paidAt }) => {
    ledger.refuse(paidAt, "DECLINED", {
      code: "USER_REJECTED",
      message: "The customer declined the payment",
    });
  },
  failed: ({ ledger, paidAt, scenario, dice }) => {
    const failure = scenario.failure ?? failureOf(dice.pick(["DECLINED", "ERROR"]));
    ledger.refuse(paidAt, "FAILED", errorOf(failure, paidAt));
  },
  unknown: ({ ledger, paidAt }) => {
    ledger.refuse(paidAt, "UNKNOWN", errorOf(failureOf("ERROR"), paidAt));
  },
  "hold-released": (life) => {
    const releasedAt = life.paidAt + life.dice.whole(HOUR, 2 * DAY);
    life.ledger.authorize(releasedAt, life.total);
    captureAll(life, releasedAt + DAY);
  },
  "hold-refused": ({ ledger, paidAt, dice }) => {
    const at = paidAt + dice.whole(HOUR, 2 * DAY);
    ledger.refuse(at, "FAILED", {
      code: "REJECTED",
      message: "Rejected after manual review",
      type: ["DECLINED"],
    });
  },
  authorized: (life) => {
    authorize(life);
    // What is never sent is released before the reservation runs out; a few are forgotten.
    const isOld = life.paidAt < life.now - 20 * DAY;
    if (isOld && life.total > 0 && life.dice.chance(0.85)) {
      life.ledger.voidRest(life.paidAt + life.dice.whole(8 * DAY, 19 * DAY));
    }
  },
  captured: (life) => {
    authorize(life);
    captureAll(life, life.shippedAt);
  },
  "auto-captured": (life) => {
    authorize(life);
    captureAll(life, life.paidAt + 1_500, { created_by: undefined, event_reference: undefined });
  },
  "partially-captured": (life) => {
    authorize(life);
    life.ledger.capture(life.shippedAt, inTwo(life.lines, life.dice)[0], {
      event_reference: `${life.reference}-1`,
    });
  },
  "captured-in-parts": (life) => {
    authorize(life);
    const parts = life.parcels.length > 1 ? life.parcels : inTwo(life.lines, life.dice);
    let at = life.shippedAt;
    for (const [number, lines] of parts.entries()) {
      life.ledger.capture(at, lines, { event_reference: `${life.reference}-${number + 1}` });
      at += life.dice.whole(HOUR, 2 * DAY);
    }
  },
  refunded: (life) => {
    if (life.ledger.captured === 0) authorize(life);
    captureAll(life, life.shippedAt);
    refundLater(life, life.lines);
  },
  "partially-refunded": (life) => {
    if (life.ledger.captured === 0) authorize(life);
    captureAll(life, life.shippedAt);
    refundLater(life, returned(life.lines, life.dice));
  },
  "partially-captured-refunded": (life) => {
    authorize(life);
    const [first] = inTwo(life.lines, life.dice);
    life.ledger.capture(life.shippedAt, first, { event_reference: `${life.reference}-1` });
    refundLater(life, first);
  },
  voided: (life) => {
    authorize(life);
    life.ledger.voidRest(life.paidAt + life.dice.whole(10 * MINUTE, 5 * DAY));
  },
  "rest-voided": (life) => {
    authorize(life);
    life.ledger.capture(life.shippedAt, inTwo(life.lines, life.dice)[0], {
      event_reference: `${life.reference}-1`,
    });
    life.ledger.voidRest(life.shippedAt + life.dice.whole(HOUR, 3 * DAY));
  },
  "async-captured": (life) => {
    authorize(life);
    const requestId = life.ledger.request(life.shippedAt, "CAPTURE", life.lines);
    captureAll(life, life.shippedAt + life.dice.whole(MINUTE, 6 * HOUR), {
      correlation_request_id: requestId,
    });
  },
  "async-pending": (life) => {
    authorize(life);
    // Asked for lately, however old the order: a request does not stay open for months.
    const at = Math.max(life.paidAt + MINUTE, life.now - life.dice.whole(5 * MINUTE, 30 * HOUR));
    life.ledger.request(at, "CAPTURE", life.lines);
  },
  "async-failed": (life) => {
    authorize(life);
    const requestId = life.ledger.request(life.shippedAt, "CAPTURE", life.lines);
    const failure = failureOf(life.dice.pick(["ERROR", "ISSUER_ERROR"]));
    life.ledger.fail(life.shippedAt + 2 * HOUR, "CAPTURE", life.lines, failure, {
      correlation_request_id: requestId,
    });
  },
  "async-refunded": (life) => {
    authorize(life);
    captureAll(life, life.shippedAt);
    refundLater(life, returned(life.lines, life.dice));
  },
  "capture-retried": (life) => {
    authorize(life);
    const failure = failureOf(life.dice.pick(["ERROR", "ISSUER_ERROR", "ACQUIRER_HOST_OFFLINE"]));
    life.ledger.fail(life.shippedAt, "CAPTURE", life.lines, failure, {});
    captureAll(life, life.shippedAt + 3 * HOUR);
  },
  "capture-failed": (life) => {
    authorize(life);
    const failure = failureOf(life.dice.pick(["INVALID_TRANSACTION", "CLOSED_ACCOUNT"]));
    life.ledger.fail(life.paidAt + 2_000, "CAPTURE", life.lines, failure, {});
  },
  "refund-failed": (life) => {
    authorize(life);
    captureAll(life, life.shippedAt);
    const lines = returned(life.lines, life.dice);
    life.ledger.fail(life.shippedAt + 6 * DAY, "REFUND", lines, failureOf("CLOSED_ACCOUNT"), {});
  },
  corrected: (life) => {
    authorize(life);
    const { ledger, lines, total, shippedAt } = life;
    const correction = {
      event_ids: [String(Number(ledger.nextId) + 1)],
      status: "CAPTURED",
      remaining_capture_amount: 0,
      remaining_refund_amount: total,
      remaining_void_amount: 0,
    };
    // The answer was lost, the money was not: a later event sets it right.
    if (shippedAt + HOUR > life.now) return;
    ledger.fail(shippedAt, "CAPTURE", lines, failureOf("ERROR"), { correction });
    captureAll(life, shippedAt + HOUR, { created_by: "dintero" });
  },
  "status-ahead": (life) => {
    authorize(life);
    const [first] = inTwo(life.lines, life.dice);
    // As in Dintero's own example: called captured, though the captures are less.
    life.ledger.capture(life.shippedAt, first, { transaction_status: "CAPTURED" });
    if (life.ledger.captured > 0) life.ledger.status = "CAPTURED";
  },
};
