import type { NextRequest } from "next/server";
import { parseCallbackFilter } from "@/lib/domain/callback-filter";
import { AppError } from "@/lib/errors";
import type { CallbacksAnswer } from "@/lib/queries/callbacks-answer";
import { listCallbacks } from "@/lib/server/log";
import { respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The callback log, a page at a time, by the filter of the page's URL: a `CallbacksAnswer`. What is not understood is 400. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("callbacks.read", request);
    const { filter, unknown } = parseCallbackFilter(request.nextUrl.searchParams);
    if (unknown.length > 0) throw new AppError("invalid-request", "the filter has parts nobody understands");
    const { rows, older, newer } = await listCallbacks(viewer, filter);
    const answer: CallbacksAnswer = { callbacks: rows, next_cursor: older, previous_cursor: newer };
    return Response.json(answer);
  });
}
