import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { Table, Td, Th } from "@/components/ui/table";
import type { JsonValue } from "@/lib/domain/json";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { AsReceived } from "./as-received";
import { Code } from "./inline";
import type { ConfiguredGateway, ConfiguredProduct } from "./payment-methods";
import { Word } from "./word";
import { useWords } from "./words";

interface PaymentMethodsTableProps {
  readonly gateways: readonly ConfiguredGateway[];
  readonly currency: CurrencyCode;
  readonly usedProductType: string | undefined;
  readonly defaultProductType: JsonValue | undefined;
}

/** Gateways with their products: offered or not, why, and what each was set to. */
export function PaymentMethodsTable({
  gateways,
  currency,
  usedProductType,
  defaultProductType,
}: PaymentMethodsTableProps) {
  const t = useTranslations("order.configuration");
  const word = useWords();
  return (
    <Table caption={t("methods")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("method")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("why")}</Th>
          <Th>{t("settings")}</Th>
        </tr>
      </thead>
      {gateways.map((gateway) => (
        <tbody key={gateway.key}>
          <tr className="bg-sunken">
            <Th scope="rowgroup" colSpan={4} className="text-ink-soft text-xs">
              {word("gateway", gateway.key)} <Code>{gateway.key}</Code>
              {Object.keys(gateway.settings).length > 0 && (
                <div className="mt-1 max-w-prose font-normal">
                  <AsReceived value={gateway.settings} currency={currency} />
                </div>
              )}
            </Th>
          </tr>
          {gateway.products.map((product) => (
            <tr key={product.paymentProductType}>
              <Th scope="row" className="font-normal">
                <span className="mr-2">{word("product", productKey(product))}</span>
                <span className="text-ink-faint">
                  <Code>{product.paymentProductType}</Code>
                </span>
                <span className="ml-2 inline-flex flex-wrap gap-1">
                  {product.paymentProductType === usedProductType && <Chip tone="info">{t("used")}</Chip>}
                  {product.paymentProductType === defaultProductType && (
                    <Chip tone="neutral">{t("default")}</Chip>
                  )}
                </span>
              </Th>
              <Td label={t("state")}>
                <State product={product} />
              </Td>
              <Td label={t("why")} className="text-ink-soft">
                <Reason product={product} />
              </Td>
              <Td>
                {Object.keys(product.settings).length > 0 && (
                  <Disclosure summary={t("settingsCount", { count: Object.keys(product.settings).length })}>
                    <div className="pb-2 text-left">
                      <AsReceived value={product.settings} currency={currency} />
                    </div>
                  </Disclosure>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function State({ product }: { readonly product: ConfiguredProduct }) {
  const t = useTranslations("order.configuration");
  if (!product.isEnabled) return <Chip tone="neutral">{t("off")}</Chip>;
  if (product.payability === "payable") return <Chip tone="good">{t("on")}</Chip>;
  return <Chip tone="waiting">{product.payability ? t("notOffered") : t("enabled")}</Chip>;
}

/** Switched off by the shop comes before what the provider says of it. */
function Reason({ product }: { readonly product: ConfiguredProduct }) {
  const t = useTranslations("order.configuration");
  return (
    <>
      {!product.isEnabled && <div>{t("switchedOff")}</div>}
      {product.payability && <Word group="payability" value={product.payability} />}
    </>
  );
}

function productKey(product: ConfiguredProduct): string {
  const { paymentProductType } = product;
  return paymentProductType.slice(paymentProductType.indexOf(".") + 1);
}
