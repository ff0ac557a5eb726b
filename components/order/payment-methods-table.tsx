import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { Table, Td, Th } from "@/components/ui/table";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { ConfiguredGateway, ConfiguredProduct } from "@/lib/domain/payment-methods";
import { AsReceived } from "./as-received";
import { Code } from "./inline";
import { childrenOf } from "./json-shape";
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
          <Th>{t("gateway")}</Th>
          <Th>{t("method")}</Th>
          <Th>{t("state")}</Th>
          <Th className="w-2/5">{t("settings")}</Th>
        </tr>
      </thead>
      {gateways.map((gateway) => (
        <tbody key={gateway.key}>
          {gateway.products.length === 0 && (
            <tr>
              <GatewayCell gateway={gateway} currency={currency} rows={1} />
              <Td colSpan={3} />
            </tr>
          )}
          {gateway.products.map((product, index) => (
            <tr key={product.paymentProductType}>
              {index === 0 && (
                <GatewayCell gateway={gateway} currency={currency} rows={gateway.products.length} />
              )}
              <Th scope="row" className="first:pl-3! font-normal">
                <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  {word("product", productKey(product))}
                  <span className="text-ink-faint">
                    <Code>{product.paymentProductType}</Code>
                  </span>
                  {product.paymentProductType === usedProductType && <Chip tone="info">{t("used")}</Chip>}
                  {product.paymentProductType === defaultProductType && (
                    <Chip tone="neutral">{t("default")}</Chip>
                  )}
                </div>
              </Th>
              <Td label={t("state")} className="whitespace-nowrap">
                <State product={product} />
              </Td>
              <Td className="text-ink-soft">
                <div className="grid w-full gap-1">
                  <Reason product={product} />
                  <Settings settings={product.settings} currency={currency} />
                </div>
              </Td>
            </tr>
          ))}
        </tbody>
      ))}
    </Table>
  );
}

interface GatewayCellProps {
  readonly gateway: ConfiguredGateway;
  readonly currency: CurrencyCode;
  readonly rows: number;
}

function GatewayCell({ gateway, currency, rows }: GatewayCellProps) {
  const word = useWords();
  return (
    <Th scope="rowgroup" rowSpan={rows}>
      <div>
        {word("gateway", gateway.key)}
        <div className="whitespace-nowrap font-normal text-ink-faint">
          <Code>{gateway.key}</Code>
        </div>
        {Object.keys(gateway.settings).length > 0 && (
          <div className="mt-1 font-normal">
            <AsReceived value={gateway.settings} currency={currency} isStacked />
          </div>
        )}
      </div>
    </Th>
  );
}

function State({ product }: { readonly product: ConfiguredProduct }) {
  const t = useTranslations("order.configuration");
  if (!product.isEnabled) return <Chip tone="neutral">{t("off")}</Chip>;
  if (product.payability === "payable") return <Chip tone="good">{t("on")}</Chip>;
  return <Chip tone="waiting">{product.payability ? t("notOffered") : t("enabled")}</Chip>;
}

/** Switched off by the shop comes before what the provider says of it; that a method is offered needs no reason. */
function Reason({ product }: { readonly product: ConfiguredProduct }) {
  const t = useTranslations("order.configuration");
  const { isEnabled, payability } = product;
  return (
    <>
      {!isEnabled && <div>{t("switchedOff")}</div>}
      {payability && payability !== "payable" && <Word group="payability" value={payability} />}
    </>
  );
}

/** A few plain settings stand open; what has parts or many lines is folded. */
function Settings({
  settings,
  currency,
}: {
  readonly settings: JsonObject;
  readonly currency: CurrencyCode;
}) {
  const t = useTranslations("order.configuration");
  const entries = childrenOf(settings);
  if (entries.length === 0) return null;
  const isPlain = entries.every(([, value]) => childrenOf(value).length === 0);
  const shown = <AsReceived value={settings} currency={currency} />;
  if (isPlain && entries.length <= 3) return shown;
  return (
    <Disclosure summary={t("settingsCount", { count: entries.length })}>
      <div className="pb-2">{shown}</div>
    </Disclosure>
  );
}

function productKey(product: ConfiguredProduct): string {
  const { paymentProductType } = product;
  return paymentProductType.slice(paymentProductType.indexOf(".") + 1);
}
