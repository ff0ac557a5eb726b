import type { NextRequest } from "next/server";
import { answerCaptures } from "@/lib/server/captures-answer";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** What was captured over time (CONTRACT, section 4). A parameter or value that is not known is 400, never ignored. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("captures.read", request);
    const read = await answerCaptures(viewer, request.nextUrl.searchParams);
    return "answer" in read ? Response.json(read.answer) : parametersRefused(request, read.problems);
  });
}
