import { useTranslations } from "next-intl";
import { isolated, Unfollowed } from "@/components/ui/unfollowed";
import { type CaptureProblem, MOST_BUCKETS, MOST_CAPTURE_DAYS } from "@/lib/domain/capture-query";

interface CaptureProblemsProps {
  readonly problems: readonly CaptureProblem[];
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function CaptureProblems({ problems, cleanHref }: CaptureProblemsProps) {
  const t = useTranslations("captures.problem");
  return (
    <Unfollowed
      title={t("title", { count: problems.length })}
      sentences={problems.map(({ name, value = "", reason }) =>
        t(reason, {
          name: isolated(name),
          value: isolated(value),
          days: MOST_CAPTURE_DAYS,
          most: MOST_BUCKETS,
        }),
      )}
      next={t("next")}
      clean={t("clean")}
      cleanHref={cleanHref}
    />
  );
}
