import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { changeUser, parseUserChange } from "@/lib/server/users";
import { requireViewerForRoute } from "@/lib/server/viewer";

/**
 * `{ change: "set-role", role }`, or `change` "disable", "enable", "sign-out", "reset-second-factor"; answers
 * `{ user_id }` when it counts.
 */
export function POST(
  request: NextRequest,
  context: { readonly params: Promise<{ userId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("users.manage", request);
    const { userId } = await context.params;
    const change = parseUserChange(await request.text());
    await changeUser(viewer, userId, change, originOf(request.headers));
    return Response.json({ user_id: userId });
  });
}
