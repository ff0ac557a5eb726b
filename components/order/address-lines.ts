import type { Address } from "@/lib/domain/address";

/** The lines of an envelope, without the country; blanks and doubles left out. */
export function addressLines(address: Address): string[] {
  const name = [address.firstName, address.lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(" ");
  const place = [address.postalCode, address.postalPlace]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(" ");
  const lines = [
    address.businessName,
    name,
    address.coAddress,
    address.addressLine,
    address.addressLine2,
    place,
  ].flatMap((line) => (line?.trim() ? [line.trim()] : []));
  return [...new Set(lines)];
}
