import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import type { Address } from "@/lib/domain/address";
import { formatCountry } from "@/lib/format/places";
import { addressLines } from "./address-lines";

interface AddressBlockProps {
  readonly address: Address;
}

/** An address as on an envelope, and beneath it what an envelope does not say. */
export function AddressBlock({ address }: AddressBlockProps) {
  const t = useTranslations("order.address");
  const locale = useLocale();
  const lines = addressLines(address);
  const position = [address.latitude, address.longitude].filter((value) => value !== undefined);
  return (
    <div className="grid gap-3">
      {(lines.length > 0 || address.country) && (
        <address className="text-ink text-sm not-italic">
          {lines.map((line) => (
            <div key={line}>
              <bdi>{line}</bdi>
            </div>
          ))}
          {address.country && (
            <data value={address.country} title={address.country}>
              {formatCountry(address.country, locale)}
            </data>
          )}
        </address>
      )}
      <Facts
        items={[
          { label: t("phone"), value: address.phoneNumber },
          { label: t("email"), value: address.email },
          { label: t("organizationNumber"), value: address.organizationNumber },
          { label: t("organizationType"), value: address.organizationType },
          { label: t("customerReference"), value: address.customerReference },
          { label: t("costCenter"), value: address.costCenter },
          { label: t("comment"), value: address.comment },
          { label: t("position"), value: position.length > 0 ? position.join(", ") : undefined },
        ]}
      />
    </div>
  );
}
