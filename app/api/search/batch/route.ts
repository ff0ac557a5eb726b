import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { searchBatch } from "@/lib/server/search-batch";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** Many look-ups in one: `{ lines }`, at most 200 of them. Dintero is not asked. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("orders.read", request);
    return Response.json(await searchBatch(viewer, await request.text(), originOf(request.headers)));
  });
}
