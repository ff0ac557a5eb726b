import type { NextRequest } from "next/server";
import { EXPORTED_ORDERS_HEADER } from "@/lib/domain/order-export";
import { openOrderExport } from "@/lib/server/order-export";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The orders under the list's own filters as one CSV file, made while it is sent (CONTRACT, section 4). */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("orders.export", request);
    const { searchParams } = request.nextUrl;
    const opened = await openOrderExport(viewer, searchParams, originOf(request.headers), request.signal);
    if ("problems" in opened) return parametersRefused(request, opened.problems);
    return new Response(opened.body, {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="${opened.fileName}"`,
        [EXPORTED_ORDERS_HEADER]: String(opened.orders),
      },
    });
  });
}
