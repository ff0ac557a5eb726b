import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Table, Td, Th } from "@/components/ui/table";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { EventSettlements } from "@/lib/domain/transaction";
import { Code } from "./inline";

interface SettlementsTableProps {
  readonly settlements: EventSettlements;
  readonly currency: CurrencyCode;
}

/** Which payouts a capture or refund went into, with what was kept as fee. */
export function SettlementsTable({ settlements, currency }: SettlementsTableProps) {
  const t = useTranslations("timeline.settlements");
  const money = (label: string, value: MinorUnits | undefined) => (
    <Td isNumeric label={label}>
      {value !== undefined && <Amount value={value} currency={currency} />}
    </Td>
  );
  return (
    <Table caption={t("caption")} isStackable className="max-w-2xl">
      <thead>
        <tr>
          <Th>{t("settlement")}</Th>
          <Th isNumeric>{t("captured")}</Th>
          <Th isNumeric>{t("refunded")}</Th>
          <Th isNumeric>{t("fee")}</Th>
          <Th isNumeric>{t("paidOut")}</Th>
        </tr>
      </thead>
      <tbody>
        {settlements.events.map((settlement) => (
          <tr key={JSON.stringify(settlement)}>
            <Th scope="row" className="font-normal">
              <Code>{settlement.settlementId}</Code>
              <div className="text-ink-faint text-xs">
                {settlement.providerReference && (
                  <span className="mr-3">
                    {t("providerReference")} <Code>{settlement.providerReference}</Code>
                  </span>
                )}
                {settlement.eventCorrelationId && (
                  <span>
                    {t("correlation")} <Code>{settlement.eventCorrelationId}</Code>
                  </span>
                )}
              </div>
            </Th>
            {money(t("captured"), settlement.capture)}
            {money(t("refunded"), settlement.refund)}
            {money(t("fee"), settlement.fee)}
            {money(t("paidOut"), settlement.amount)}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
