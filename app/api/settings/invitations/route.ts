import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { invite, parseInvite } from "@/lib/server/invitations";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** `{ email, role }`; answers `{ invitation_id, link, expires_at }`, the only time that the link is told. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("users.manage", request);
    const wanted = parseInvite(await request.text());
    const invited = await invite(viewer, wanted, originOf(request.headers));
    if (!("link" in invited)) return parametersRefused(request, invited);
    const { invitationId, link, expiresAt } = invited;
    return Response.json({ invitation_id: invitationId, link, expires_at: expiresAt });
  });
}
