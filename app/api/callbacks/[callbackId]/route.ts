import type { NextRequest } from "next/server";
import { readCallback } from "@/lib/server/log-detail";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** One entry of the callback log: a `DeliveryDetail`. */
export function GET(
  request: NextRequest,
  context: { readonly params: Promise<{ callbackId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("callbacks.read", request);
    const { callbackId } = await context.params;
    return Response.json(await readCallback(viewer, callbackId, originOf(request.headers)));
  });
}
