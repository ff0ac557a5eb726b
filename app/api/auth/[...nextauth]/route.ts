import type { NextRequest } from "next/server";
import { answerAuth } from "@/lib/server/auth-route";
import { respond } from "@/lib/server/respond";

interface Context {
  readonly params: Promise<{ readonly nextauth: readonly string[] }>;
}

/** Signing in and out: open to all, and an allow-list of its own. */
function answer(request: NextRequest, { params }: Context): Promise<Response> {
  return respond(request, async () => answerAuth(request, (await params).nextauth));
}

export { answer as GET, answer as POST };
