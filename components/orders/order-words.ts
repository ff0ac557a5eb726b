import { useMessages, useTranslations } from "next-intl";
import { NONE } from "@/lib/domain/order-filter-words";
import { isKeyOf } from "../order/is-key-of";
import { usePaymentMethod, useWords } from "../order/words";

/** How each value of a filter is called in the reader's language; one we have no word for stays as received. */
export function useFilterWords() {
  const t = useTranslations("orders");
  const word = useWords();
  const method = usePaymentMethod();
  const { failure } = useMessages();
  const own = (words: Readonly<Record<string, unknown>>, value: string) =>
    isKeyOf(words, value) && typeof words[value] === "string" ? words[value] : value;
  return {
    status: (value: string) => word("order", value),
    method: (value: string) => (value === NONE ? t("filter.without") : method(value)),
    who: (value: string) => own(failure.who, value),
    reason: (value: string) => own(failure.rules, value),
    yesNo: (value: boolean) => t(value ? "filter.yes" : "filter.no"),
    asIs: (value: string) => value,
    seller: (value: string) => (value === NONE ? t("filter.ownAccount") : value),
    orNone: (value: string) => (value === NONE ? t("filter.without") : value),
  };
}
