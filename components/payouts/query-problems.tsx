import { useTranslations } from "next-intl";
import { isolated, Unfollowed } from "@/components/ui/unfollowed";
import { MOST_CAPTURE_DAYS } from "@/lib/domain/capture-query";
import type { PayoutProblem } from "@/lib/domain/payout-query";

interface QueryProblemsProps {
  readonly problems: readonly PayoutProblem[];
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function QueryProblems({ problems, cleanHref }: QueryProblemsProps) {
  const t = useTranslations("payouts.problem");
  return (
    <Unfollowed
      title={t("title", { count: problems.length })}
      sentences={problems.map(({ name, value = "", reason }) =>
        t(reason, { name: isolated(name), value: isolated(value), days: MOST_CAPTURE_DAYS }),
      )}
      next={t("next")}
      clean={t("clean")}
      cleanHref={cleanHref}
    />
  );
}
