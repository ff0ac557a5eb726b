import { useMessages } from "next-intl";
import type { Messages } from "@/lib/i18n/messages";

type WordGroup = keyof Messages["status"];

/** The word for a value of Dintero's, in the reader's language; a value we have no word for stays as received. */
export function useWords(): (group: WordGroup, value: string) => string {
  const { status } = useMessages();
  return (group, value) => wordOf(status[group], value) ?? value;
}

/** The name of a field of Dintero's, or undefined where we have none: then the key itself is shown. */
export function useFieldNames(): (key: string) => string | undefined {
  const { field } = useMessages().order;
  return (key) => wordOf(field, key);
}

/** "dintero_psp.creditcard" as "Card · Dintero PSP"; "vipps", which is gateway and product in one, as "Vipps". */
export function usePaymentMethod(): (paymentProductType: string) => string {
  const word = useWords();
  return (paymentProductType) => {
    const [gateway = "", ...rest] = paymentProductType.split(".");
    const gatewayName = word("gateway", gateway);
    if (rest.length === 0) return gatewayName;
    const productName = word("product", rest.join("."));
    return productName === gatewayName ? productName : `${productName} · ${gatewayName}`;
  };
}

function wordOf(words: Readonly<Record<string, string>>, value: string): string | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined;
}
