"use client";

import { useTranslations } from "next-intl";
import type { RequestError } from "@/lib/queries/request";
import type { SearchAnswer } from "@/lib/queries/search";
import { useReferenceSummary } from "../lookup/reference-summary";
import { ProblemState } from "../problem-state";

interface PaletteAnswerProps {
  readonly answer: SearchAnswer | undefined;
  readonly error: RequestError | null;
}

/** What came of a look-up from the palette, beside the orders themselves. */
export function PaletteAnswer({ answer, error }: PaletteAnswerProps) {
  const t = useTranslations("lookup");
  const ofReference = useReferenceSummary(answer?.matches ?? []);
  if (error) return <ProblemState code={error.code} requestId={error.requestId} />;
  if (answer === undefined) return null;
  if (answer.matches.length > 0)
    return ofReference && <p className="px-4 pb-3 text-ink-soft text-xs">{ofReference}</p>;
  return (
    <div className="px-4 pb-4 text-sm">
      <p className="font-medium">{t("none")}</p>
      <p className="text-ink-soft">
        {answer.foreign_account
          ? t("foreignAccount", { account: answer.foreign_account })
          : t(answer.asked_dintero ? "askedDintero" : "notAskedDintero")}
      </p>
    </div>
  );
}
