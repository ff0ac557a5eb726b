import type { NextRequest } from "next/server";
import { openAuditExport } from "@/lib/server/audit-export";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The audit log under the page's own filters as one CSV file, made while it is sent. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("audit.read", request);
    const { searchParams } = request.nextUrl;
    const opened = await openAuditExport(viewer, searchParams, originOf(request.headers), request.signal);
    if ("problems" in opened) return parametersRefused(request, opened.problems);
    return new Response(opened.body, {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="${opened.fileName}"`,
        "x-kontor-entries": String(opened.entries),
      },
    });
  });
}
