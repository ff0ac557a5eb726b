import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { MAX_VIEWS, type SavedView } from "@/lib/domain/saved-view";
import { AppError } from "@/lib/errors";
import type { Database, Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

const viewFields = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  isShared: z.boolean(),
  isDefault: z.boolean(),
  version: z.number(),
  updatedAt: instantField,
  updatedBy: z.string().optional(),
});

/** Whose views: everybody's shared ones and this person's own. Those of others do not exist for them. */
export interface ViewScope {
  readonly accountId: string;
  readonly userId: string;
}

/** What there is to change of a view; what is absent stays as it was. */
export interface ViewChange {
  readonly name?: string | undefined;
  readonly query?: string | undefined;
  /** True: it becomes everybody's. False: it becomes the own view of whoever changes it, and nobody else's. */
  readonly isShared?: boolean | undefined;
}

export interface NewView {
  readonly name: string;
  readonly query: string;
  readonly isShared: boolean;
}

const COLUMNS = `v.view_id as id, v.name, v.query, v.owner_id is null as is_shared, d.view_id is not null as is_default,
  v.version, v.updated_at, u.name as updated_by`;
const VISIBLE = `from views v
  left join view_defaults d on d.account_id = v.account_id and d.view_id = v.view_id and d.user_id = $2
  left join users u on u.account_id = v.account_id and u.user_id = v.updated_by
  where v.account_id = $1 and (v.owner_id is null or v.owner_id = $2)`;
const LIST_VIEWS = `select ${COLUMNS} ${VISIBLE} order by v.owner_id is null, v.position, v.view_id`;
const FIND_VIEW = `select ${COLUMNS} ${VISIBLE} and v.view_id = $3`;
const FIND_DEFAULT = `select ${COLUMNS} ${VISIBLE} and d.view_id is not null`;

/** The person's own views in their order, then the shared ones in theirs. */
export async function listViews(db: Queryable, { accountId, userId }: ViewScope): Promise<SavedView[]> {
  const { rows } = await db.query(LIST_VIEWS, [accountId, userId]);
  return readRows(viewFields, rows);
}

/** The view that opens when this person enters the list, if they chose one. */
export async function findDefaultView(
  db: Queryable,
  { accountId, userId }: ViewScope,
): Promise<SavedView | undefined> {
  const { rows } = await db.query(FIND_DEFAULT, [accountId, userId]);
  return readFirst(viewFields, rows);
}

/** @throws AppError "not-found": missing, or another person's own */
export async function getView(
  db: Queryable,
  { accountId, userId }: ViewScope,
  viewId: string,
): Promise<SavedView> {
  const { rows } = await db.query(FIND_VIEW, [accountId, userId, viewId]);
  const view = readFirst(viewFields, rows);
  if (view === undefined) throw new AppError("not-found", "no such view");
  return view;
}

/**
 * Runs `work`, which changes views, in a transaction of its own and alone: names, places and numbers of views are looked
 * at before they are written. The functions below belong into one.
 */
export function changingViews<T>(
  db: Database,
  accountId: string,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1::bigint)", [lockKey(accountId)]);
    return work(tx);
  });
}

/**
 * Keeps a view, the last of its list. `now` is in milliseconds since 1970, here and below.
 * @throws AppError "name-taken", or "too-many" where the list is full
 */
export async function addView(
  tx: Queryable,
  scope: ViewScope,
  { name, query, isShared }: NewView,
  now: number,
): Promise<SavedView> {
  await mustFit(tx, scope, { name, isShared });
  const viewId = randomBytes(12).toString("base64url");
  await tx.query(
    `insert into views (account_id, view_id, owner_id, name, query, position, version, created_at, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, ${END_OF_LIST}, 1, $6, $6, $7)`,
    [scope.accountId, viewId, isShared ? null : scope.userId, name, query, new Date(now), scope.userId],
  );
  return getView(tx, scope, viewId);
}

/** Behind the last of the list whose owner is $3. */
const END_OF_LIST = `(select coalesce(max(position), 0) + 1 from views
  where account_id = $1 and owner_id is not distinct from $3::text)`;

/**
 * Changes the view as it was in `version`.
 * @throws AppError "not-found", "conflict", "name-taken", "too-many"
 */
