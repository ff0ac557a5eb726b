import { useTranslations } from "next-intl";
import { Amount } from "@/components/money";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { Section } from "@/components/ui/section";
import type { OrderItem, ShippingOption } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { Nothing } from "./nothing";
import { ShippingOptionDetails } from "./shipping-option-details";

interface ShippingSectionProps {
  readonly chosen: ShippingOption | undefined;
  readonly offered: readonly ShippingOption[];
  /** Express only: shipping_required or shipping_not_required. */
  readonly shippingMode?: string | undefined;
  readonly items: readonly OrderItem[];
  readonly currency: CurrencyCode;
}

/** The way of shipping that was chosen, its parcels, and what else was offered. */
export function ShippingSection({ chosen, offered, shippingMode, items, currency }: ShippingSectionProps) {
  const t = useTranslations("order.shipping");
  return (
    <Section title={t("title")} id="shipping">
      <div className="grid gap-4">
        {chosen ? (
          <div className="grid gap-3">
            <OptionTitle option={chosen} currency={currency} level="h3" />
            <ShippingOptionDetails option={chosen} currency={currency} items={items} />
            {chosen.shipments.map((shipment, index) => (
              <div key={shipment.shipmentId ?? JSON.stringify(shipment)} className="rounded border p-3">
                <p className="mb-1 text-ink-faint text-xs">
                  {t("shipment", { number: index + 1, count: chosen.shipments.length })}
                </p>
                <OptionTitle option={shipment} currency={currency} level="h4" />
                <div className="mt-2">
                  <ShippingOptionDetails option={shipment} currency={currency} items={items} />
                </div>
              </div>
            ))}
          </div>
        ) : (
          <Nothing>{offered.length > 0 ? t("noneChosen") : t("none")}</Nothing>
        )}
        {offered.length > 0 && (
          <div className="grid gap-1 border-t pt-3">
            <h3 className="text-ink-faint text-xs">{t("offered", { count: offered.length })}</h3>
            {offered.map((option) => (
              <OfferedOption
                key={JSON.stringify(option)}
                option={option}
                isChosen={isSameOption(option, chosen)}
                currency={currency}
                items={items}
              />
            ))}
          </div>
        )}
        {shippingMode && (
          <p className="text-ink-faint text-xs">
            {t("mode")} <bdi className="font-mono">{shippingMode}</bdi>
          </p>
        )}
      </div>
    </Section>
  );
}

interface OptionTitleProps {
  readonly option: ShippingOption;
  readonly currency: CurrencyCode;
  readonly level: "h3" | "h4" | "span";
}

function OptionTitle({ option, currency, level: Heading }: OptionTitleProps) {
  const t = useTranslations("order.shipping");
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <Heading className="font-medium text-sm">
        <bdi>{option.title ?? t("untitled")}</bdi>
        {option.operator && (
          <span className="font-normal text-ink-soft">
            {" · "}
            <bdi>{option.operator}</bdi>
          </span>
        )}
      </Heading>
      {option.amount !== undefined && <Amount value={option.amount} currency={currency} />}
    </div>
  );
}

interface OfferedOptionProps {
  readonly option: ShippingOption;
  readonly isChosen: boolean;
  readonly currency: CurrencyCode;
  readonly items: readonly OrderItem[];
}

function OfferedOption({ option, isChosen, currency, items }: OfferedOptionProps) {
  const t = useTranslations("order.shipping");
  return (
    <Disclosure
      summary={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <OptionTitle option={option} currency={currency} level="span" />
          {isChosen && <Chip tone="good">{t("chosen")}</Chip>}
        </span>
      }
    >
      <div className="grid gap-3 pb-3 pl-5">
        <ShippingOptionDetails option={option} currency={currency} items={items} />
        {option.shipments.map((shipment) => (
          <div key={shipment.shipmentId ?? JSON.stringify(shipment)} className="rounded border p-3">
            <OptionTitle option={shipment} currency={currency} level="h4" />
            <ShippingOptionDetails option={shipment} currency={currency} items={items} />
          </div>
        ))}
      </div>
    </Disclosure>
  );
}

/** Options keep their `id` from the offer to the order; two pick-up places of one product differ in the line id. */
function isSameOption(option: ShippingOption, chosen: ShippingOption | undefined): boolean {
  if (!chosen) return false;
  return option.id === chosen.id && option.lineId === chosen.lineId;
}
