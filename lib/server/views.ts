import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import type { Queryable } from "@/lib/db/connect";
import * as stored from "@/lib/db/views";
import type { FilterProblem } from "@/lib/domain/order-filter";
import { readOrderLook, VIEW_PARAMETER } from "@/lib/domain/order-look";
import { MAX_VIEW_QUERY, type SavedView, viewHref, viewNameOf, viewQueryOf } from "@/lib/domain/saved-view";
import { AppError, hasCode } from "@/lib/errors";
import type { SavedViewJson, ViewsAnswer } from "@/lib/queries/views";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import { readOrderFilter } from "./order-list";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** What was written, or what of the view's query is not understood: nothing was written then. */
export type Written<T> = { readonly answer: T } | { readonly problems: readonly FilterProblem[] };

const name = z.string().max(1_000);
const query = z.string().max(MAX_VIEW_QUERY);
const version = z.number().int().positive();
const newBody = z.strictObject({ name, query, is_shared: z.boolean(), is_default: z.boolean().optional() });
const changeBody = z.strictObject({
  version,
  name: name.optional(),
  query: query.optional(),
  is_shared: z.boolean().optional(),
});
const versionBody = z.strictObject({ version });
const moveBody = z.strictObject({ direction: z.enum(["up", "down"]) });
const defaultBody = z.strictObject({ id: z.string().max(40).nullable() });

/** The views that `viewer` may open: their own in their order, then the shared ones in theirs. */
export async function listSavedViews(viewer: Viewer): Promise<readonly SavedViewJson[]> {
  const { db } = runtime();
  return (await stored.listViews(db, scopeOf(viewer))).map(viewJson);
}

/** The address of the view that opens when `viewer` enters the list, if they chose one. */
export async function defaultViewHref(viewer: Viewer): Promise<string | undefined> {
  const view = await stored.findDefaultView(runtime().db, scopeOf(viewer));
  return view && viewHref(view);
}

/** Keeps a view. @throws AppError "invalid-request", "forbidden", "name-taken", "too-many" */
export async function addSavedView(
  viewer: Viewer,
  body: string,
  origin: RequestOrigin,
): Promise<Written<SavedViewJson>> {
  const asked = read(newBody, body);
  const kept = await readQuery(viewer, asked.query);
  if ("problems" in kept) return kept;
  const view = { name: readName(asked.name), query: kept.query, isShared: asked.is_shared };
  return changing(viewer, origin, async (tx, scope) => {
    if (view.isShared) requireShare(viewer);
    const added = await stored.addView(tx, scope, view, runtime().now());
    if (asked.is_default) await stored.setDefaultView(tx, scope, added.id);
    if (view.isShared) await recordShared(tx, viewer, origin, added.id, { added: contentOf(added) });
    return { ...added, isDefault: asked.is_default ?? false };
  });
}

/**
 * Changes what the body gives and leaves the rest. Of two who change the same version of a view the second gets
 * "conflict", and nothing of the first is lost.
 * @throws AppError "invalid-request", "forbidden", "not-found", "conflict", "name-taken", "too-many"
 */
export async function changeSavedView(
  viewer: Viewer,
  viewId: string,
  body: string,
  origin: RequestOrigin,
): Promise<Written<SavedViewJson>> {
  const asked = read(changeBody, body);
  const kept = asked.query === undefined ? { query: undefined } : await readQuery(viewer, asked.query);
  if ("problems" in kept) return kept;
  const change = {
    version: asked.version,
    name: asked.name === undefined ? undefined : readName(asked.name),
    query: kept.query,
    isShared: asked.is_shared,
  };
  return changing(viewer, origin, async (tx, scope) => {
    const before = await stored.getView(tx, scope, viewId);
    const isOfAll = before.isShared || change.isShared === true;
    if (isOfAll) requireShare(viewer);
    const after = await stored.changeView(tx, scope, viewId, change, runtime().now());
    if (isOfAll) {
      const details = { before: contentOf(before), after: contentOf(after) };
      await recordShared(tx, viewer, origin, viewId, details);
    }
    return after;
  });
}

/** @throws AppError "invalid-request", "forbidden", "not-found", "conflict" */
export async function removeSavedView(
  viewer: Viewer,
  viewId: string,
  body: string,
  origin: RequestOrigin,
): Promise<ViewsAnswer> {
  const asked = read(versionBody, body);
  return changingList(viewer, origin, async (tx, scope) => {
    const { isShared } = await stored.getView(tx, scope, viewId);
    if (isShared) requireShare(viewer);
    const removed = await stored.removeView(tx, scope, viewId, asked.version);
    if (isShared) await recordShared(tx, viewer, origin, viewId, { removed: contentOf(removed) });
  });
}

