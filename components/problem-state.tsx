import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ErrorCode } from "@/lib/errors";
import { ErrorState } from "./ui/error-state";

interface ProblemStateProps {
  /** "offline": our own server did not answer. */
  readonly code: ErrorCode | "offline";
  readonly requestId?: string | undefined;
  readonly action?: ReactNode;
  readonly isPage?: boolean;
}

/** An expected failure in the reader's language: what happened, and what to do next. */
export function ProblemState({ code, requestId, action, isPage = false }: ProblemStateProps) {
  const t = useTranslations("errors.code");
  return (
    <ErrorState title={t(`${code}.title`)} requestId={requestId} action={action} isPage={isPage}>
      {t(`${code}.next`)}
    </ErrorState>
  );
}
