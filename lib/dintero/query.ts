import { AppError } from "@/lib/errors";
import { parseProviderId } from "./ids";

/** What every list takes. */
export interface Page {
  /** 1 to 100; Dintero's own default is 10. */
  readonly limit?: number | undefined;
  /** The last id of the page before. */
  readonly startingAfter?: string | undefined;
}

type Parameter = string | number | readonly string[] | undefined;

/**
 * A list's query string; an array repeats its key, an empty one and an absent value say nothing.
 * @throws AppError "invalid-request" for a page size Dintero does not take; InvalidIdError
 */
export function listQuery(
  page: Page,
  accountId: string,
  filters: Readonly<Record<string, Parameter>>,
): URLSearchParams {
  const { limit, startingAfter } = page;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 100)) {
    throw new AppError("invalid-request", "a page holds 1 to 100 entries");
  }
  const query = new URLSearchParams();
  const all: Record<string, Parameter> = {
    limit,
    starting_after: startingAfter === undefined ? undefined : parseProviderId(startingAfter, accountId),
    ...filters,
  };
  for (const [key, value] of Object.entries(all)) {
    const values = typeof value === "object" ? value : value === undefined ? [] : [String(value)];
    for (const one of values) query.append(key, one);
  }
  return query;
}

/** Ids of our own account, for a filter. @throws InvalidIdError */
export function checkedIds(ids: readonly string[] | undefined, accountId: string): readonly string[] {
  return (ids ?? []).map((id) => parseProviderId(id, accountId));
}
