import { useLocale, useTranslations } from "next-intl";
import type { Money } from "@/lib/domain/minor-units";
import { formatQuantity } from "@/lib/format/numbers";
import type { OrderTotalJson } from "@/lib/queries/order-list";
import { Amount } from "../money";
import { Table, Td, Th } from "../ui/table";

interface TotalsTableProps {
  readonly totals: readonly OrderTotalJson[];
  /** False: of the newest 10,000 orders only. */
  readonly isWhole: boolean;
}

/** What the whole list sums to, one line per currency: currencies are never added. */
export function TotalsTable({ totals, isWhole }: TotalsTableProps) {
  const t = useTranslations("orders.totals");
  const locale = useLocale();
  if (totals.length === 0) return null;
  const sums = ["authorized", "captured", "refunded", "remaining"] as const;
  const moved = totals.find((total) => total.in_days)?.in_days?.moved;
  const inDays =
    moved === undefined ? undefined : t(moved === "captured" ? "inDaysCaptured" : "inDaysRefunded");
  return (
    <section aria-label={t("label")} className="border-t bg-sunken">
      <Table caption={t(isWhole ? "caption" : "captionNewest")} isStackable>
        <thead>
          <tr>
            <Th>{t("currency")}</Th>
            <Th isNumeric>{t("orders")}</Th>
            {inDays && <Th isNumeric>{inDays}</Th>}
            {sums.map((sum) => (
              <Th key={sum} isNumeric>
                {t(sum)}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.currency}>
              <Th scope="row">
                <bdi>{total.currency}</bdi>
              </Th>
              <Td isNumeric label={t("orders")}>
                {formatQuantity(total.count, locale)}
              </Td>
              {inDays && (
                <Td isNumeric label={inDays}>
                  <Sum money={total.in_days?.amount} />
                </Td>
              )}
              {sums.map((sum) => (
                <Td key={sum} isNumeric label={t(sum)}>
                  <Sum money={total[sum]} />
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Sum({ money }: { readonly money: Money | undefined }) {
  const t = useTranslations("orders.totals");
  return money === undefined ? t("tooLarge") : <Amount value={money.amount} currency={money.currency} />;
}
