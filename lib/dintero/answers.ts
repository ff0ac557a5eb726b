import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type AnswerContext, DinteroError, invalidResponse } from "./errors";
import { ownerOf, type ProviderId, parseProviderId } from "./ids";
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

/** An entry of a list that we cannot read: what is wrong and where, no value. */
export interface UnreadableEntry {
  /** Where it can be read and is one of ours: then the document may be asked for by itself. */
  readonly id?: string | undefined;
  /** "upstream-invalid-response"; the message is the field's path and the problem. */
  readonly error: DinteroError;
}

/** A page of a list. One entry that cannot be read leaves the others standing. */
export interface ListPage<T> {
  readonly entries: readonly Fetched<T>[];
  readonly unreadable: readonly UnreadableEntry[];
  /** How many entries Dintero sent, readable or not. */
  readonly size: number;
  /** What the next page starts after: the last id that can be read. */
  readonly lastId?: string | undefined;
}

/** @throws DinteroError "upstream-invalid-response" for no list at all: Dintero answers with a bare array. */
export function readMany<T extends { readonly id?: string | undefined }>(
  answer: Answer,
  accountId: string,
  parse: Parse<T>,
): ListPage<T> {
  if (!Array.isArray(answer.body)) throw invalidResponse("wrong-shape", "body", "not an array", answer);
  return readEntries(answer.body, "body", answer, accountId, parse);
}

/** @param where the list within the answer, for example "items": the root of every field path */
export function readEntries<T extends { readonly id?: string | undefined }>(
  list: readonly JsonValue[],
  where: string,
  answer: Answer,
  accountId: string,
  parse: Parse<T>,
): ListPage<T> {
  const entries: Fetched<T>[] = [];
  const unreadable: UnreadableEntry[] = [];
  let lastId: string | undefined;
  for (const [position, entry] of list.entries()) {
    const id = idOf(entry, accountId);
    lastId = id ?? lastId;
    try {
      entries.push(readEntry(entry, `${where}[${position}]`, answer, accountId, parse));
    } catch (error) {
      if (!(error instanceof DinteroError)) throw error;
      unreadable.push({ id, error });
    }
  }
  return { entries, unreadable, size: list.length, lastId };
}

function idOf(entry: JsonValue, accountId: string): string | undefined {
  if (!isJsonObject(entry) || typeof entry.id !== "string") return undefined;
  try {
    return parseProviderId(entry.id, accountId);
  } catch {
    return undefined;
  }
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
