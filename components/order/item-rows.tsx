import { useLocale, useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Td, Th } from "@/components/ui/table";
import type { OrderItem } from "@/lib/domain/items";
import { type CurrencyCode, type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import type { OrderLine } from "@/lib/domain/order";
import { formatPercent, formatQuantity } from "@/lib/format/numbers";
import { Code } from "./inline";
import { hasItemDetails, ItemDetails } from "./item-details";
import { Word } from "./word";

interface ItemRowsProps {
  readonly line: OrderLine;
  readonly currency: CurrencyCode;
  /** Whether any line of this order was captured or refunded: else those columns would say nothing. */
  readonly hasMoved: boolean;
}

/** One line of the order: its figures, and beneath them what else is known of it. */
export function ItemRows({ line, currency, hasMoved }: ItemRowsProps) {
  const t = useTranslations("order.items");
  const locale = useLocale();
  const { item } = line;
  const hasDetails = hasItemDetails(item);
  const cell = hasDetails ? "border-b-0 pb-1" : undefined;
  return (
    <tbody>
      <tr>
        <Th scope="row" className={cell}>
          <div className="min-w-0">
            <bdi>{item.description ?? t("untitled")}</bdi>
            <div className="flex flex-wrap gap-x-3 font-normal text-ink-faint text-xs">
              {item.id && (
                <span>
                  {t("id")} <Code>{item.id}</Code>
                </span>
              )}
              <span>
                {t("line")} <Code>{item.lineId}</Code>
              </span>
              {item.type && <Word group="item" value={item.type} />}
              {item.groups.map((group) => (
                <span key={JSON.stringify(group)} title={t("group")}>
                  <bdi>{group.name}</bdi> {group.id && <Code>{group.id}</Code>}
                </span>
              ))}
              {item.isChanged && <span>{t("changed")}</span>}
              {item.eligibleForDiscount !== undefined && (
                <span>{item.eligibleForDiscount ? t("eligible") : t("notEligible")}</span>
              )}
            </div>
          </div>
        </Th>
        <Td isNumeric label={t("quantity")} className={cell}>
          {item.quantity !== undefined && formatQuantity(item.quantity, locale)}
        </Td>
        <Td isNumeric label={t("unit")} className={cell}>
          <UnitPrice item={item} currency={currency} />
        </Td>
        <Td isNumeric label={t("vat")} className={cell}>
          <div>
            {item.vat !== undefined && <div>{formatPercent(item.vat, locale)}</div>}
            {item.vatAmount !== undefined && (
              <Amount value={item.vatAmount} currency={currency} className="text-ink-faint text-xs" />
            )}
          </div>
        </Td>
        <Td isNumeric label={t("amount")} className={cell}>
          <div>
            <Amount value={item.amount} currency={currency} className="font-medium" />
            {item.grossAmount !== undefined && (
              <div className="text-ink-faint text-xs">
                {t("gross")} <Amount value={item.grossAmount} currency={currency} />
              </div>
            )}
          </div>
        </Td>
        {hasMoved && (
          <>
            <Moved
              label={t("captured")}
              value={line.captured}
              quantity={line.capturedQuantity}
              currency={currency}
              className={cell}
            />
            <Moved
              label={t("refunded")}
              value={line.refunded}
              quantity={line.refundedQuantity}
              currency={currency}
              className={cell}
            />
            <Td isNumeric label={t("left")} className={cell}>
              <Amount value={line.left} currency={currency} />
            </Td>
          </>
        )}
      </tr>
      {hasDetails && (
        <tr>
          <Td colSpan={hasMoved ? 8 : 5} className="h-auto pt-0">
            <ItemDetails item={item} currency={currency} />
          </Td>
        </tr>
      )}
    </tbody>
  );
}

interface MovedProps {
  readonly label: string;
  readonly value: MinorUnits;
  readonly quantity: number;
  readonly currency: CurrencyCode;
  readonly className: string | undefined;
}

function Moved({ label, value, quantity, currency, className }: MovedProps) {
  const locale = useLocale();
  return (
    <Td isNumeric label={label} className={className}>
      <div>
        <Amount value={value} currency={currency} className={value === 0 ? "text-ink-faint" : undefined} />
        {quantity !== 0 && <div className="text-ink-faint text-xs">{formatQuantity(quantity, locale)} ×</div>}
      </div>
    </Td>
  );
}

/** Dintero sends no unit price: the gross of the line over its quantity, marked where that does not divide. */
function UnitPrice({ item, currency }: { readonly item: OrderItem; readonly currency: CurrencyCode }) {
  if (!item.quantity) return null;
  const exact = (item.grossAmount ?? item.amount) / item.quantity;
  const rounded = Math.round(exact);
  return (
    <>
      {rounded !== exact && "≈ "}
      <Amount value={minorUnits(rounded)} currency={currency} />
    </>
  );
}
