import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { Store } from "@/lib/domain/address";
import { StoreFacts } from "./store-facts";

/** The shop the order belongs to; no region when nobody said. */
export function StoreSection({ store }: { readonly store: Store | undefined }) {
  const t = useTranslations("order.store");
  if (!store) return null;
  return (
    <Section title={t("title")} id="store">
      <StoreFacts store={store} />
    </Section>
  );
}
