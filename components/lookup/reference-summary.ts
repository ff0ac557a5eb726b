import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { SearchMatch } from "@/lib/queries/search";
import { useWords } from "../order/words";

/**
 * "3 sessions for 10023: 2 failed, 1 captured" where all of `matches` are tries of one reference; else undefined. Each
 * try of a customer is a session of its own, so this is usual.
 */
export function useReferenceSummary(matches: readonly SearchMatch[]): string | undefined {
  const t = useTranslations("lookup");
  const format = useFormatter();
  const locale = useLocale();
  const wordOf = useWords();
  const [first] = matches;
  const reference = first?.matched.text;
  const isOne = matches.every(
    ({ matched_field, matched }) =>
      matched_field === "reference" &&
      matched.mark?.[1] === matched.text.length &&
      matched.text.toLowerCase() === reference?.toLowerCase(),
  );
  if (matches.length < 2 || reference === undefined || !isOne) return undefined;
  const counts = new Map<string, number>();
  for (const { status = "UNKNOWN" } of matches) counts.set(status, (counts.get(status) ?? 0) + 1);
  const statuses = [...counts].map(([status, count]) => {
    const word = wordOf("order", status);
    // A status we have no word for stays as received.
    return `${count} ${word === status ? word : word.toLocaleLowerCase(locale)}`;
  });
  return t("ofReference", {
    count: matches.length,
    // A reference may run from right to left; the sentence does not.
    reference: `\u2068${reference}\u2069`,
    statuses: format.list(statuses, { type: "unit", style: "short" }),
  });
}
