import type { ListPage } from "@/lib/dintero/client";
import { isDinteroError } from "@/lib/dintero/errors";
import { AppError } from "@/lib/errors";

/** A span of time, both ends included, in milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export type ListIn<T> = (
  window: Window,
  page: { readonly limit: number; readonly startingAfter?: string | undefined },
) => Promise<ListPage<T>>;

/** Small enough for the largest documents of Dintero's under our limit of 5 MiB an answer. */
export const PAGE_SIZE = 50;
/** Past this a window is halved instead: a long walk through pages that shift is a bad one. */
const MAX_PAGES = 40;
/** Instants come in milliseconds, but seconds is what can be told apart for sure. */
const SHORTEST_MS = 1_000;

/**
 * Every page of `window`. The lists have no documented order and no end mark, so nothing is built on either:
 * - a page may hold what an earlier one held; the end is an empty page, or a short one that holds nothing new;
 * - where paging does not get on (a full page without anything new, a `starting_after` that Dintero no longer knows, too
 *   many pages) the window is halved and each half is read anew, so paging need not work at all;
 * - an answer that is too large is asked for again with half as many entries.
 * What moves to another place while we page has changed just then, and is listed again by the next run, which overlaps.
 * @throws AppError "upstream-invalid-response" when one second holds more than paging can get at
 */
export async function* pagesOf<T extends { readonly id?: string | undefined }>(
  list: ListIn<T>,
  window: Window,
  { pageSize = PAGE_SIZE, maxPages = MAX_PAGES } = {},
): AsyncGenerator<ListPage<T>> {
  let size = pageSize;
  const windows: Window[] = [window];
  for (let current = windows.pop(); current !== undefined; current = windows.pop()) {
    const seen = new Set<string>();
    let startingAfter: string | undefined;
    for (let pages = 0; ; ) {
      const canSplit = current.to - current.from >= SHORTEST_MS;
      if (pages >= maxPages && canSplit) {
        windows.push(...halves(current));
        break;
      }
      const asked = await ask(list, current, { limit: size, startingAfter });
      if (asked === "smaller" && size > 1) {
        size = Math.ceil(size / 2);
        continue;
      }
      if (typeof asked === "string") {
        windows.push(...halvesOrRefuse(current, canSplit));
        break;
      }
      pages += 1;
      yield asked;
      const isNew = newIds(asked, seen) > 0;
      const isShort = asked.size < size;
      if (asked.size === 0 || (isShort && !isNew)) break;
      if (!isNew || asked.lastId === undefined) {
        windows.push(...halvesOrRefuse(current, canSplit));
        break;
      }
      startingAfter = asked.lastId;
    }
  }
}

/** @returns "smaller" for an answer that was too large, "lost" for a place in the list that is no more */
async function ask<T>(
  list: ListIn<T>,
  window: Window,
  page: { readonly limit: number; readonly startingAfter?: string | undefined },
): Promise<ListPage<T> | "smaller" | "lost"> {
  try {
    return await list(window, page);
  } catch (error) {
    if (!isDinteroError(error)) throw error;
    if (error.reason === "too-large") return "smaller";
    const isPlaceLost = error.status === 400 || error.status === 404;
    if (isPlaceLost && page.startingAfter !== undefined) return "lost";
    throw error;
  }
}

function newIds<T extends { readonly id?: string | undefined }>(
  page: ListPage<T>,
  seen: Set<string>,
): number {
  const before = seen.size;
  for (const { value } of page.entries) if (value.id !== undefined) seen.add(value.id);
  for (const { id } of page.unreadable) if (id !== undefined) seen.add(id);
  return seen.size - before;
}

function halvesOrRefuse(window: Window, canSplit: boolean): readonly Window[] {
  if (canSplit) return halves(window);
  throw new AppError("upstream-invalid-response", "a list of Dintero's does not get on from page to page");
}

/** The later half first, since the last one pushed is read first. */
function halves({ from, to }: Window): readonly Window[] {
  const middle = Math.floor((from + to) / 2);
  return [
    { from: middle + 1, to },
    { from, to: middle },
  ];
}
