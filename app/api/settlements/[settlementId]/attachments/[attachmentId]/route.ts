import type { NextRequest } from "next/server";
import { settlementHref } from "@/lib/domain/settlement-query";
import { originOf } from "@/lib/server/request-origin";
import { parametersRefused, respond } from "@/lib/server/respond";
import { openSettlementFile } from "@/lib/server/settlement-file";
import { requireViewerForRoute } from "@/lib/server/viewer";

type Context = RouteContext<"/api/settlements/[settlementId]/attachments/[attachmentId]">;

/**
 * A settlement's attachment, fetched from Dintero and handed on as a file, never to be shown in place. Where Dintero has
 * no more than an address elsewhere, the settlement's page says so.
 */
export function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return respond(request, async () => {
    const viewer = await requireViewerForRoute("settlements.file", request);
    const unknown = [...new Set(request.nextUrl.searchParams.keys())];
    if (unknown.length > 0) {
      const reason = "unknown-parameter" as const;
      return parametersRefused(
        request,
        unknown.map((name) => ({ name, reason })),
      );
    }
    const ids = await params;
    const file = await openSettlementFile(viewer, ids, originOf(request.headers), request.signal);
    if (file.kind === "link") {
      const location = settlementHref(ids.settlementId, { elsewhere: ids.attachmentId });
      return new Response(null, { status: 303, headers: { location } });
    }
    return new Response(Buffer.from(file.bytes), {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "x-content-type-options": "nosniff",
      },
    });
  });
}
