import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";
import { moveSavedView } from "@/lib/server/views";

/** `{ direction }`, "up" or "down": the view changes places with its neighbour. Answers `{ views }`. */
export function POST(
  request: NextRequest,
  context: { readonly params: Promise<{ viewId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("views.write", request);
    const { viewId } = await context.params;
    return Response.json(
      await moveSavedView(viewer, viewId, await request.text(), originOf(request.headers)),
    );
  });
}
