import type { ReplyName } from "./failure-names";
import type { Amounts, Failure } from "./order";

/** Replies that say money is reserved or taken, and those that promise nothing about it. The others say it is not. */
const SAYS_THERE_IS_MONEY: ReadonlySet<ReplyName> = new Set(["paid", "reserved", "refund", "released"]);
const SAYS_NEITHER: ReadonlySet<ReplyName> = new Set(["uncertain"]);

/**
 * `failure` with a reply that the figures bear out. A history may contradict itself, and then nobody is told that
 * nothing was charged, or that all is well: only that we are finding out.
 */
export function withTruthfulReply<F extends Failure | undefined>(failure: F, amounts: Amounts): F {
  if (failure === undefined || SAYS_NEITHER.has(failure.reply)) return failure;
  const hasMoney = amounts.authorized > 0 || amounts.captured > 0;
  if (SAYS_THERE_IS_MONEY.has(failure.reply) === hasMoney) return failure;
  return { ...failure, reply: "uncertain", steps: ["lookAgain", "noSecondPayment", "escalate"] };
}
