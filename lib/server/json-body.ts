import "server-only";
import { AppError } from "@/lib/errors";

/** The object that `text`, a request's body, holds. @throws AppError "invalid-request" for anything else */
export function parseJsonObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid-request", "the body is no JSON", { cause: error });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new AppError("invalid-request", "the body is no JSON object");
}
