import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { parseReprocess, reprocessCallback } from "@/lib/server/log-reprocess";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** `{ dry_run }` processes one entry of the log again, or says what that would change: a `ReprocessResult`. */
export function POST(
  request: NextRequest,
  context: { readonly params: Promise<{ callbackId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("callbacks.reprocess", request);
    const { callbackId } = await context.params;
    const asked = parseReprocess(await request.text());
    return Response.json(await reprocessCallback(viewer, callbackId, asked, originOf(request.headers)));
  });
}
