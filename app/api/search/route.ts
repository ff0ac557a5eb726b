import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { parseSearch, search } from "@/lib/server/search";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The look-up box (CONTRACT, section 4). A POST, so that nobody's e-mail address stands in a URL. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("orders.read", request);
    return Response.json(await search(viewer, parseSearch(await request.text()), originOf(request.headers)));
  });
}
