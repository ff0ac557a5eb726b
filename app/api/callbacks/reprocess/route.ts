import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { parseReprocess, reprocessParked } from "@/lib/server/log-reprocess";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** `{ dry_run }` processes all that is parked again, or counts it: a `BulkReprocessResult`. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("callbacks.reprocess", request);
    const asked = parseReprocess(await request.text());
    return Response.json(await reprocessParked(viewer, asked, originOf(request.headers)));
  });
}
