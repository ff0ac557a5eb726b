import { getJson, sendJson } from "./request";

/** A saved view of the list of orders, as its reader may use it. */
export interface SavedViewJson {
  readonly id: string;
  readonly name: string;
  /** Parameters of `/orders`. */
  readonly query: string;
  /** The address that opens it. */
  readonly href: string;
  /** Everybody's; else the reader's own. */
  readonly is_shared: boolean;
  /** It opens when the reader enters `/orders` without parameters. */
  readonly is_default: boolean;
  /** To be sent with every change: one of an older version is answered with "conflict". */
  readonly version: number;
  readonly updated_at: string;
  /** The name of whoever changed it last. */
  readonly updated_by?: string | undefined;
}

/** The reader's own views in their order, then the shared ones in theirs. */
export interface ViewsAnswer {
  readonly views: readonly SavedViewJson[];
}

export const listViews = (signal?: AbortSignal) => getJson<ViewsAnswer>("/api/views", signal);

export interface NewViewBody {
  readonly name: string;
  readonly query: string;
  readonly is_shared: boolean;
  readonly is_default?: boolean;
}

/** @throws RequestError, "name-taken" and "too-many" among others; so do all of these */
export const addView = (view: NewViewBody) => sendJson<SavedViewJson>("POST", "/api/views", view);

type Known = Pick<SavedViewJson, "id" | "version">;

/** @throws RequestError "conflict" when somebody else has changed it since, "not-found" when it was deleted */
export const changeView = (
  { id, version }: Known,
  change: { readonly name?: string; readonly query?: string; readonly is_shared?: boolean },
) => sendJson<SavedViewJson>("PATCH", pathOf(id), { version, ...change });

export const removeView = ({ id, version }: Known) =>
  sendJson<ViewsAnswer>("DELETE", pathOf(id), { version });

export const moveView = (id: string, direction: "up" | "down") =>
  sendJson<ViewsAnswer>("POST", `${pathOf(id)}/move`, { direction });

/** Which view opens when the reader enters the list; null for none. */
export const setDefaultView = (id: string | null) =>
  sendJson<ViewsAnswer>("PUT", "/api/views/default", { id });

function pathOf(id: string): string {
  return `/api/views/${encodeURIComponent(id)}`;
}
