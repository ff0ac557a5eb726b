import type { NextRequest } from "next/server";
import { answerOrderList } from "@/lib/server/order-list";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The list of orders (CONTRACT, section 4). A parameter or value that is not known is 400, never ignored. */
export function GET(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("orders.read", request);
    const listed = await answerOrderList(viewer, request.nextUrl.searchParams, originOf(request.headers));
    return "answer" in listed ? Response.json(listed.answer) : parametersRefused(request, listed.problems);
  });
}
