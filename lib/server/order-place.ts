import "server-only";
import { findNeighbours } from "@/lib/db/order-neighbours";
import { type OrderPlaceView, withinList } from "@/lib/domain/list-link";
import { changed, listHref, readOrderLook } from "@/lib/domain/order-look";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { orderHref } from "./order-href";
import { readOrderFilter } from "./order-list";
import type { Viewer } from "./viewer";

/** Longer than any query of the list's own links. */
const MAX_QUERY = 4_000;

/**
 * Where the order with the key `orderKey` stands in the list whose query is `query`. Undefined when that is no query of
 * the list's, or the store does not hold the order: then there is nothing to walk.
 * @throws AppError "forbidden", "storage-unavailable"
 */
export async function readOrderPlace(
  viewer: Viewer,
  query: string,
  orderKey: string,
): Promise<OrderPlaceView | undefined> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not list orders`);
  if (query.length > MAX_QUERY) return undefined;
  const { look, rest, problems: lookProblems } = readOrderLook(new URLSearchParams(query));
  const { filter, problems } = await readOrderFilter(viewer, rest);
  if (problems.length > 0 || lookProblems.length > 0) return undefined;
  const { db, env, now } = runtime();
  const scope = { accountId: env.accountId, timeZone: env.businessTimeZone, now: now() };
  const found = await findNeighbours(db, scope, changed(filter, {}), orderKey);
  if (found === undefined) return undefined;
  const { previous, next, isListed, position, count, isExact } = found;
  const list = listHref(filter, look);
  return {
    listHref: `${list}#${encodeURIComponent(orderKey)}`,
    previousHref: previous && withinList(orderHref(previous).href, list),
    nextHref: next && withinList(orderHref(next).href, list),
    ...{ isListed, position, count, isExact },
  };
}
