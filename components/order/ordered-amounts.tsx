import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Table, Td, Th } from "@/components/ui/table";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { Amounts } from "@/lib/domain/order";
import type { SessionOrder } from "@/lib/domain/session";
import { Code } from "./inline";

interface OrderedAmountsProps {
  readonly amounts: Amounts;
  readonly sessionOrder: SessionOrder | undefined;
}

/** What the customer was asked to pay, as the shop sent it. */
export function OrderedAmounts({ amounts, sessionOrder }: OrderedAmountsProps) {
  const t = useTranslations("order.money");
  const { currency } = amounts;
  const marks = [
    sessionOrder?.partialPayment ? t("partial") : undefined,
    sessionOrder?.isChanged ? t("changed") : undefined,
  ].filter((mark) => mark !== undefined);
  return (
    <div>
      <Table caption={t("ordered")} isCaptionHidden>
        <tbody>
          <Row label={t("orderAmount")} value={sessionOrder?.amount ?? amounts.ordered} currency={currency} />
          <Row label={t("vat")} value={sessionOrder?.vatAmount} currency={currency} />
          <Row label={t("gross")} value={sessionOrder?.grossAmount} currency={currency} />
          <Row label={t("giftCards")} value={amounts.giftCards || undefined} currency={currency} />
        </tbody>
      </Table>
      {marks.length > 0 && <p className="mt-2 text-ink-faint text-xs">{marks.join(" · ")}</p>}
      {sessionOrder && sessionOrder.discountCodes.length > 0 && (
        <p className="mt-2 text-ink-soft text-sm">
          {t("codes")} <Code>{sessionOrder.discountCodes.join(", ")}</Code>
        </p>
      )}
    </div>
  );
}

interface RowProps {
  readonly label: string;
  readonly value: MinorUnits | undefined;
  readonly currency: CurrencyCode;
}

function Row({ label, value, currency }: RowProps) {
  if (value === undefined) return null;
  return (
    <tr>
      <Th scope="row" className="first:pl-0! font-normal">
        {label}
      </Th>
      <Td isNumeric className="last:pr-0!">
        <Amount value={value} currency={currency} />
      </Td>
    </tr>
  );
}
