"use client";

import { SearchX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { RefObject } from "react";
import type { RequestError } from "@/lib/queries/request";
import type { SearchAnswer } from "@/lib/queries/search";
import { ProblemState } from "../problem-state";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { MatchList } from "./match-list";
import { useReferenceSummary } from "./reference-summary";

interface LookUpAnswerProps {
  readonly answer: SearchAnswer | undefined;
  readonly error: RequestError | null;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onRetry: () => void;
  /** The reader goes back from the list to the box. */
  readonly onLeave: () => void;
}

/** What came of a look-up that did not open an order by itself: a choice, nothing, or an error. */
export function LookUpAnswer({ answer, error, list, onRetry, onLeave }: LookUpAnswerProps) {
  const t = useTranslations("lookup");
  const errors = useTranslations("errors");
  if (error) {
    return (
      <ProblemState
        code={error.code}
        requestId={error.requestId}
        action={<Button onClick={onRetry}>{errors("retry")}</Button>}
      />
    );
  }
  if (!answer) return null;
  if (answer.matches.length === 0) return <NoMatch answer={answer} />;
  return (
    <>
      {answer.dintero_problem && (
        <div className="border-b p-2">
          <Notice
            tone="waiting"
            title={errors(`code.${answer.dintero_problem}.title`)}
            action={
              <Button size="small" onClick={onRetry}>
                {errors("retry")}
              </Button>
            }
          >
            {t("savedOnly")}
          </Notice>
        </div>
      )}
      <AnswerSummary answer={answer} />
      <MatchList label={t("matches")} matches={answer.matches} ref={list} onLeave={onLeave} />
    </>
  );
}

/** What the rows have in common, before they are read one by one. */
function AnswerSummary({ answer: { matches, has_more: hasMore } }: { readonly answer: SearchAnswer }) {
  const t = useTranslations("lookup");
  const ofReference = useReferenceSummary(matches);
  return (
    <div className="flex flex-wrap justify-between gap-x-4 border-b bg-sunken px-4 py-2 text-ink-soft text-xs">
      {ofReference && <p className="min-w-0 font-medium text-ink">{ofReference}</p>}
      <p>{t(hasMore ? "chooseOfMore" : "choose", { count: matches.length })}</p>
    </div>
  );
}

function NoMatch({ answer }: { readonly answer: SearchAnswer }) {
  const t = useTranslations("lookup");
  const format = useFormatter();
  const tried = answer.tried.map((kind) => t(`kind.${kind}`));
  return (
    <EmptyState icon={<SearchX aria-hidden="true" />} title={t("none")}>
      {answer.foreign_account ? (
        <p>{t("foreignAccount", { account: answer.foreign_account })}</p>
      ) : (
        <>
          {tried.length > 0 && <p>{t("tried", { kinds: format.list(tried, { type: "disjunction" }) })}</p>}
          <p>{t(answer.asked_dintero ? "askedDintero" : "notAskedDintero")}</p>
          <p className="mt-2">{t("goOn")}</p>
        </>
      )}
    </EmptyState>
  );
}
