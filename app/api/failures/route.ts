import type { NextRequest } from "next/server";
import { answerFailures } from "@/lib/server/failures";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** Failures by reason, or by what is asked for. A parameter or value that is not known is 400, never ignored. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("orders.read", request);
    const counted = await answerFailures(viewer, request.nextUrl.searchParams);
    return "answer" in counted ? Response.json(counted.answer) : parametersRefused(request, counted.problems);
  });
}
