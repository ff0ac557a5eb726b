import { useLocale, useMessages, useTimeZone, useTranslations } from "next-intl";
import type { Buckets } from "@/lib/domain/failure-buckets";
import type { FailureGroup } from "@/lib/domain/failure-filter";
import { NONE } from "@/lib/domain/order-filter-words";
import { formatInstant } from "@/lib/format/instants";
import { isKeyOf } from "../order/is-key-of";
import { usePaymentMethod } from "../order/words";

/** What each group is called in the reader's language; a value we have no word for stays as received. */
export function useGroupName(): (group: FailureGroup, key: string) => string {
  const t = useTranslations("failures");
  const method = usePaymentMethod();
  const { failure } = useMessages();
  return (group, key) => {
    switch (group) {
      case "reason":
        return wordOf(failure.rules, key);
      case "who":
        return wordOf(failure.who, key);
      case "method":
        return key === NONE ? t("without.method") : method(key);
      case "brand":
        return key === NONE ? t("without.brand") : key;
      case "store":
        return key === NONE ? t("without.store") : key;
      case "hour":
        return t("hour", { from: clock(Number(key)), to: clock(Number(key) + 1) });
    }
  };
}

/** When a bar begins and, of seven days, ends, on the shop's clock. */
export function useBarName(): (buckets: Buckets, index: number) => string {
  const t = useTranslations("failures");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return ({ unit, starts, end }, index) => {
    const at = (ms: number) =>
      formatInstant(new Date(ms).toISOString(), {
        locale,
        timeZone,
        style: unit === "hour" ? "minute" : "date",
      });
    const start = starts[index] ?? end;
    // One millisecond before the next one begins is still its last day.
    return unit === "week"
      ? t("days", { from: at(start), to: at((starts[index + 1] ?? end) - 1) })
      : at(start);
  };
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return (isKeyOf(words, key) ? words[key] : undefined) ?? key;
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}
