import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CurrencyAmount } from "@/lib/domain/failure-report";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { Amount } from "../money";

interface AmountsProps {
  readonly amounts: readonly CurrencyAmount[];
  /** The orders of one currency. */
  readonly hrefOf: (currency: CurrencyCode) => string;
}

/** One sum per currency, below each other and never added; each leads to its orders. */
export function Amounts({ amounts, hrefOf }: AmountsProps) {
  const t = useTranslations("failures");
  return (
    <ul className="grid justify-items-end">
      {amounts.map(({ currency, amount }) => (
        <li key={currency}>
          <Link href={hrefOf(currency)} prefetch={false} className="rounded hover:underline">
            {amount === undefined ? (
              t("tooLarge", { currency })
            ) : (
              <Amount value={amount} currency={currency} />
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