/** Changes places with the view before or after it in its list. @throws AppError "invalid-request", "forbidden", "not-found" */
export async function moveSavedView(
  viewer: Viewer,
  viewId: string,
  body: string,
  origin: RequestOrigin,
): Promise<ViewsAnswer> {
  const { direction } = read(moveBody, body);
  return changingList(viewer, origin, async (tx, scope) => {
    const { isShared } = await stored.getView(tx, scope, viewId);
    if (isShared) requireShare(viewer);
    const isMoved = await stored.moveView(tx, scope, viewId, direction);
    if (isShared && isMoved) await recordShared(tx, viewer, origin, viewId, { moved: direction });
  });
}

/** Which view opens when `viewer` enters the list, or none. @throws AppError "invalid-request", "not-found" */
export async function chooseDefaultView(
  viewer: Viewer,
  body: string,
  origin: RequestOrigin,
): Promise<ViewsAnswer> {
  const { id } = read(defaultBody, body);
  return changingList(viewer, origin, (tx, scope) => stored.setDefaultView(tx, scope, id ?? undefined));
}

function scopeOf(viewer: Viewer): stored.ViewScope {
  if (!viewer.may("views.write")) throw new AppError("forbidden", `${viewer.role} may not keep views`);
  return { accountId: runtime().env.accountId, userId: viewer.userId };
}

type Work<T> = (tx: Queryable, scope: stored.ViewScope) => Promise<T>;

/** Runs `work` on the views alone. Whoever may not is on record (F51). */
async function alone<T>(viewer: Viewer, origin: RequestOrigin, work: Work<T>): Promise<T> {
  const scope = scopeOf(viewer);
  try {
    return await stored.changingViews(runtime().db, scope.accountId, (tx) => work(tx, scope));
  } catch (error) {
    if (hasCode(error, "forbidden")) {
      await recordAudit(runtime().db, { ...auditOf(viewer, origin), outcome: "denied" });
    }
    throw error;
  }
}

async function changing(viewer: Viewer, origin: RequestOrigin, work: Work<SavedView>) {
  return { answer: viewJson(await alone(viewer, origin, work)) };
}

async function changingList(viewer: Viewer, origin: RequestOrigin, work: Work<void>): Promise<ViewsAnswer> {
  const views = await alone(viewer, origin, async (tx, scope) => {
    await work(tx, scope);
    return stored.listViews(tx, scope);
  });
  return { views: views.map(viewJson) };
}

function requireShare(viewer: Viewer): void {
  if (!viewer.may("views.share"))
    throw new AppError("forbidden", `${viewer.role} may not change shared views`);
}

/** What everybody sees changed: on record with what it was, in the same transaction. */
function recordShared(
  tx: Queryable,
  viewer: Viewer,
  origin: RequestOrigin,
  viewId: string,
  details: Readonly<Record<string, string | ReturnType<typeof contentOf>>>,
): Promise<void> {
  const subject = { kind: "view", id: viewId };
  return recordAudit(tx, { ...auditOf(viewer, origin), outcome: "done", subject, details });
}

function auditOf(viewer: Viewer, origin: RequestOrigin) {
  const { env, now } = runtime();
  return {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action: "views.share",
    ...origin,
  } as const;
}

function contentOf({ name, query, isShared }: SavedView) {
  return { name, query, shared: isShared };
}

function read<T>(schema: z.ZodType<T>, body: string): T {
  const given = schema.safeParse(parseJsonObject(body));
  if (!given.success) throw new AppError("invalid-request", "not what the route takes");
  return given.data;
}

function readName(text: string): string {
  const name = viewNameOf(text);
  if (name === undefined) throw new AppError("invalid-request", "no name of a view");
  return name;
}

/** A query is kept only when all of it is understood, and as the list itself would write it. */
async function readQuery(
  viewer: Viewer,
  text: string,
): Promise<{ readonly query: string } | { readonly problems: readonly FilterProblem[] }> {
  const { look, rest, problems: lookProblems } = readOrderLook(new URLSearchParams(text));
  const { filter, problems: filterProblems } = await readOrderFilter(viewer, rest);
  const ofAPage = ["after", "before"].filter((name) => rest.has(name));
  const notOfAView = [...ofAPage, ...(look.view === undefined ? [] : [VIEW_PARAMETER])];
  const problems: FilterProblem[] = [
    ...lookProblems,
    ...filterProblems,
    ...notOfAView.map((name) => ({ name, reason: "unknown-parameter" as const })),
  ];
  return problems.length > 0 ? { problems } : { query: viewQueryOf(filter, look) };
}

function viewJson(view: SavedView): SavedViewJson {
  return {
    id: view.id,
    name: view.name,
    query: view.query,
    href: viewHref(view),
    is_shared: view.isShared,
    is_default: view.isDefault,
    version: view.version,
    updated_at: view.updatedAt,
    updated_by: view.updatedBy,
  };
}
