import type { NextRequest } from "next/server";
import type { AuditVerifyAnswer } from "@/lib/queries/audit";
import { runtime } from "@/lib/runtime";
import { verifyNow } from "@/lib/server/audit";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** Computes every hash of the audit log again: an `AuditVerifyAnswer`. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("audit.read", request);
    const { rows, isComplete, faults } = await verifyNow(viewer, originOf(request.headers));
    const answer: AuditVerifyAnswer = { rows, is_complete: isComplete, faults };
    return Response.json(answer);
  });
}
