import { useLocale, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Facts } from "@/components/ui/facts";
import type { OrderItem } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { formatQuantity } from "@/lib/format/numbers";
import { AsReceived } from "./as-received";
import { DiscountLines } from "./discount-lines";
import { PlainUrl } from "./inline";
import { SplitsList } from "./splits-list";
import { StoreFacts } from "./store-facts";

interface ItemDetailsProps {
  readonly item: OrderItem;
  readonly currency: CurrencyCode;
}

/** Whether a line has anything for `ItemDetails` to show. */
export function hasItemDetails(item: OrderItem): boolean {
  return (
    item.discountLines.length > 0 ||
    item.splits.length > 0 ||
    [
      item.feeSplit,
      item.store,
      item.emd,
      item.version,
      item.unitVolume,
      item.unitWeight,
      item.unitDimensionalWeight,
      item.thumbnailUrl,
    ].some((value) => value !== undefined)
  );
}

/** Discounts and sellers first; what a warehouse or a machine reads is folded. */
export function ItemDetails({ item, currency }: ItemDetailsProps) {
  const t = useTranslations("order.items");
  const locale = useLocale();
  const isFolded = [
    item.store,
    item.emd,
    item.version,
    item.unitVolume,
    item.unitWeight,
    item.unitDimensionalWeight,
    item.thumbnailUrl,
  ].some((value) => value !== undefined);
  return (
    <div className="grid w-full gap-1.5 text-left text-ink-soft text-sm">
      <Facts
        items={[
          {
            label: t("discounts"),
            value: item.discountLines.length > 0 && (
              <DiscountLines lines={item.discountLines} currency={currency} />
            ),
          },
          {
            label: t("splits"),
            value: (item.splits.length > 0 || item.feeSplit) && (
              <SplitsList splits={item.splits} feeSplit={item.feeSplit} currency={currency} />
            ),
          },
        ].map(({ label, value }) => ({ label, value: value || undefined }))}
      />
      {isFolded && (
        <Disclosure summary={t("more")}>
          <div className="grid gap-3 pl-5">
            <Facts
              items={[
                { label: t("weight"), value: quantity(item.unitWeight, locale, "kg") },
                { label: t("volume"), value: quantity(item.unitVolume, locale, "m³") },
                { label: t("dimensionalWeight"), value: quantity(item.unitDimensionalWeight, locale, "kg") },
                { label: t("version"), value: item.version },
                {
                  label: t("thumbnail"),
                  value: item.thumbnailUrl && <PlainUrl>{item.thumbnailUrl}</PlainUrl>,
                },
                { label: t("store"), value: item.store && <StoreFacts store={item.store} /> },
                { label: t("emd"), value: item.emd && <AsReceived value={item.emd} /> },
              ]}
            />
          </div>
        </Disclosure>
      )}
    </div>
  );
}

function quantity(value: number | undefined, locale: ReturnType<typeof useLocale>, unit: string) {
  return value === undefined ? undefined : `${formatQuantity(value, locale)} ${unit}`;
}
