import { useLocale, useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Section } from "@/components/ui/section";
import type { Address } from "@/lib/domain/address";
import { formatCountry } from "@/lib/format/places";
import { AddressBlock } from "./address-block";
import { addressLines } from "./address-lines";
import { Nothing } from "./nothing";

interface AddressSectionProps {
  readonly kind: "shipping" | "billing";
  readonly address: Address | undefined;
}

export function AddressSection({ kind, address }: AddressSectionProps) {
  const t = useTranslations("order.address");
  const locale = useLocale();
  if (!address) {
    return (
      <Section title={t(kind)}>
        <Nothing>{t("none")}</Nothing>
      </Section>
    );
  }
  const lines = [...addressLines(address), address.country && formatCountry(address.country, locale)];
  return (
    <Section
      title={t(kind)}
      actions={<CopyButton value={lines.filter(Boolean).join("\n")} label={t("copy")} />}
    >
      <AddressBlock address={address} />
    </Section>
  );
}
