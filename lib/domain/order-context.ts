import type { Attempt } from "./attempt";
import { isRule, rowOf } from "./failure-table";
import { instantOf } from "./instant";
import type { CurrencyCode } from "./minor-units";
import type { Failure, Order } from "./order";

/** Another order of the same reference or the same customer, as the store knows it; nothing personal. */
export interface RelatedOrder {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly status: string;
  readonly createdAt?: string | undefined;
  /** When money was first reserved or taken; absent when none was. */
  readonly paidAt?: string | undefined;
  readonly failedAt?: string | undefined;
  /** A rule of the decision table. */
  readonly failureReason?: string | undefined;
  readonly paymentProductType?: string | undefined;
  /** What the order asks for, in minor units of `currency`. */
  readonly ordered: number;
  readonly currency: CurrencyCode;
  /** Else it is the same customer's: by e-mail address or telephone. */
  readonly isSameReference: boolean;
}

/** Another order, and how far from this one in time. */
export interface Neighbour {
  readonly order: RelatedOrder;
  readonly gapMs: number;
}

/** What happened around an order, which its own documents do not tell. */
export interface OrderContext {
  /** It failed, and this one was paid afterwards. */
  readonly recovery?: Neighbour | undefined;
  /** It failed or is open, though this one of the same reference had been paid already. */
  readonly paidBefore?: Neighbour | undefined;
  /** Both were paid, under one reference. */
  readonly paidTwice?: RelatedOrder | undefined;
  /** Refusals of a bank's close together, this order's included; three or more. */
  readonly refusals?:
    | { readonly count: number; readonly withinMs: number; readonly areCards: boolean }
    | undefined;
  /** Which of the reference's sessions this is, when there are several. */
  readonly attempt?: Attempt | undefined;
  /** Tries of the same reference that failed before this one was paid. */
  readonly failedBefore: number;
}

const DAY = 24 * 60 * 60_000;
const REFUSAL_WINDOW_MS = 10 * 60_000;
const MANY_REFUSALS = 3;

/** Statuses of an order that was paid and is so no longer. */
const GIVEN_BACK: ReadonlySet<string> = new Set(["REFUNDED", "AUTHORIZATION_VOIDED"]);

/**
 * `failure` as it is to be acted upon: where another session of the same reference has been paid, nobody is to pay once
 * more, whatever went wrong with this one.
 */
export function withContext<F extends Failure | undefined>(
  failure: F,
  { recovery, paidBefore }: OrderContext,
): F {
  const isPaid = recovery?.order.isSameReference === true || paidBefore !== undefined;
  if (failure === undefined || !isPaid || failure.operation !== "AUTHORIZE") return failure;
  return { ...failure, steps: ["alreadyPaid"], reply: "alreadyPaid", retry: { kind: "unstated" } };
}

/** @param others as `listRelatedOrders` gives them */
export function contextOf(
  { amounts, failure }: Order,
  createdAt: string | undefined,
  others: readonly RelatedOrder[],
): OrderContext {
  const at = instantOf(failure?.at) ?? instantOf(createdAt);
  const isPaid = amounts.authorized > 0;
  const near = others.filter((order) => order.currency === amounts.currency || order.isSameReference);
  const paid = near.flatMap((order) => {
    const paidAt = GIVEN_BACK.has(order.status) ? undefined : instantOf(order.paidAt);
    return paidAt === undefined || at === undefined ? [] : [{ order, gapMs: paidAt - at }];
  });
  const sameReference = paid.filter(({ order }) => order.isSameReference);
  const attempt = attemptOf(createdAt, others);
  if (isPaid) {
    return {
      attempt,
      paidTwice: sameReference[0]?.order,
      failedBefore: near.filter(
        (order) => order.isSameReference && order.failureReason !== undefined && isBefore(order, at),
      ).length,
    };
  }
  const before = sameReference.filter(({ gapMs }) => gapMs <= 0).toSorted((a, b) => b.gapMs - a.gapMs)[0];
  const after = paid
    .filter(({ order, gapMs }) => gapMs > 0 && (order.isSameReference || gapMs <= DAY))
    .toSorted((a, b) => a.gapMs - b.gapMs);
  return {
    attempt,
    recovery:
      failure && before === undefined
        ? (after.find(({ order }) => order.isSameReference) ?? after[0])
        : undefined,
    paidBefore: before && { ...before, gapMs: -before.gapMs },
    refusals: failure && isRefusal(failure.rule) ? refusalsAround(failure, at, others) : undefined,
    failedBefore: 0,
  };
}

/** By when each of the reference's sessions was made. */
function attemptOf(createdAt: string | undefined, others: readonly RelatedOrder[]): Attempt | undefined {
  const own = instantOf(createdAt);
  const all = others.filter((order) => order.isSameReference);
  if (own === undefined || all.length === 0) return undefined;
  const earlier = all.filter((order) => (instantOf(order.createdAt) ?? own) < own);
  return { number: earlier.length + 1, count: all.length + 1 };
}

function isBefore(order: RelatedOrder, at: number | undefined): boolean {
  const failedAt = instantOf(order.failedAt) ?? instantOf(order.createdAt);
  return at !== undefined && failedAt !== undefined && failedAt <= at;
}

/** The most that fall into one window with this order's own refusal. */
function refusalsAround(
  own: { readonly paymentProductType?: string | undefined },
  at: number | undefined,
  others: readonly RelatedOrder[],
): OrderContext["refusals"] {
  if (at === undefined) return undefined;
  const all = [
    { at, method: own.paymentProductType },
    ...others.flatMap((order) => {
      const failedAt = instantOf(order.failedAt);
      return failedAt !== undefined && isRefusal(order.failureReason)
        ? [{ at: failedAt, method: order.paymentProductType }]
        : [];
    }),
  ].toSorted((a, b) => a.at - b.at);
  const windows = all
    .filter((first) => first.at <= at && at - first.at <= REFUSAL_WINDOW_MS)
    .map((first) => all.filter((one) => one.at >= first.at && one.at - first.at <= REFUSAL_WINDOW_MS));
  const fullest = windows.toSorted((a, b) => b.length - a.length)[0] ?? [];
  if (fullest.length < MANY_REFUSALS) return undefined;
  return {
    count: fullest.length,
    withinMs: (fullest.at(-1)?.at ?? at) - (fullest[0]?.at ?? at),
    areCards: fullest.every(({ method }) => /card|applepay|googlepay|clicktopay/.test(method ?? "")),
  };
}

/** Whether a bank said no; what a customer cancels is no refusal. */
function isRefusal(rule: string | undefined): boolean {
  return rule !== undefined && isRule(rule) && (rowOf(rule).who === "bank" || rule === "failedVerification");
}
