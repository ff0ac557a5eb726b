import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { JsonObject } from "@/lib/domain/json";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { readPaymentMethods } from "@/lib/domain/payment-methods";
import { AsReceived, ReceivedValue } from "./as-received";
import { ConfigurationMarkers } from "./configuration-markers";
import { childrenOf, isObject } from "./json-shape";
import { Nothing } from "./nothing";
import { PaymentMethodsTable } from "./payment-methods-table";
import { useFieldNames } from "./words";

interface PaymentConfigurationProps {
  /** Absent when only the transaction is known. */
  readonly configuration: JsonObject | undefined;
  readonly currency: CurrencyCode;
  /** How it was paid in the end. */
  readonly usedProductType?: string | undefined;
}

/** Every way to pay the session was made with, offered or not and why, and all the other settings as received. */
export function PaymentConfiguration({
  configuration,
  currency,
  usedProductType,
}: PaymentConfigurationProps) {
  const t = useTranslations("order.configuration");
  const nameOf = useFieldNames();
  if (!configuration || Object.keys(configuration).length === 0) {
    return (
      <Section title={t("title")} id="configuration">
        <Nothing>{configuration ? t("empty") : t("none")}</Nothing>
      </Section>
    );
  }
  const { gateways, settings } = readPaymentMethods(configuration);
  const products = gateways.flatMap((gateway) => gateway.products);
  const offered = products.filter(({ isEnabled, payability }) => isEnabled && payability === "payable");
  const groups = childrenOf(settings).filter(([, value]) => hasParts(value));
  const plain = Object.fromEntries(childrenOf(settings).filter(([, value]) => !hasParts(value)));
  return (
    <Section
      title={t("title")}
      id="configuration"
      actions={
        <span className="text-ink-faint text-sm">
          {t("offered", { offered: offered.length, all: products.length })}
        </span>
      }
      isFlush
    >
      {gateways.length > 0 && (
        <PaymentMethodsTable
          gateways={gateways}
          currency={currency}
          usedProductType={usedProductType}
          defaultProductType={configuration.default_payment_type}
        />
      )}
      <div className="grid gap-x-8 gap-y-5 p-4 md:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-1.5 font-medium text-ink-soft text-xs">{t("general")}</h3>
          <AsReceived value={plain} currency={currency} />
        </div>
        {groups.map(([key, value]) => (
          <div key={key} className="min-w-0">
            <h3 className="mb-1.5 font-medium text-ink-soft text-xs" title={String(key)}>
              {nameOf(String(key)) ?? <code>{key}</code>}
            </h3>
            <ReceivedValue name={String(key)} value={value} currency={currency} />
          </div>
        ))}
      </div>
      <ConfigurationMarkers gateways={gateways} />
    </Section>
  );
}

/** Whether a setting has parts worth a heading of their own. */
function hasParts(value: JsonObject[string]): boolean {
  if (value === undefined || childrenOf(value).length === 0) return false;
  return isObject(value) || childrenOf(value).some(([, child]) => isObject(child));
}
