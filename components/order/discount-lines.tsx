import { useLocale, useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import type { DiscountLine } from "@/lib/domain/items";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import { formatPercent } from "@/lib/format/numbers";
import { Word } from "./word";

interface DiscountLinesProps {
  readonly lines: readonly DiscountLine[];
  readonly currency: CurrencyCode;
}

/** Each discount with its kind, code and what it takes off. */
export function DiscountLines({ lines, currency }: DiscountLinesProps) {
  const t = useTranslations("order.discounts");
  const locale = useLocale();
  return (
    <ul className="grid gap-0.5">
      {lines.map((line) => (
        <li key={JSON.stringify(line)} className="flex flex-wrap items-baseline gap-x-2">
          <span>
            {line.discountType && <Word group="discount" value={line.discountType} />}
            {line.description && (
              <>
                {line.discountType && ": "}
                <bdi>{line.description}</bdi>
              </>
            )}
          </span>
          {line.amount !== undefined && <Amount value={minorUnits(-line.amount)} currency={currency} />}
          {line.percentage !== undefined && (
            <span className="figures">{formatPercent(line.percentage, locale)}</span>
          )}
          {line.discountId && (
            <span className="text-ink-faint text-xs">
              {t("code")} <bdi className="font-mono">{line.discountId}</bdi>
            </span>
          )}
          {line.lineId && (
            <span className="text-ink-faint text-xs">
              {t("line")} <bdi className="font-mono">{line.lineId}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
