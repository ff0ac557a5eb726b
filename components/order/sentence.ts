import { useLocale, useTranslations } from "next-intl";
import type { TimelineEntry } from "@/lib/domain/order";
import { formatMoney } from "@/lib/format/money";
import type { Messages } from "@/lib/i18n/messages";
import en from "@/lib/i18n/messages/en/timeline.json";
import { isKeyOf } from "./is-key-of";
import { usePaymentMethod } from "./words";

type Catalogue = Messages["timeline"];
type MoneyOutcome = "done" | "failed" | "pending";

/** A sentence of the catalogue `timeline`. */
export type SentenceKey =
  | `customer.${keyof Catalogue["customer"]}`
  | `money.${keyof Catalogue["money"]}.${MoneyOutcome}`
  | `callback.${keyof Catalogue["callback"]}`
  | "unknown";

/** Which sentence tells of an entry. Dintero's own examples say INITIATE for what its schema calls INITIALIZE. */
export function sentenceKey(entry: TimelineEntry): SentenceKey {
  const { lane } = entry;
  const name = entry.name === "INITIATE" ? "INITIALIZE" : entry.name;
  if (lane === "callback") {
    if (entry.status === "found" || entry.status === "late") return `callback.${entry.status}`;
    return entry.outcome === "failed" ? "callback.error" : "callback.received";
  }
  if (lane === "customer") return isKeyOf(en.customer, name) ? `customer.${name}` : "unknown";
  if (!isKeyOf(en.money, name)) return "unknown";
  return `money.${name}.${entry.outcome === "info" ? "done" : entry.outcome}`;
}

/** What the sentences are filled with. Texts of Dintero's go in as values only, never into the sentence's own syntax. */
export function useSentenceValues(): (entry: TimelineEntry) => Record<string, string | number> {
  const locale = useLocale();
  const methodOf = usePaymentMethod();
  return (entry) => {
    const { amount, currency, paymentProductType, details } = entry;
    const money = amount !== undefined && currency ? formatMoney(amount, currency, locale) : undefined;
    const reason = typeof details.error === "string" ? details.error : undefined;
    return {
      name: entry.name,
      count: entry.count,
      ...optional("amount", money),
      ...optional("method", paymentProductType && methodOf(paymentProductType)),
      ...optional("reason", reason),
      ...optional("event", typeof details.event === "string" ? details.event : undefined),
      error: reason ?? entry.name,
    };
  };
}

/** `hasX` decides which branch of the sentence is taken: a text from outside must not choose it by its own words. */
function optional(name: "amount" | "method" | "reason" | "event", value: string | undefined) {
  const flag = `has${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return { [flag]: value ? "yes" : "no", [name]: value ?? "" };
}

/** The sentence of an entry as plain text. */
export function useSentenceText(): (entry: TimelineEntry) => string {
  const t = useTranslations("timeline");
  const valuesOf = useSentenceValues();
  const plain = (text: string) => text;
  return (entry) => t.markup(sentenceKey(entry), { ...valuesOf(entry), b: plain, code: plain });
}
