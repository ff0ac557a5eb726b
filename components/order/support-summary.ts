import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { OrderView } from "@/lib/domain/order-view";
import { formatInstant, timeZoneLabel } from "@/lib/format/instants";
import { formatMoney } from "@/lib/format/money";
import { useFailureHeadline } from "./failure-words";
import { referencesOf } from "./reference";
import { useSentenceText } from "./sentence";
import { usePaymentMethod, useWords } from "./words";

const LAST_EVENTS = 5;

/**
 * The order in a few lines of plain text, to paste into a ticket: numbers, status, money, why it failed, what happened
 * last. Nothing in it tells who the customer is.
 */
export function useSupportSummary(view: OrderView): string {
  const t = useTranslations("order.summary");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const word = useWords();
  const methodOf = usePaymentMethod();
  const headlineOf = useFailureHeadline();
  const sentenceOf = useSentenceText();
  const { order, transaction, sessionId, transactionId } = view;
  const { amounts, failure } = order;
  const money = (amount: typeof amounts.ordered) => formatMoney(amount, amounts.currency, locale);
  const instant = (at: string) =>
    `${formatInstant(at, { locale, timeZone })} ${timeZoneLabel(at, { locale, timeZone })}`;
  const lines = [
    [t("reference"), referencesOf(view).join(" / ")],
    [t("session"), sessionId],
    [t("transaction"), transactionId],
    [t("status"), `${word("order", order.status)} (${order.status})`],
    [t("method"), transaction && methodOf(transaction.paymentProductType)],
    [t("ordered"), money(amounts.ordered)],
    [t("authorized"), money(amounts.authorized)],
    [t("captured"), money(amounts.captured)],
    [t("refunded"), money(amounts.refunded)],
    [t("voided"), money(amounts.voided)],
    [t("remaining"), money(amounts.remaining)],
    [t("failure"), failure && `${headlineOf(failure)} (${failure.reason})`],
    [t("resultCode"), failure?.error?.resultCode],
  ].flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []));
  const events = order.timeline
    .slice(-LAST_EVENTS)
    .map((entry) => `- ${entry.at ? `${instant(entry.at)}: ` : ""}${sentenceOf(entry)}`);
  return [...lines, "", `${t("events")}:`, ...events, "", `${t("read")}: ${instant(view.fetchedAt)}`].join(
    "\n",
  );
}
