import { useTranslations } from "next-intl";
import type { ErrorCode } from "@/lib/errors";
import { RequestError } from "@/lib/queries/request";

/** Why a view was not changed. */
export interface ViewFailure {
  readonly code: ErrorCode | "offline";
  /** Who came first, in a conflict. */
  readonly by?: string | undefined;
}

export function failureOf(error: unknown): ViewFailure {
  return { code: error instanceof RequestError ? error.code : "internal" };
}

/** Says a failure in the reader's language, with what to do. */
export function useViewProblem(): (failure: ViewFailure) => string {
  const t = useTranslations("views.problem");
  const errors = useTranslations("errors.code");
  return ({ code, by }) => {
    switch (code) {
      case "conflict":
        return by === undefined ? t("conflict") : t("conflictBy", { name: isolated(by) });
      case "not-found":
      case "name-taken":
      case "too-many":
      case "invalid-request":
        return t(code);
      default:
        return t("retry", { title: errors(`${code}.title`) });
    }
  };
}

/** Keeps a name from turning the sentence around it (U+2068, U+2069). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
