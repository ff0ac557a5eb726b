import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { changeWindowsSetting, parseSettingChange } from "@/lib/server/settings";
import { requireViewerForRoute } from "@/lib/server/viewer";

/**
 * `{ value: { payment_product_type: days or null }, seen_version }`; what is left out has its known days. Answers
 * `{ version, due }`, with the number of open reservations that are made again; 409 when somebody else changed them since.
 */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("settings.manage", request);
    const change = parseSettingChange("authorizationWindows", await request.text());
    return Response.json(await changeWindowsSetting(viewer, change, originOf(request.headers)));
  });
}
