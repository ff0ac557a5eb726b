import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import type { Check } from "@/lib/domain/order";
import { useCheckSentence } from "./check-words";

interface ChecksProps {
  readonly checks: readonly Check[];
  readonly currency: CurrencyCode;
}

/** Figures that contradict each other, both said; a doubt about the data, not an error of the page. */
export function Checks({ checks, currency }: ChecksProps) {
  const t = useTranslations("order.checks");
  const sentenceOf = useCheckSentence();
  return (
    <div className="rounded border border-waiting-line bg-waiting-soft px-3 py-2.5 text-sm">
      <h3 className="flex items-center gap-2 font-medium text-waiting">
        <TriangleAlert aria-hidden="true" className="size-4" />
        {t("title")}
      </h3>
      <ul className="mt-1.5 grid gap-1.5">
        {checks.map((check) => (
          <li
            key={JSON.stringify(check)}
            className="flex flex-wrap items-baseline justify-between gap-x-4 text-ink"
          >
            <span className="min-w-0 max-w-prose">{sentenceOf(check, currency)}</span>
            <Difference check={check} currency={currency} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Difference({ check, currency }: { readonly check: Check; readonly currency: CurrencyCode }) {
  const t = useTranslations("order.checks");
  const { unit, expected, actual } = check;
  if (unit !== "money" || typeof expected !== "number" || typeof actual !== "number") return null;
  return (
    <span className="text-ink-soft">
      {t("difference")} <Amount value={minorUnits(actual - expected)} currency={currency} />
    </span>
  );
}
