import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import { formatMoney, plainDecimal } from "@/lib/format/money";
import { TONE_TEXTS, type Tone } from "./ui/tone";

interface AmountProps {
  /** In minor units of `currency`. */
  readonly value: MinorUnits;
  readonly currency: CurrencyCode;
  readonly tone?: Tone;
  readonly className?: string;
}

/** An amount with its currency's code, in figures that stand under each other; the exact minor units are its tooltip. */
export function Amount({ value, currency, tone, className }: AmountProps) {
  const locale = useLocale();
  const t = useTranslations("format");
  return (
    <data
      value={plainDecimal(value, currency)}
      title={t("minorUnits", { amount: String(value), currency })}
      className={clsx("figures", tone && TONE_TEXTS[tone], className)}
    >
      {formatMoney(value, currency, locale)}
    </data>
  );
}
