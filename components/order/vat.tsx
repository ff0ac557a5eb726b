import { useLocale } from "next-intl";
import { Amount } from "@/components/money";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import { formatPercent } from "@/lib/format/numbers";

interface VatProps {
  readonly of: { readonly vat?: number | undefined; readonly vatAmount?: MinorUnits | undefined };
  readonly currency: CurrencyCode;
}

/** The rate and the amount, whichever was sent. */
export function Vat({ of: { vat, vatAmount }, currency }: VatProps) {
  const locale = useLocale();
  return (
    <>
      {vat !== undefined && <span className="figures">{formatPercent(vat, locale)}</span>}
      {vat !== undefined && vatAmount !== undefined && " · "}
      {vatAmount !== undefined && <Amount value={vatAmount} currency={currency} />}
    </>
  );
}
