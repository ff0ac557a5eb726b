import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import type { GiftCard } from "@/lib/domain/items";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { Amounts, Check } from "@/lib/domain/order";
import type { SessionOrder } from "@/lib/domain/session";
import { Checks } from "./checks";
import { GiftCards } from "./gift-cards";
import { MoneyLadder, type Rung, RungSwatch } from "./money-ladder";
import { OrderedAmounts } from "./ordered-amounts";

interface MoneySectionProps {
  readonly amounts: Amounts;
  readonly checks: readonly Check[];
  readonly sessionOrder: SessionOrder | undefined;
  readonly giftCards: readonly GiftCard[];
}

/** Where the money is: the bar, the figures, what was asked for, and what does not add up. */
export function MoneySection({ amounts, checks, sessionOrder, giftCards }: MoneySectionProps) {
  const t = useTranslations("order.money");
  const { currency, authorized } = amounts;
  return (
    <Section title={t("title")} id="money">
      <div className="grid gap-4">
        {authorized === 0 && <p className="text-ink-soft text-sm">{t("nothing")}</p>}
        <MoneyLadder amounts={amounts} />
        <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
          <Table caption={t("moved")} isCaptionHidden>
            <tbody>
              <Row label={t("authorized")} value={authorized} currency={currency} isStrong />
              <Row label={t("captured")} value={amounts.captured} currency={currency} rung="captured" />
              <Row label={t("refunded")} value={amounts.refunded} currency={currency} rung="refunded" />
              <Row label={t("voided")} value={amounts.voided} currency={currency} rung="voided" />
              <Row
                label={t("remaining")}
                note={t("formula")}
                value={amounts.remaining}
                currency={currency}
                rung="remaining"
                isStrong
              />
              {amounts.pendingCapture !== 0 && (
                <Row
                  label={t("pendingCapture")}
                  value={amounts.pendingCapture}
                  currency={currency}
                  rung="pendingCapture"
                />
              )}
              {amounts.pendingRefund !== 0 && (
                <Row
                  label={t("pendingRefund")}
                  value={amounts.pendingRefund}
                  currency={currency}
                  rung="pendingRefund"
                />
              )}
            </tbody>
          </Table>
          <OrderedAmounts amounts={amounts} sessionOrder={sessionOrder} />
        </div>
        {giftCards.length > 0 && <GiftCards cards={giftCards} currency={currency} />}
        {checks.length > 0 && <Checks checks={checks} currency={currency} />}
      </div>
    </Section>
  );
}

interface RowProps {
  readonly label: string;
  readonly note?: string;
  readonly value: MinorUnits;
  readonly currency: CurrencyCode;
  readonly rung?: Rung;
  readonly isStrong?: boolean;
}

function Row({ label, note, value, currency, rung, isStrong = false }: RowProps) {
  return (
    <tr>
      <Th scope="row" className="first:pl-0! font-normal">
        <span className="flex items-center gap-2" title={note}>
          {rung ? <RungSwatch rung={rung} /> : <span className="w-2.5" />}
          <span className={isStrong ? "font-medium" : undefined}>{label}</span>
        </span>
      </Th>
      <Td isNumeric className="last:pr-0!">
        <Amount value={value} currency={currency} className={isStrong ? "font-medium" : undefined} />
      </Td>
    </tr>
  );
}
