import { useTranslations } from "next-intl";
import { isolated, Unfollowed } from "@/components/ui/unfollowed";
import type { FilterProblem } from "@/lib/domain/order-filter";

interface FilterProblemsProps {
  readonly problems: readonly FilterProblem[];
  /** The same list by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function FilterProblems({ problems, cleanHref }: FilterProblemsProps) {
  const t = useTranslations("orders.problem");
  const sentence = useProblemSentence();
  return (
    <Unfollowed
      className="mb-4"
      title={t("title", { count: problems.length })}
      sentences={problems.map(sentence)}
      next={t("next")}
      clean={t("clean")}
      cleanHref={cleanHref}
    />
  );
}

/** Says one of them in the reader's language. */
export function useProblemSentence(): (problem: FilterProblem) => string {
  const t = useTranslations("orders.problem");
  return ({ name, value, reason }) =>
    reason === "unknown-value" && value === undefined
      ? t("unknown-value-hidden", { name })
      : t(reason, { name: isolated(name), value: isolated(value ?? "") });
}
