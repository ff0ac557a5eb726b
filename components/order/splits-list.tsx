import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import type { FeeSplit, Split } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";

interface SplitsListProps {
  readonly splits: readonly Split[];
  readonly feeSplit?: FeeSplit | undefined;
  readonly currency: CurrencyCode;
}

/** How a line's or a shipping option's amount is meant to be split, and who bears the fee; nothing when nobody said. */
export function SplitsList({ splits, feeSplit, currency }: SplitsListProps) {
  const t = useTranslations("order.splits");
  if (splits.length === 0 && !feeSplit) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {splits.map((split) => (
        <li key={split.payoutDestinationId}>
          <bdi className="font-mono text-xs">{split.payoutDestinationId}</bdi>{" "}
          <Amount value={split.amount} currency={currency} />
        </li>
      ))}
      {feeSplit && (
        <li className="text-ink-soft">
          {t("fee")} <bdi>{feeSplit.type}</bdi>
          {feeSplit.destinations.length > 0 && (
            <>
              {": "}
              <bdi className="font-mono text-xs">{feeSplit.destinations.join(", ")}</bdi>
            </>
          )}
        </li>
      )}
    </ul>
  );
}
