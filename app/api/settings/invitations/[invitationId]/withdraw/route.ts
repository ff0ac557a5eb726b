import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { withdrawInvitation } from "@/lib/server/invitations";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** Takes an invitation back; answers `{ invitation_id }`. */
export function POST(
  request: NextRequest,
  context: { readonly params: Promise<{ invitationId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("users.manage", request);
    const { invitationId } = await context.params;
    await withdrawInvitation(viewer, invitationId, originOf(request.headers));
    return Response.json({ invitation_id: invitationId });
  });
}
