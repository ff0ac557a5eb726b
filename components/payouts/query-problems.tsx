import { useTranslations } from "next-intl";
import { MOST_CAPTURE_DAYS } from "@/lib/domain/capture-query";
import type { PayoutProblem } from "@/lib/domain/payout-query";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";

interface QueryProblemsProps {
  readonly problems: readonly PayoutProblem[];
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function QueryProblems({ problems, cleanHref }: QueryProblemsProps) {
  const t = useTranslations("payouts.problem");
  if (problems.length === 0) return null;
  return (
    <Notice
      tone="waiting"
      title={t("title", { count: problems.length })}
      action={
        <ButtonLink href={cleanHref} size="small" prefetch={false}>
          {t("clean")}
        </ButtonLink>
      }
    >
      <ul className="list-disc pl-4">
        {problems.map(({ name, value = "", reason }) => (
          <li key={`${name} ${value} ${reason}`} className="wrap-anywhere">
            {t(reason, { name: isolated(name), value: isolated(value), days: MOST_CAPTURE_DAYS })}
          </li>
        ))}
      </ul>
      <p>{t("next")}</p>
    </Notice>
  );
}

/** Keeps a text from outside from turning the sentence around it (U+2068, U+2069). */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
