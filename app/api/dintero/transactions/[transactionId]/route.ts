import type { NextRequest } from "next/server";
import { answerOrder } from "@/lib/server/order-answer";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** The proxied look-up by transaction (CONTRACT, section 4): an `OrderAnswer`. */
export function GET(
  request: NextRequest,
  context: { readonly params: Promise<{ transactionId: string }> },
): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("orders.read", request);
    const { transactionId } = await context.params;
    return Response.json(await answerOrder(viewer, "transaction", transactionId, originOf(request.headers)));
  });
}
