import type { NextRequest } from "next/server";
import { readAttention } from "@/lib/server/attention";
import { respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** What needs attention, each figure with the address of exactly what it counts; for a panel that keeps itself fresh. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("orders.read", request);
    return Response.json(await readAttention(viewer));
  });
}
