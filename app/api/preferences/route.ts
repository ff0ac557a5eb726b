import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { savePreferences } from "@/lib/server/preferences";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

/** What a person chose for themselves: `{ locale?, theme?, singleKeys? }`, kept with the user and in this browser. Answers 204. */
export function POST(request: NextRequest): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("preferences.write", request);
    return savePreferences(viewer, await request.text());
  });
}
