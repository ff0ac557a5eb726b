import type { Session } from "@/lib/domain/session";
import { type Fetched, type ListPage, readMany, readOne } from "./answers";
import { parseProviderId } from "./ids";
import { checkedIds, listQuery, type Page } from "./query";
import type { CallOptions, Get } from "./request";
import { toSession } from "./to-domain";

/** Filters of `GET /v1/sessions` (API.md 4.1). Instants are ISO and inclusive. There is none by status. */
export interface SessionFilter extends Page {
  readonly ids?: readonly string[] | undefined;
  /** A merchant reference of either kind, or "first last". */
  readonly search?: string | undefined;
  readonly transactionIds?: readonly string[] | undefined;
  readonly storeIds?: readonly string[] | undefined;
  readonly createdAtGte?: string | undefined;
  readonly createdAtLte?: string | undefined;
}

/** Left out by Dintero unless asked for; they name the shop system that made the session. */
const INCLUDES = ["events.request_headers", "initiating_system_request_headers"];

export async function getSession(
  get: Get,
  accountId: string,
  id: string,
  options?: CallOptions,
): Promise<Fetched<Session>> {
  const asked = parseProviderId(id, accountId);
  const query = new URLSearchParams(INCLUDES.map((value) => ["includes", value]));
  const answer = await get("session", `/v1/sessions/${encodeURIComponent(asked)}`, query, options);
  return readOne(answer, asked, accountId, toSession);
}

export async function listSessions(
  get: Get,
  accountId: string,
  filter: SessionFilter,
  options?: CallOptions,
): Promise<ListPage<Session>> {
  const query = listQuery(filter, accountId, {
    id: checkedIds(filter.ids, accountId),
    search: filter.search,
    transaction_id: checkedIds(filter.transactionIds, accountId),
    store_id: filter.storeIds,
    "created_at.gte": filter.createdAtGte,
    "created_at.lte": filter.createdAtLte,
  });
  return readMany(await get("sessions", "/v1/sessions", query, options), accountId, toSession);
}
