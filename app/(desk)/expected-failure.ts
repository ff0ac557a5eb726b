import { notFound } from "next/navigation";
import { type ErrorCode, isAppError } from "@/lib/errors";

/**
 * For `.catch` of a look-up: the code of a failure that the page has words for. What does not exist leads to the
 * nearest not-found.tsx, and what nobody expected to the nearest error.tsx.
 */
export function expectedFailure(error: unknown): ErrorCode {
  if (!isAppError(error)) throw error;
  if (error.code === "not-found") notFound();
  return error.code;
}
