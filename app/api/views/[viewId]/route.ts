import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";
import { changeSavedView, removeSavedView } from "@/lib/server/views";

interface Context {
  readonly params: Promise<{ viewId: string }>;
}

/** `{ version, name?, query?, is_shared? }` changes the view as it was in that version; 409 when it is another by now. */
export function PATCH(request: NextRequest, context: Context): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("views.write", request);
    const { viewId } = await context.params;
    const changed = await changeSavedView(viewer, viewId, await request.text(), originOf(request.headers));
    if ("problems" in changed) return parametersRefused(request, changed.problems);
    return Response.json(changed.answer);
  });
}

/** `{ version }` deletes the view as it was in that version. Answers `{ views }`, those that are left. */
export function DELETE(request: NextRequest, context: Context): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("views.write", request);
    const { viewId } = await context.params;
    return Response.json(
      await removeSavedView(viewer, viewId, await request.text(), originOf(request.headers)),
    );
  });
}
