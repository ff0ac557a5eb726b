import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import type { AuditProblem } from "@/lib/domain/audit-filter";

interface FilterProblemsProps {
  readonly problems: readonly AuditProblem[];
  /** The same page by an address that says only what was followed. */
  readonly cleanHref: string;
}

/** What of the address was not followed: said, never ignored. */
export function FilterProblems({ problems, cleanHref }: FilterProblemsProps) {
  const t = useTranslations("audit.problem");
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
            {t(reason, { name: isolated(name), value: isolated(value) })}
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
