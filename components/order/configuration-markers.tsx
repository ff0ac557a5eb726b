import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { ConfiguredGateway } from "@/lib/domain/payment-methods";
import { Code } from "./inline";

/** Which entries Dintero marked as a gateway or a product; for whoever compares with the raw document. */
export function ConfigurationMarkers({ gateways }: { readonly gateways: readonly ConfiguredGateway[] }) {
  const t = useTranslations("order.configuration");
  const marked = new Map<string, string[]>();
  for (const gateway of gateways) {
    const entries = [
      { name: gateway.key, type: gateway.type },
      ...gateway.products.map((product) => ({ name: product.paymentProductType, type: product.type })),
    ];
    for (const { name, type } of entries) {
      if (type !== undefined) marked.set(type, [...(marked.get(type) ?? []), name]);
    }
  }
  if (marked.size === 0) return null;
  return (
    <Disclosure summary={t("markers")} className="border-t px-4 py-2">
      <dl className="grid gap-2 pb-2 pl-5 text-sm">
        {[...marked].map(([type, names]) => (
          <div key={type}>
            <dt>
              <Code>{type}</Code>
            </dt>
            <dd className="text-ink-faint">
              <Code>{names.join(", ")}</Code>
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
