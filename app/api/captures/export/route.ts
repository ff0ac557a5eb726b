import type { NextRequest } from "next/server";
import { exportCaptures } from "@/lib/server/captures-export";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The numbers of one chart as a CSV file, under the page's own parameters. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("captures.export", request);
    const made = await exportCaptures(viewer, request.nextUrl.searchParams, originOf(request.headers));
    if ("problems" in made) return parametersRefused(request, made.problems);
    return new Response(made.text, {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="${made.fileName}"`,
      },
    });
  });
}
