import type { NextRequest } from "next/server";
import { respond } from "@/lib/server/respond";
import { listUsers } from "@/lib/server/users";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** `{ users: [{ user_id, email, name, role, state, created_at, second_factor, last_seen_at?, sign_ins }] }`. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("users.manage", request);
    const users = await listUsers(viewer);
    return Response.json({
      users: users.map((user) => ({
        user_id: user.userId,
        email: user.email,
        name: user.name,
        role: user.role,
        state: user.disabledAt === undefined ? "active" : "disabled",
        created_at: user.createdAt,
        second_factor: user.hasSecondFactor,
        last_seen_at: user.lastSeenAt,
        sign_ins: user.signIns,
      })),
    });
  });
}
