import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type AnswerContext, invalidResponse } from "./errors";
import { ownerOf, type ProviderId } from "./ids";
import { isJsonObject } from "./json";
import { identity } from "./leaves";
import type { Answer } from "./request";

/** One answer of Dintero: parsed, and as received (less nothing: withholding is the reader's work). */
export interface Fetched<T> {
  readonly value: T;
  readonly document: JsonObject;
  /** ISO instant at which the answer was complete. */
  readonly fetchedAt: string;
}

type Parse<T> = (document: JsonObject, context: AnswerContext) => T;

/**
 * The one object that was asked for.
 * @throws DinteroError "upstream-invalid-response" when the answer is no such object, or is about another id or
 * account. An answer without an id, or with the documentation's "<string>" for one, contradicts nothing and is taken.
 */
export function readOne<T extends { readonly id?: string | undefined }>(
  answer: Answer,
  asked: ProviderId,
  accountId: string,
  parse: Parse<T>,
): Fetched<T> {
  const fetched = readEntry(answer.body, "body", answer, accountId, parse);
  if (fetched.value.id !== undefined && fetched.value.id !== asked) {
    throw invalidResponse("other-id", "id", "not the id that was asked for", answer);
  }
  return fetched;
}

/** A page of a list: Dintero answers with a bare array. One entry that cannot be read refuses the page. */
export function readMany<T extends { readonly id?: string | undefined }>(
  answer: Answer,
  accountId: string,
  parse: Parse<T>,
): readonly Fetched<T>[] {
  if (!Array.isArray(answer.body)) throw invalidResponse("wrong-shape", "body", "not an array", answer);
  return answer.body.map((entry, position) =>
    readEntry(entry, `body[${position}]`, answer, accountId, parse),
  );
}

function readEntry<T extends { readonly id?: string | undefined }>(
  body: JsonValue,
  where: string,
  answer: Answer,
  accountId: string,
  parse: Parse<T>,
): Fetched<T> {
  if (!isJsonObject(body)) throw invalidResponse("wrong-shape", where, "not an object", answer);
  const value = parse(body, { where, status: answer.status, requestId: answer.requestId });
  const account = identity.safeParse(body.account_id);
  if (!account.success) throw invalidResponse("wrong-shape", `${where}.account_id`, "not a text", answer);
  if ((account.data ?? accountId) !== accountId || ownerOf(value.id ?? "", accountId) !== "ours") {
    throw invalidResponse("other-account", where, "about another account than ours", answer);
  }
  return { value, document: body, fetchedAt: new Date(answer.receivedAt).toISOString() };
}
