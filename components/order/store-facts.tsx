import { useTranslations } from "next-intl";
import { Identifier } from "@/components/identifier";
import { Facts } from "@/components/ui/facts";
import type { Store } from "@/lib/domain/address";
import { AddressBlock } from "./address-block";

interface StoreFactsProps {
  readonly store: Store;
}

/** A store with everything Dintero was told of it. */
export function StoreFacts({ store }: StoreFactsProps) {
  const t = useTranslations("order.store");
  return (
    <Facts
      items={[
        { label: t("name"), value: store.name },
        { label: t("businessName"), value: store.businessName },
        { label: t("chain"), value: store.chain },
        { label: t("id"), value: store.id && <Identifier value={store.id} label={t("id")} isCopyable /> },
        { label: t("address"), value: store.address && <AddressBlock address={store.address} /> },
        { label: t("email"), value: store.email },
        { label: t("phone"), value: store.phoneNumber },
        { label: t("organizationNumber"), value: store.organizationNumber },
        { label: t("gln"), value: store.gln },
        { label: t("mcc"), value: store.mcc },
        { label: t("bax"), value: store.bax },
        { label: t("terminal"), value: store.terminalId },
        { label: t("payoutDestination"), value: store.payoutDestinationId },
      ]}
    />
  );
}
