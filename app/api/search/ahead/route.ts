import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { searchAhead } from "@/lib/server/search-ahead";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** What the look-up box suggests while somebody types: `{ q }`. A POST for the same reason as the search itself. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("orders.read", request);
    return Response.json(await searchAhead(viewer, await request.text(), originOf(request.headers)));
  });
}
