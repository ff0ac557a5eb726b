import { useLocale, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Facts } from "@/components/ui/facts";
import type { OrderItem, ShippingOption } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { formatCountry } from "@/lib/format/places";
import { AsReceived } from "./as-received";
import { Environment } from "./environment";
import { EtaText, TimeWindow } from "./eta";
import { Code, PlainUrl } from "./inline";
import { PickUpPlace } from "./pick-up-place";
import { ShipmentItems } from "./shipment-items";
import { SplitsList } from "./splits-list";
import { Vat } from "./vat";
import { Word } from "./word";

interface ShippingOptionDetailsProps {
  readonly option: ShippingOption;
  readonly currency: CurrencyCode;
  /** The order's lines, to say what a shipment holds. */
  readonly items: readonly OrderItem[];
}

/** Everything about one offered or chosen way of shipping, or one shipment, but its title and price. */
export function ShippingOptionDetails({ option, currency, items }: ShippingOptionDetailsProps) {
  const t = useTranslations("order.shipping");
  const locale = useLocale();
  return (
    <div className="grid gap-2">
      <Facts
        items={[
          { label: t("description"), value: option.description },
          {
            label: t("delivery"),
            value: option.deliveryMethod && <Word group="delivery" value={option.deliveryMethod} />,
          },
          { label: t("eta"), value: option.eta && <EtaText eta={option.eta} /> },
          {
            label: t("timeSlot"),
            value: option.timeSlot && (
              <TimeWindow startsAt={option.timeSlot.startsAt} endsAt={option.timeSlot.endsAt} />
            ),
          },
          {
            label: t("holds"),
            value:
              option.shipmentItems.length > 0 ? (
                <ShipmentItems shipmentItems={option.shipmentItems} items={items} />
              ) : undefined,
          },
          { label: t("vat"), value: hasVat(option) ? <Vat of={option} currency={currency} /> : undefined },
          { label: t("payInStore"), value: option.payInStore && (option.payInStore.type ?? t("payInStore")) },
          {
            label: t("environment"),
            value: option.environmentalData && <Environment data={option.environmentalData} />,
          },
        ]}
      />
      {option.pickUpAddress && (
        <div className="rounded bg-sunken p-3">
          <p className="mb-1 text-ink-faint text-xs">{t("pickUp")}</p>
          <PickUpPlace place={option.pickUpAddress} />
        </div>
      )}
      <Disclosure summary={t("more")}>
        <div className="pl-5">
          <Facts
            items={[
              {
                label: t("splits"),
                value:
                  option.splits.length > 0 || option.feeSplit ? (
                    <SplitsList splits={option.splits} feeSplit={option.feeSplit} currency={currency} />
                  ) : undefined,
              },
              {
                label: t("countries"),
                value:
                  option.countries.length > 0 ? (
                    <span title={option.countries.join(", ")}>
                      {option.countries.map((country) => formatCountry(country, locale)).join(", ")}
                    </span>
                  ) : undefined,
              },
              {
                label: t("metadata"),
                value:
                  Object.keys(option.metadata).length > 0 ? (
                    <AsReceived value={option.metadata} />
                  ) : undefined,
              },
              { label: t("shipmentId"), value: option.shipmentId && <Code>{option.shipmentId}</Code> },
              { label: t("id"), value: option.id && <Code>{option.id}</Code> },
              { label: t("lineId"), value: option.lineId && <Code>{option.lineId}</Code> },
              {
                label: t("operatorProduct"),
                value: option.operatorProductId && <Code>{option.operatorProductId}</Code>,
              },
              {
                label: t("thumbnail"),
                value: option.thumbnailUrl && <PlainUrl>{option.thumbnailUrl}</PlainUrl>,
              },
            ]}
          />
        </div>
      </Disclosure>
    </div>
  );
}

function hasVat(option: ShippingOption): boolean {
  return option.vat !== undefined || option.vatAmount !== undefined;
}
