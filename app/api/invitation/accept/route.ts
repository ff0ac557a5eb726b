import { runtime } from "@/lib/runtime";
import { acceptInvitation, parseAcceptance } from "@/lib/server/invitations";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";

/**
 * Public. `{ token, name, password, locale }` makes the account that somebody was invited to; answers `{}`, 400 with what is
 * wrong with a field, or 404 for whatever is no invitation any more.
 */
export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const faults = await acceptInvitation(parseAcceptance(await request.text()), originOf(request.headers));
    return faults.length > 0 ? parametersRefused(request, faults) : Response.json({});
  });
}
