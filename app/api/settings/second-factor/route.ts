import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { originOf } from "@/lib/server/request-origin";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { changeSecondFactorSetting, parseSettingChange } from "@/lib/server/settings";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** `{ value: boolean, seen_version }`; answers `{ version }`, 409 when somebody else changed it since. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("settings.manage", request);
    const change = parseSettingChange("isSecondFactorRequired", await request.text());
    return Response.json({
      version: await changeSecondFactorSetting(viewer, change, originOf(request.headers)),
    });
  });
}
