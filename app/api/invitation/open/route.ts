import { runtime } from "@/lib/runtime";
import { openInvitation, parseToken } from "@/lib/server/invitations";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";

/** Public. `{ token }` from a link's fragment; answers `{ email, role }`, or 404 for whatever is no invitation any more. */
export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const { email, role } = await openInvitation(parseToken(await request.text()));
    return Response.json({ email, role });
  });
}
