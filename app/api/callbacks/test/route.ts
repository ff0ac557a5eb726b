import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOrigin } from "@/lib/server/same-origin";
import { sendSignedTest } from "@/lib/server/signed-test";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** Demo mode only: sends a signed callback to our own address; answers `{ status, callback_id, session_id }`. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOrigin(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("callbacks.test", request);
    const { status, deliveryId, sessionId } = await sendSignedTest(viewer, originOf(request.headers));
    return Response.json({ status, callback_id: deliveryId, session_id: sessionId });
  });
}
