import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { changeOwnAccount } from "@/lib/server/account";
import { respond } from "@/lib/server/respond";
import { requireSameOriginJson } from "@/lib/server/same-origin";
import { requireViewerForRoute } from "@/lib/server/viewer";

interface Context {
  readonly params: Promise<{ readonly change: string }>;
}

/**
 * Changes one's own account: `password` `{ password, next }`; `offer-factor`, `remove-factor`, `recovery-codes`, `link-sso`
 * `{ password }`; `confirm-factor` `{ code }`; `sign-out-others` `{}`. What is wrong with a field: 400 with `parameters`.
 */
export function POST(request: NextRequest, { params }: Context): Promise<Response> {
  return respond(request, async () => {
    requireSameOriginJson(request, runtime().env.appUrl);
    const viewer = await requireViewerForRoute("account.manage", request);
    return changeOwnAccount(viewer, request, (await params).change);
  });
}
