"use client";

import { SearchX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { RefObject } from "react";
import type { RequestError } from "@/lib/queries/request";
import type { SearchAnswer, SearchQuestion } from "@/lib/queries/search";
import { ProblemState } from "../problem-state";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { MatchList } from "./match-list";

interface LookUpAnswerProps {
  readonly question: SearchQuestion | undefined;
  readonly answer: SearchAnswer | undefined;
  readonly error: RequestError | null;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onAsk: (question: SearchQuestion) => void;
  readonly onLeave: () => void;
}

/** What came of a look-up that did not open an order by itself: a choice, nothing, or an error. */
export function LookUpAnswer({ question, answer, error, list, onAsk, onLeave }: LookUpAnswerProps) {
  const t = useTranslations("lookup");
  const errors = useTranslations("errors");
  if (error) {
    return (
      <ProblemState
        code={error.code}
        requestId={error.requestId}
        action={question && <Button onClick={() => onAsk(question)}>{errors("retry")}</Button>}
      />
    );
  }
  if (!answer || !question) return null;
  if (answer.matches.length === 0) return <NoMatch question={question} answer={answer} onAsk={onAsk} />;
  return (
    <>
      <p className="border-b bg-sunken px-4 py-2 text-ink-soft text-xs">
        {t("choose", { count: answer.matches.length })}
      </p>
      <MatchList label={t("matches")} matches={answer.matches} ref={list} onLeave={onLeave} />
    </>
  );
}

type NoMatchProps = {
  readonly question: SearchQuestion;
  readonly answer: SearchAnswer;
  readonly onAsk: (question: SearchQuestion) => void;
};

function NoMatch({ question, answer, onAsk }: NoMatchProps) {
  const t = useTranslations("lookup");
  const format = useFormatter();
  const tried = [...new Set(answer.tried)].map((kind) => t(`kind.${kind}`));
  const action = answer.asked_dintero ? undefined : (
    <Button onClick={() => onAsk({ q: question.q, askDintero: true })}>{t("askDintero")}</Button>
  );
  return (
    <EmptyState icon={<SearchX aria-hidden="true" />} title={t("none")} action={action}>
      {answer.foreign_account ? (
        <p>{t("foreignAccount", { account: answer.foreign_account })}</p>
      ) : (
        <>
          {tried.length > 0 && <p>{t("tried", { kinds: format.list(tried, { type: "disjunction" }) })}</p>}
          <p>{t(answer.asked_dintero ? "askedDintero" : "notAskedDintero")}</p>
          <p>{t("goOn")}</p>
        </>
      )}
    </EmptyState>
  );
}
