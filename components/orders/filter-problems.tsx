import { useTranslations } from "next-intl";
import type { FilterProblem } from "@/lib/domain/order-filter";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";

interface FilterProblemsProps {
  readonly problems: readonly FilterProblem[];
  /** The same list by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function FilterProblems({ problems, cleanHref }: FilterProblemsProps) {
  const t = useTranslations("orders.problem");
  const sentence = useProblemSentence();
  if (problems.length === 0) return null;
  return (
    <Notice
      tone="waiting"
      className="mb-4"
      title={t("title", { count: problems.length })}
      action={
        <ButtonLink href={cleanHref} size="small" prefetch={false}>
          {t("clean")}
        </ButtonLink>
      }
    >
      <ul className="list-disc pl-4">
        {problems.map((problem) => (
          <li key={`${problem.name} ${problem.value} ${problem.reason}`} className="wrap-anywhere">
            {sentence(problem)}
          </li>
        ))}
      </ul>
      <p>{t("next")}</p>
    </Notice>
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

/** Keeps a text from outside from turning the sentence around it (U+2068, U+2069). */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
