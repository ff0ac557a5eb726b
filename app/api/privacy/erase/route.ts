import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { eraseFromOrder, parseErasure } from "@/lib/server/erase";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/**
 * `{ kind: "session" | "transaction", id, reason, dry_run }` erases the person whom this order names from every order
 * that names them; a dry run tells how many. Answers `{ documents, is_done }`.
 */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("privacy.erase", request);
    const erasure = parseErasure(await request.text());
    return Response.json(await eraseFromOrder(viewer, erasure, originOf(request.headers)));
  });
}
