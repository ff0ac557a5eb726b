import type { NextRequest } from "next/server";
import { exportPayouts } from "@/lib/server/payout-export";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** Payout destinations, or the parts of captures and refunds, as one CSV file under the pages' own parameters. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("payouts.export", request);
    const { searchParams } = request.nextUrl;
    const made = await exportPayouts(viewer, searchParams, originOf(request.headers), request.signal);
    if ("problems" in made) return parametersRefused(request, made.problems);
    return new Response(made.body, {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="${made.fileName}"`,
      },
    });
  });
}
