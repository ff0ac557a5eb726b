import type { NextRequest } from "next/server";
import { listRecentOrders } from "@/lib/server/recent-orders";
import { respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The orders this person opened last, for the command palette. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("orders.read", request);
    return Response.json({ orders: await listRecentOrders(viewer) });
  });
}
