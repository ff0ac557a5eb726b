import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";
import { chooseDefaultView } from "@/lib/server/views";

/** `{ id }` is the view that opens when its reader enters the list; null for none. Answers `{ views }`. */
export function PUT(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("views.write", request);
    return Response.json(await chooseDefaultView(viewer, await request.text(), originOf(request.headers)));
  });
}
