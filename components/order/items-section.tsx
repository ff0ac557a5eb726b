import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import type { DiscountLine } from "@/lib/domain/items";
import { type CurrencyCode, sum } from "@/lib/domain/minor-units";
import type { OrderLine } from "@/lib/domain/order";
import { DiscountLines } from "./discount-lines";
import { ItemRows } from "./item-rows";
import { Nothing } from "./nothing";

interface ItemsSectionProps {
  readonly lines: readonly OrderLine[];
  /** On the order as a whole. */
  readonly discountLines: readonly DiscountLine[];
  readonly currency: CurrencyCode;
}

/** Every line, shipping among them, with what happened to it. */
export function ItemsSection({ lines, discountLines, currency }: ItemsSectionProps) {
  const t = useTranslations("order.items");
  if (lines.length === 0) {
    return (
      <Section title={t("title")} id="items">
        <Nothing>{t("none")}</Nothing>
      </Section>
    );
  }
  const items = sum(lines.map(({ item }) => item.amount));
  const hasMoved = lines.some(({ captured, refunded }) => captured !== 0 || refunded !== 0);
  return (
    <Section title={t("title")} id="items" isFlush>
      <Table caption={t("title")} isCaptionHidden isStackable>
        <thead>
          <tr>
            <Th>{t("item")}</Th>
            <Th isNumeric>{t("quantity")}</Th>
            <Th isNumeric>{t("unit")}</Th>
            <Th isNumeric>{t("vat")}</Th>
            <Th isNumeric>{t("amount")}</Th>
            {hasMoved && (
              <>
                <Th isNumeric>{t("captured")}</Th>
                <Th isNumeric>{t("refunded")}</Th>
                <Th isNumeric>{t("left")}</Th>
              </>
            )}
          </tr>
        </thead>
        {lines.map((line) => (
          <ItemRows key={JSON.stringify(line.item)} line={line} currency={currency} hasMoved={hasMoved} />
        ))}
        <tfoot className="bg-sunken">
          <tr>
            <Th scope="row" colSpan={4} className="font-normal text-ink-soft">
              {t("sum", { count: lines.length })}
            </Th>
            <Td isNumeric label={t("amount")}>
              <Amount value={items} currency={currency} className="font-medium" />
            </Td>
            {hasMoved && (
              <>
                <Td isNumeric label={t("captured")}>
                  <Amount value={sum(lines.map(({ captured }) => captured))} currency={currency} />
                </Td>
                <Td isNumeric label={t("refunded")}>
                  <Amount value={sum(lines.map(({ refunded }) => refunded))} currency={currency} />
                </Td>
                <Td isNumeric label={t("left")}>
                  <Amount value={sum(lines.map(({ left }) => left))} currency={currency} />
                </Td>
              </>
            )}
          </tr>
        </tfoot>
      </Table>
      {discountLines.length > 0 && (
        <div className="border-t px-4 py-3 text-sm">
          <h3 className="mb-1 text-ink-faint text-xs">{t("orderDiscounts")}</h3>
          <DiscountLines lines={discountLines} currency={currency} />
        </div>
      )}
    </Section>
  );
}