export async function changeView(
  tx: Queryable,
  scope: ViewScope,
  viewId: string,
  { version, ...change }: ViewChange & { readonly version: number },
  now: number,
): Promise<SavedView> {
  const before = await getVersion(tx, scope, viewId, version);
  const { name, query, isShared } = { ...before, ...withoutAbsent(change) };
  const isMoved = isShared !== before.isShared;
  await mustFit(tx, scope, { name, isShared }, isMoved ? undefined : viewId);
  const ownerId = isShared ? null : scope.userId;
  await tx.query(
    `update views set owner_id = $3, name = $4, query = $5, version = version + 1, updated_at = $6, updated_by = $7,
       position = case when $8::boolean then ${END_OF_LIST} else position end
     where account_id = $1 and view_id = $2`,
    [scope.accountId, viewId, ownerId, name, query, new Date(now), scope.userId, isMoved],
  );
  if (!isShared) {
    await tx.query("delete from view_defaults where account_id = $1 and view_id = $2 and user_id <> $3", [
      scope.accountId,
      viewId,
      scope.userId,
    ]);
  }
  return getView(tx, scope, viewId);
}

/** Deletes the view as it was in `version`. @throws AppError "not-found", "conflict" */
export async function removeView(
  tx: Queryable,
  scope: ViewScope,
  viewId: string,
  version: number,
): Promise<SavedView> {
  const view = await getVersion(tx, scope, viewId, version);
  await tx.query("delete from views where account_id = $1 and view_id = $2", [scope.accountId, viewId]);
  return view;
}

/** Changes places with its neighbour in its list; at the end of it, nothing. @returns whether it moved */
export async function moveView(
  tx: Queryable,
  scope: ViewScope,
  viewId: string,
  direction: "up" | "down",
): Promise<boolean> {
  const { isShared } = await getView(tx, scope, viewId);
  const list = (await listViews(tx, scope)).filter((view) => view.isShared === isShared).map(({ id }) => id);
  const here = list.indexOf(viewId);
  const there = here + (direction === "up" ? -1 : 1);
  const neighbour = list[there];
  if (neighbour === undefined) return false;
  const ordered = list.with(there, viewId).with(here, neighbour);
  await tx.query(
    `update views v set position = o.place
     from unnest($2::text[]) with ordinality as o (view_id, place)
     where v.account_id = $1 and v.view_id = o.view_id`,
    [scope.accountId, ordered],
  );
  return true;
}

/** Which view opens when this person enters the list; none without `viewId`. @throws AppError "not-found" */
export async function setDefaultView(
  tx: Queryable,
  scope: ViewScope,
  viewId: string | undefined,
): Promise<void> {
  const { accountId, userId } = scope;
  if (viewId === undefined) {
    await tx.query("delete from view_defaults where account_id = $1 and user_id = $2", [accountId, userId]);
    return;
  }
  await getView(tx, scope, viewId);
  await tx.query(
    `insert into view_defaults (account_id, user_id, view_id) values ($1, $2, $3)
     on conflict (account_id, user_id) do update set view_id = excluded.view_id`,
    [accountId, userId, viewId],
  );
}

async function getVersion(
  tx: Queryable,
  scope: ViewScope,
  viewId: string,
  version: number,
): Promise<SavedView> {
  const view = await getView(tx, scope, viewId);
  if (view.version !== version) {
    throw new AppError("conflict", `the view has version ${view.version}, not ${version}`);
  }
  return view;
}

/** Whether the list that a view goes into has room for it and its name; `viewId` is there already. */
async function mustFit(
  tx: Queryable,
  scope: ViewScope,
  { name, isShared }: Pick<NewView, "name" | "isShared">,
  viewId?: string,
): Promise<void> {
  const list = (await listViews(tx, scope)).filter(
    (view) => view.isShared === isShared && view.id !== viewId,
  );
  if (list.some((view) => view.name.toLowerCase() === name.toLowerCase())) {
    throw new AppError("name-taken", "a view of this list has the name");
  }
  if (list.length >= MAX_VIEWS) throw new AppError("too-many", `there are ${list.length} views in this list`);
}

function withoutAbsent(change: ViewChange): ViewChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function lockKey(accountId: string): string {
  return createHash("sha256").update(`views ${accountId}`).digest().readBigInt64BE().toString();
}
