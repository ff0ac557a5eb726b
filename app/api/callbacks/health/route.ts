import type { NextRequest } from "next/server";
import { readIntakeHealth } from "@/lib/server/log-health";
import { respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** How the intake stands: an `IntakeHealth`, for a strip that keeps itself fresh. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("callbacks.read", request);
    return Response.json(await readIntakeHealth(viewer));
  });
}
