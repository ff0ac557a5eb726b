import { useTranslations } from "next-intl";
import type { Verification } from "@/lib/domain/delivery-log";
import type { SignatureDifference } from "@/lib/domain/signature-difference";

type MatchesWhen = NonNullable<Verification["matchesWhen"]>;

/**
 * Which reading would have matched, and what to do about it.
 * @param expectedOf what Kontor expected of that part
 */
export function useCauseSentence(): (
  cause: MatchesWhen,
  expectedOf: (difference: SignatureDifference) => string,
) => string {
  const t = useTranslations("callbacks.cause");
  return ({ difference, value }, expectedOf) => t(difference, { value, expected: expectedOf(difference) });
}

/** What our configuration expects, for a sentence without the request at hand. @param callbackUrl the configured address */
export function expectedAt(
  callbackUrl: string,
  accountId: string,
): (difference: SignatureDifference) => string {
  const { hostname, pathname } = new URL(callbackUrl);
  return (difference) => {
    if (difference === "hostname") return hostname;
    if (difference === "pathname") return pathname;
    if (difference === "account") return accountId;
    return difference === "hostname-and-pathname" ? `${hostname}${pathname}` : "POST";
  };
}
