import { checkLineCaptures, checkSessionOrder, checkTransactionLines } from "./check-lines";
import { checkAgreement, checkTransaction } from "./check-payment";
import type { Amounts, Check, OrderDocuments, OrderLine } from "./order";

/**
 * What does not add up in an order, each with both figures; empty when all does. A check never corrects and never
 * hides a figure: the history is Dintero's, the doubt is ours. Whether a payout destination exists is not checked,
 * since Dintero takes unknown ones in silence (QUIRKS 39).
 *
 * @param now ms since 1970
 */
export function checksOf(
  documents: OrderDocuments,
  amounts: Amounts,
  lines: readonly OrderLine[],
  now: number,
): readonly Check[] {
  const { session, transaction } = documents;
  return [
    ...checkAgreement(documents, amounts, now),
    ...(transaction === undefined ? [] : checkTransaction(transaction, amounts)),
    ...checkLineCaptures(lines),
    ...(session === undefined ? [] : checkSessionOrder(session.order)),
    ...(transaction === undefined ? [] : checkTransactionLines(transaction, session !== undefined)),
  ];
}
