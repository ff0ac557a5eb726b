import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { readCaptureQuery, readCaptureReport } from "@/lib/server/captures";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** All that the captures page shows, for the page itself to look again: its own words, not a contract. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("captures.read", request);
    const { query, problems } = await readCaptureQuery(viewer, request.nextUrl.searchParams);
    if (problems.length > 0) return parametersRefused(request, problems);
    const read_at = new Date(runtime().now()).toISOString();
    return Response.json({ report: await readCaptureReport(viewer, query), read_at });
  });
}
