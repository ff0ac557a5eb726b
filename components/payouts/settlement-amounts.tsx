import { useTranslations } from "next-intl";
import { minorUnits } from "@/lib/domain/minor-units";
import { type ComparedAmounts, settlementDifference } from "@/lib/domain/settlement";
import { Amount } from "../money";
import { Notice } from "../ui/notice";
import { Table, Td, Th } from "../ui/table";
import { SignedAmount } from "./signed-amount";

interface SettlementAmountsProps {
  readonly compared: ComparedAmounts;
}

/** One currency of a settlement, line by line, beside the captures and refunds that we hold of it. */
export function SettlementAmounts({ compared }: SettlementAmountsProps) {
  const t = useTranslations("payouts.settlements");
  const { currency, told, matched, difference } = compared;
  const off = told === undefined ? undefined : settlementDifference(told);
  const paidOut = matched && matched.capture - matched.refund - matched.fee;
  const lines = [
    { name: "capture", told: told?.capture, held: matched?.capture, less: difference.capture },
    { name: "refund", told: told?.refund, held: matched?.refund, less: difference.refund },
    { name: "fee", told: told?.fee, held: matched?.fee, less: difference.fee },
    {
      name: "amount",
      told: told?.amount,
      held: paidOut,
      less: told === undefined || paidOut === undefined ? undefined : told.amount - paidOut,
    },
  ] as const;
  return (
    <div className="not-first:border-t">
      <Table caption={t("amounts.caption", { currency })} isCaptionHidden isStackable>
        <thead>
          <tr>
            <Th>{currency}</Th>
            <Th isNumeric>{t("amounts.told")}</Th>
            <Th isNumeric>{t("amounts.held")}</Th>
            <Th isNumeric>{t("amounts.difference")}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, told: says, held, less }) => (
            <tr key={name} className={name === "amount" ? "font-medium" : undefined}>
              <Th scope="row">{t(`amounts.${name}`)}</Th>
              <Cell label={t("amounts.told")} value={says} currency={currency} />
              <Cell label={t("amounts.held")} value={held} currency={currency} />
              <Cell label={t("amounts.difference")} value={less} currency={currency} isMarked />
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="grid gap-2 border-t px-4 py-3 text-sm">
        {off === undefined ? (
          <p className="text-ink-faint">{t("check.untold")}</p>
        ) : off === 0 ? (
          <p className="text-ink-soft">{t("check.same")}</p>
        ) : (
          <Notice tone="bad" title={t("check.title")}>
            {t.rich("check.differs", {
              amount: () => <Amount value={minorUnits(off)} currency={currency} />,
            })}
          </Notice>
        )}
        {matched !== undefined && difference.fee !== undefined && difference.fee > 0 && (
          <p className="text-ink-soft">{t("check.fee")}</p>
        )}
      </div>
    </div>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly currency: string;
  /** What is not nothing deserves a look. */
  readonly isMarked?: boolean;
}

function Cell({ label, value, currency, isMarked = false }: CellProps) {
  const t = useTranslations("payouts.settlements");
  return (
    <Td isNumeric label={label}>
      {value === undefined ? (
        <span className="text-ink-faint">{t("untold")}</span>
      ) : isMarked && value !== 0 ? (
        <SignedAmount value={value} currency={currency} tone="waiting" />
      ) : (
        <SignedAmount value={value} currency={currency} />
      )}
    </Td>
  );
}
