import "server-only";
import { createTranslator } from "next-intl";
import { saysOperation } from "@/lib/domain/failure-table";
import { type CurrencyCode, type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import type { Check, Failure, Verdict } from "@/lib/domain/order";
import { plainResultCode } from "@/lib/domain/result-codes";
import { formatInstant } from "@/lib/format/instants";
import { formatMoney } from "@/lib/format/money";
import type { Locale } from "@/lib/i18n/locale";
import { loadMessages } from "@/lib/i18n/messages";
import en from "@/lib/i18n/messages/en";

/** The catalogue's sentences about an order, filled in; for answers that no component renders. */
export interface Sentences {
  verdict(verdict: Verdict, currency: CurrencyCode): string;
  failure(failure: Failure): {
    readonly headline: string;
    readonly steps: readonly string[];
    /** Whose word the explanation is, and where it is written. */
    readonly cite?: string | undefined;
    readonly resultCodeMeaning?: string | undefined;
  };
  check(check: Check, currency: CurrencyCode): string;
}

const madeBy = new Map<string, Promise<Sentences>>();

/** Made once per language: a translator remembers the sentences it has parsed. */
export function sentencesIn(locale: Locale, timeZone: string): Promise<Sentences> {
  const key = `${locale} ${timeZone}`;
  const made = madeBy.get(key) ?? makeSentences(locale, timeZone);
  madeBy.set(key, made);
  return made;
}

async function makeSentences(locale: Locale, timeZone: string): Promise<Sentences> {
  const t = createTranslator({ locale, messages: await loadMessages(locale), timeZone });
  const money = (amount: MinorUnits | undefined, currency: CurrencyCode) =>
    amount === undefined ? "" : formatMoney(amount, currency, locale);
  return {
    verdict({ rule, amount, remaining, refunded, at, status }, currency) {
      if (!isKeyOf(en.verdict, rule)) return status ?? rule;
      return t(`verdict.${rule}`, {
        amount: money(amount, currency),
        remaining: money(remaining, currency),
        refunded: money(refunded, currency),
        at: at === undefined ? "" : formatInstant(at, { locale, timeZone }),
        status: status ?? "",
      });
    },
    failure({ rule, reason, operation, steps, basis, error }) {
      const sentence = isKeyOf(en.failure.rules, rule) ? t(`failure.rules.${rule}`) : reason;
      const lead = isKeyOf(en.failure.operations, operation) ? t(`failure.operations.${operation}`) : "";
      const code = plainResultCode(error?.resultCode ?? "");
      return {
        headline: saysOperation(rule) ? sentence : `${lead} ${sentence}`.trim(),
        steps: steps.map((step) => t(`failure.steps.${step}`)),
        cite: basis && t(`failure.cites.${basis.cite}`),
        resultCodeMeaning: isKeyOf(en.failure.resultCodes, code)
          ? t(`failure.resultCodes.${code}`)
          : undefined,
      };
    },
    check({ rule, expected, actual, unit, subject }, currency) {
      const figure = (value: Check["expected"]) =>
        unit === "money" && typeof value === "number"
          ? formatMoney(minorUnits(value), currency, locale)
          : String(value ?? "");
      const values = { expected: figure(expected), actual: figure(actual), subject: subject ?? "" };
      return isKeyOf(en.check, rule) ? t(`check.${rule}`, values) : rule;
    },
  };
}

function isKeyOf<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key);
}
