import { useTranslations } from "next-intl";
import { isolated, Unfollowed } from "@/components/ui/unfollowed";
import { type FailureProblem, MAX_FAILURE_DAYS } from "@/lib/domain/failure-filter";

interface FilterProblemsProps {
  readonly problems: readonly FailureProblem[];
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function FilterProblems({ problems, cleanHref }: FilterProblemsProps) {
  const t = useTranslations("failures.problem");
  return (
    <Unfollowed
      title={t("title", { count: problems.length })}
      sentences={problems.map(({ name, value = "", reason }) =>
        t(reason, { name: isolated(name), value: isolated(value), days: MAX_FAILURE_DAYS }),
      )}
      next={t("next")}
      clean={t("clean")}
      cleanHref={cleanHref}
    />
  );
}
