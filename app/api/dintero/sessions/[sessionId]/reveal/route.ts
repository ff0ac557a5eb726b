import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { parseReason, revealContact } from "@/lib/server/reveal";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** `{ reason }` lets the viewer see this order's contact data for a while; answers `{ revealed_until }`. */
export function POST(
  request: NextRequest,
  context: { readonly params: Promise<{ sessionId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("contact.reveal", request);
    const { sessionId } = await context.params;
    const reason = parseReason(await request.text());
    const order = { kind: "session", id: sessionId } as const;
    return Response.json({
      revealed_until: await revealContact(viewer, order, reason, originOf(request.headers)),
    });
  });
}
