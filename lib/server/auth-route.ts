import "server-only";
import type { NextRequest } from "next/server";
import { recordAudit } from "@/lib/db/audit";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { findLivingSignIn } from "./accounts";
import { ask, askVerified } from "./ask-auth";
import type { AuthAnswer } from "./next-auth";
import { endPending, pendingCookieName } from "./pending-sign-in";
import { originOf } from "./request-origin";
import { signInPath } from "./return-target";
import { requireSameOrigin } from "./same-origin";
import { signIn } from "./sign-in";
import { isForScript, localPart, readForm, seeOther, withCookies } from "./sign-in-answers";
import { openSignInId, signInCookieName } from "./sign-in-cookie";
import { comeFromProvider, goToProvider } from "./sso";

/**
 * Everything below `/api/auth`: an allow-list of what next-auth may be asked. It sees strings that were parsed here and
 * cookies of ours, so malformed input ends here as 400 or 404 and never in its parsers.
 * @throws AppError
 */
export async function answerAuth(request: NextRequest, action: readonly string[]): Promise<Response> {
  const asked = `${request.method === "POST" ? "POST" : "GET"} ${action.join("/")}`;
  switch (asked) {
    case "GET csrf":
    case "GET session":
    case "GET providers":
      return jsonOf(await ask(request, { method: "GET", action }));
    case "GET signin":
    case "GET signout":
    case "GET error":
      return startAgain(request);
    case "GET sso":
      return goToProvider(request);
    case "GET callback/oidc":
      return comeFromProvider(request);
    case "POST callback/credentials":
      return signIn(request);
    case "POST signout":
      return signOut(request);
    default:
      throw new AppError("not-found", "no such step of signing in");
  }
}

/** To the sign-in page, with nothing known: who had shown a password and no code begins anew. */
async function startAgain(request: NextRequest): Promise<Response> {
  const pending = request.cookies.get(pendingCookieName(runtime().env.appUrl))?.value;
  const cookies = pending === undefined ? [] : [await endPending(pending)];
  return seeOther(signInPath(localPart(request.nextUrl.searchParams.get("callbackUrl"))), cookies);
}

async function signOut(request: NextRequest): Promise<Response> {
  const { env } = runtime();
  requireSameOrigin(request, env.appUrl);
  const form = await readForm(request);
  const value = request.cookies.get(signInCookieName(env.appUrl))?.value;
  const signInId = value === undefined ? undefined : await openSignInId(value, env.authSecret);
  const signIn = signInId === undefined ? undefined : await findLivingSignIn(signInId);
  const { cookies } = await askVerified(request, ["signout"], form);
  if (signIn !== undefined) await noteSignOut(request, signIn.userId);
  const url = "/sign-in";
  return isForScript(form) ? withCookies(Response.json({ url }), cookies) : seeOther(url, cookies);
}

/** Whoever is out stays out: an audit log that cannot be written is no reason to keep somebody in. */
async function noteSignOut(request: NextRequest, userId: string): Promise<void> {
  const { db, env, log, now } = runtime();
  const entry = { accountId: env.accountId, at: now(), actorId: userId, action: "sign-in.end" } as const;
  await recordAudit(db, { ...entry, outcome: "done", ...originOf(request.headers) }).catch((error: unknown) =>
    log.error("audit.failed", { error }),
  );
}

function jsonOf(answer: AuthAnswer): Response {
  return withCookies(Response.json(answer.body ?? {}, { status: answer.status }), answer.cookies);
}
