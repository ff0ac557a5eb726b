import "server-only";
import { type GapCheck, listGapChecks } from "@/lib/db/capture-counts";
import { runtime } from "@/lib/runtime";
import { requireMay } from "./log";
import type { Viewer } from "./viewer";

export type { GapCheck };

/** The days whose captures were counted against Dintero's, newest first. @throws AppError "forbidden" */
export async function readGapChecks(viewer: Viewer, limit: number): Promise<readonly GapCheck[]> {
  requireMay(viewer, "callbacks.read");
  const { db, env } = runtime();
  return await listGapChecks(db, env.accountId, limit);
}
