import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Table, Td, Th } from "@/components/ui/table";
import { type CurrencyCode, type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import type { SplitTable } from "@/lib/domain/order";
import { formatMoney } from "@/lib/format/money";
import { formatPercent } from "@/lib/format/numbers";

interface SplitsTableProps {
  readonly splits: SplitTable;
  readonly currency: CurrencyCode;
}

/** Who gets what of one capture, who bears the fee, and whether it adds up. */
export function SplitsTable({ splits, currency }: SplitsTableProps) {
  const t = useTranslations("timeline.splits");
  const locale = useLocale();
  const bearers = new Set(splits.feeSplit?.destinations);
  const receivers = new Set(splits.splits.map((split) => split.payoutDestinationId));
  const elsewhere = [...bearers].filter((destination) => !receivers.has(destination));
  const hasFee = bearers.size > 0;
  return (
    <div className="my-2 max-w-2xl rounded border pt-2">
      <Table caption={t("caption")} isStackable>
        <thead>
          <tr>
            <Th>{t("destination")}</Th>
            <Th isNumeric>{t("amount")}</Th>
            <Th isNumeric>{t("share")}</Th>
            {hasFee && <Th>{t("fee")}</Th>}
          </tr>
        </thead>
        <tbody>
          {splits.splits.map((split) => (
            <tr key={split.payoutDestinationId}>
              <Th scope="row" className="font-mono font-normal text-xs">
                <bdi>{split.payoutDestinationId}</bdi>
              </Th>
              <Td isNumeric label={t("amount")}>
                <Amount value={split.amount} currency={currency} />
              </Td>
              <Td isNumeric label={t("share")} className="text-ink-soft">
                {formatPercent(split.share, locale)}
              </Td>
              {hasFee && (
                <Td label={t("fee")} className="text-ink-soft">
                  {bearers.has(split.payoutDestinationId) && t("bearsFee")}
                </Td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot className="bg-sunken">
          <tr>
            <Th scope="row" className="font-medium">
              {t("sum")}
            </Th>
            <Td isNumeric label={t("amount")}>
              <Amount value={splits.total} currency={currency} className="font-medium" />
            </Td>
            <Td colSpan={hasFee ? 2 : 1} label={t("check")} className="text-ink-soft">
              <SumCheck difference={splits.difference} currency={currency} />
            </Td>
          </tr>
        </tfoot>
      </Table>
      {splits.feeSplit && (
        <p className="px-3 py-2 text-ink-faint text-xs">
          {splits.feeSplit.type && t("feeRule", { type: splits.feeSplit.type })}
          {elsewhere.length > 0 && <> {t("feeElsewhere", { destinations: elsewhere.join(", ") })}</>}
        </p>
      )}
    </div>
  );
}

interface SumCheckProps {
  readonly difference: MinorUnits;
  readonly currency: CurrencyCode;
}

function SumCheck({ difference, currency }: SumCheckProps) {
  const t = useTranslations("timeline.splits");
  const locale = useLocale();
  if (difference === 0) {
    return (
      <span className="inline-flex items-center gap-1 text-good">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
        {t("adds")}
      </span>
    );
  }
  const gap = formatMoney(minorUnits(Math.abs(difference)), currency, locale);
  return (
    <span className="inline-flex items-center gap-1 text-waiting">
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
      {difference > 0 ? t("own", { amount: gap }) : t("over", { amount: gap })}
    </span>
  );
}
