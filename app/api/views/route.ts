import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";
import { addSavedView, listSavedViews } from "@/lib/server/views";

/** The reader's own views of the list of orders, then the shared ones: `{ views }`. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("views.write", request);
    return Response.json({ views: await listSavedViews(viewer) });
  });
}

/** `{ name, query, is_shared, is_default? }` keeps a view; its query is one of `/orders`, all of it known. Answers 201. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("views.write", request);
    const added = await addSavedView(viewer, await request.text(), originOf(request.headers));
    if ("problems" in added) return parametersRefused(request, added.problems);
    return Response.json(added.answer, { status: 201 });
  });
}
