import { useTranslations } from "next-intl";
import { isolated, Unfollowed } from "@/components/ui/unfollowed";
import type { AuditProblem } from "@/lib/domain/audit-filter";

interface FilterProblemsProps {
  readonly problems: readonly AuditProblem[];
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function FilterProblems({ problems, cleanHref }: FilterProblemsProps) {
  const t = useTranslations("audit.problem");
  return (
    <Unfollowed
      title={t("title", { count: problems.length })}
      sentences={problems.map(({ name, value = "", reason }) =>
        t(reason, { name: isolated(name), value: isolated(value) }),
      )}
      next={t("next")}
      clean={t("clean")}
      cleanHref={cleanHref}
    />
  );
}
