import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ErrorCode } from "@/lib/errors";
import { ErrorState } from "./ui/error-state";

interface ProblemStateProps {
  readonly code: ErrorCode;
  readonly requestId?: string | undefined;
  readonly action?: ReactNode;
}

/** An expected failure in the reader's language: what happened, and what to do next. */
export function ProblemState({ code, requestId, action }: ProblemStateProps) {
  const t = useTranslations("errors.code");
  return (
    <ErrorState title={t(`${code}.title`)} requestId={requestId} action={action}>
      {t(`${code}.next`)}
    </ErrorState>
  );
}
