import type { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";
import type { Session } from "@/lib/domain/session";
import type { Settlement } from "@/lib/domain/settlement";
import type { Transaction } from "@/lib/domain/transaction";
import { type AnswerContext, invalidResponse } from "./errors";
import { sessionSchema } from "./session-schema";
import { settlementSchema } from "./settlement-schema";
import { transactionSchema } from "./transaction-schema";

/**
 * A session as we read it. Takes an answer of Dintero, a stored document, or one projected for a role: masks parse.
 * What is strict and what is lenient: `leaves.ts`.
 * @throws DinteroError "upstream-invalid-response" naming the field's path and the problem, never a value.
 */
export function toSession(document: JsonObject, context?: AnswerContext): Session {
  return read(sessionSchema, document, "session", context);
}

/** A transaction as we read it; otherwise as `toSession`. */
export function toTransaction(document: JsonObject, context?: AnswerContext): Transaction {
  return read(transactionSchema, document, "transaction", context);
}

/** A settlement as we read it; otherwise as `toSession`. */
export function toSettlement(document: JsonObject, context?: AnswerContext): Settlement {
  return read(settlementSchema, document, "settlement", context);
}

function read<T>(schema: z.ZodType<T>, document: JsonObject, name: string, context?: AnswerContext): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = `${context?.where ?? name}${pathText(issue?.path ?? [])}`;
  throw invalidResponse("wrong-shape", where, issue?.message ?? "not readable", context);
}

/** `events[2].amount`. Every key on a strict path is one of our own field names, so no value can slip into it. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
}
