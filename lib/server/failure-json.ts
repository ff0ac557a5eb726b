import "server-only";
import { attemptAt } from "@/lib/domain/attempt";
import type { CallbackStory } from "@/lib/domain/callback-story";
import { FAILURE_TABLE_VERSION } from "@/lib/domain/failure-table";
import type { Failure, Order, OrderDocuments } from "@/lib/domain/order";
import { type Neighbour, type OrderContext, withContext } from "@/lib/domain/order-context";
import { repliesOf } from "@/lib/i18n/replies";
import type { FailureJson } from "@/lib/queries/order-answer";
import type { Sentences } from "./sentences";

/** What is known around the order. */
export interface Surrounding extends OrderContext {
  readonly callback: CallbackStory;
}

/** An explanation as the look-up's JSON gives it (CONTRACT, section 4): in the reader's language, the replies in all. */
export function failureJson(
  found: Failure,
  { amounts, timeline }: Order,
  documents: OrderDocuments,
  surrounding: Surrounding,
  sentences: Sentences,
): FailureJson {
  const { recovery, paidBefore, refusals, callback } = surrounding;
  const failure = withContext(found, surrounding);
  const { error, basis } = failure;
  const { headline, steps, cite, resultCodeMeaning } = sentences.failure(failure);
  const entry = timeline.findLast((candidate) => candidate.failure && candidate.at === failure.at);
  const { session, transaction } = documents;
  const reference = session?.order.merchantReference || transaction?.merchantReference;
  return {
    who: failure.who,
    severity: failure.severity,
    headline,
    steps,
    next: steps.join(" "),
    replies: repliesOf(failure.reply, reference),
    rule: failure.rule,
    table_version: FAILURE_TABLE_VERSION,
    reason: failure.reason,
    is_mapped: failure.isMapped,
    retry: failure.retry,
    evidence: {
      source: failure.source,
      meaning: basis?.meaning,
      document: cite,
      operation: failure.operation,
      at: failure.at,
      payment_product_type: failure.paymentProductType,
      amount: { amount: entry?.amount ?? amounts.ordered, currency: amounts.currency },
      timeline_id: entry?.id,
      attempt: attemptAt(documents, failure.at),
      code: error?.code,
      types: error?.types,
      result_code: error?.resultCode,
      result_code_meaning: resultCodeMeaning,
      message: error?.message,
      provider_values: failure.providerValues,
    },
    context: {
      paid_later: recovery && neighbourJson(recovery),
      paid_before: paidBefore && neighbourJson(paidBefore),
      refusals: refusals && {
        count: refusals.count,
        within_seconds: Math.round(refusals.withinMs / 1000),
        are_cards: refusals.areCards,
      },
      callback: {
        outcome: callback.kind,
        received_at: callback.at,
        sent_at: callback.sentAt,
        reports_errors: callback.hasReportError,
      },
    },
  };
}

function neighbourJson({ order, gapMs }: Neighbour) {
  return {
    session_id: order.sessionId,
    transaction_id: order.transactionId,
    payment_product_type: order.paymentProductType,
    seconds: Math.round(gapMs / 1000),
    relation: order.isSameReference ? ("reference" as const) : ("customer" as const),
  };
}
