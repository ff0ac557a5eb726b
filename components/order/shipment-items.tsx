import { useLocale, useTranslations } from "next-intl";
import type { OrderItem, ShippingOption } from "@/lib/domain/items";
import { formatQuantity } from "@/lib/format/numbers";
import { Code } from "./inline";

interface ShipmentItemsProps {
  readonly shipmentItems: ShippingOption["shipmentItems"];
  readonly items: readonly OrderItem[];
}

/** What lies in a parcel: quantity and name, by the order's own lines. */
export function ShipmentItems({ shipmentItems, items }: ShipmentItemsProps) {
  const t = useTranslations("order.shipping");
  const locale = useLocale();
  return (
    <ul>
      {shipmentItems.map(({ lineId, quantity }) => {
        const item = items.find((candidate) => candidate.lineId === lineId);
        return (
          <li key={`${lineId} ${quantity}`} className="flex flex-wrap items-baseline gap-x-2">
            {quantity !== undefined && <span className="figures">{formatQuantity(quantity, locale)} ×</span>}
            {item?.description && <bdi>{item.description}</bdi>}
            {lineId && (
              <span className="text-ink-faint text-xs">
                {t("line")} <Code>{lineId}</Code>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
