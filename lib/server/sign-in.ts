import "server-only";
import type { NextRequest } from "next/server";
import { recordAudit } from "@/lib/db/audit";
import { revokeSignIn } from "@/lib/db/sign-ins";
import type { User } from "@/lib/db/users";
import { runtime } from "@/lib/runtime";
import { checkPassword } from "./accounts";
import { askVerified } from "./ask-auth";
import { deviceCookieName } from "./known-device";
import { beginPending, endPending, findPending, pendingCookieName } from "./pending-sign-in";
import { preferenceCookies } from "./preference-cookies";
import { originOf } from "./request-origin";
import { problemResponse, requestIdOf } from "./respond";
import { returnTarget, signInPath } from "./return-target";
import { requireSameOrigin } from "./same-origin";
import { confirmFactor, hasSecondFactor, isSecondFactorRequired, spendCode } from "./second-factor";
import { backToForm, isForScript, localPart, readForm, seeOther, withCookies } from "./sign-in-answers";
import { type Attempt, type AttemptFrom, beginAttempt, beginCodeAttempt, type Wait } from "./sign-in-attempt";
import { openSignInId, signInCookieName } from "./sign-in-cookie";

/** One step of signing in with a local account, as it was sent. */
interface Step {
  readonly request: NextRequest;
  readonly form: Readonly<Record<string, string>>;
  readonly target: string;
}

/** How somebody got in, for the audit log. */
type How =
  | "password"
  | "password and code"
  | "password and recovery code"
  | "password, second factor set up"
  | "sso";

/** @throws AppError */
export async function signIn(request: NextRequest): Promise<Response> {
  requireSameOrigin(request, runtime().env.appUrl);
  const form = await readForm(request);
  const step = { request, form, target: returnTarget(localPart(form.callbackUrl)) };
  return form.code === undefined ? takePassword(step) : takeCode(step, form.code);
}

/**
 * The first step. A wrong password, an unknown, a disabled and a demo account answer alike. That a password was right is
 * told to nobody but who knows it: by the question for the code, or by being in. On its own it still counts as a failure.
 */
async function takePassword(step: Step): Promise<Response> {
  const { request, form, target } = step;
  const { email = "", password = "" } = form;
  const attempt = await beginAttempt(attemptFrom(request, email));
  if (isWait(attempt)) return limited(step, attempt);
  let checked: Awaited<ReturnType<typeof checkPassword>> | undefined;
  let isHalfWay = false;
  const answer = await askVerified(request, ["callback", "credentials"], form, {
    authorize: async () => {
      checked = await checkPassword(email, password);
      if (checked.user === undefined) return undefined;
      isHalfWay = (await hasSecondFactor(checked.user.userId)) || (await isSecondFactorRequired());
      return isHalfWay ? undefined : checked.user.userId;
    },
  });
  const user = checked?.user;
  if (user !== undefined && isHalfWay) {
    const cookies = [await beginPending(user.userId)];
    return isForScript(form)
      ? withCookies(Response.json({ url: signInPath(target), step: "code" }), cookies)
      : seeOther(signInPath(target), cookies);
  }
  const cookies = sessionCookies(answer.cookies);
  if (user === undefined || cookies.length === 0) return failed(step, attempt, checked?.known);
  return admitted(step, user, [...cookies, ...(await attempt.succeed())], "password");
}

/** The second step: the code of an app or a recovery code; or the first code of an app that is being set up. */
async function takeCode(step: Step, code: string): Promise<Response> {
  const { request, form, target } = step;
  const pending = request.cookies.get(pendingCookieName(runtime().env.appUrl))?.value;
  const user = await findPending(pending);
  if (user === undefined) {
    const gone = await endPending(pending);
    return isForScript(form)
      ? withCookies(problemResponse("unauthenticated", requestIdOf(request)), [gone])
      : backToForm(target, "expired", [gone]);
  }
  const attempt = await beginCodeAttempt(attemptFrom(request, user.email));
  if (isWait(attempt)) return limited(step, attempt);
  let how: How = "password and code";
  let recoveryCodes: readonly string[] | undefined;
  const answer = await askVerified(request, ["callback", "credentials"], form, {
    authorize: async () => {
      if (await hasSecondFactor(user.userId)) {
        const use = await spendCode(user.userId, code);
        if (use === "recovery-code") how = "password and recovery code";
        return use === undefined ? undefined : user.userId;
      }
      how = "password, second factor set up";
      const withCodes = isForScript(form);
      recoveryCodes = await confirmFactor(user, code, { withCodes, origin: originOf(request.headers) });
      return recoveryCodes === undefined ? undefined : user.userId;
    },
  });
  const cookies = sessionCookies(answer.cookies);
  if (cookies.length === 0) return failed(step, attempt, user);
  const lines = [...cookies, await endPending(pending), ...(await attempt.succeed())];
  return admitted(step, user, lines, how, recoveryCodes);
}

/** Somebody is in: the sign-in that this browser had before ends, it is written down, and the way leads on. */
async function admitted(
  { request, form, target }: Step,
  user: User,
  cookies: readonly string[],
  how: How,
  recoveryCodes: readonly string[] = [],
): Promise<Response> {
  const lines = [...cookies, ...(await welcome(request, user, how))];
  const body = { url: target, ...(recoveryCodes.length > 0 ? { recovery_codes: recoveryCodes } : {}) };
  return isForScript(form) ? withCookies(Response.json(body), lines) : seeOther(target, lines);
}

/**
 * What every sign-in ends with, whatever it began with. @returns the `Set-Cookie` lines of what the person prefers
 * @throws AppError "audit-unavailable": then the cookie of the new sign-in must not be sent
 */
export async function welcome(request: NextRequest, user: User, how: How): Promise<readonly string[]> {
  const { db, env, log, now } = runtime();
  await endFormerSignIn(request);
  const origin = originOf(request.headers);
  const entry = {
    accountId: env.accountId,
    at: now(),
    actorId: user.userId,
    action: "sign-in.begin",
  } as const;
  const subject = { kind: "user", id: user.userId };
  await recordAudit(db, { ...entry, outcome: "done", subject, details: { how }, ...origin });
  log.info("authn.signed_in", {
    user_id: user.userId,
    address: origin.address,
    request_id: origin.requestId,
  });
  return preferenceCookies(user, env.appUrl);
}

/** A browser holds one sign-in: a copy of the cookie it had before is worth nothing from now on (F54). */
async function endFormerSignIn(request: NextRequest): Promise<void> {
  const { db, env, now } = runtime();
  const value = request.cookies.get(signInCookieName(env.appUrl))?.value;
  const signInId = value === undefined ? undefined : await openSignInId(value, env.authSecret);
  if (signInId !== undefined) await revokeSignIn(db, env.accountId, signInId, now());
}

/** Refused, counted, and told to the audit log as often as that says something new. The same for known and unknown accounts. */
async function failed(
  { request, form, target }: Step,
  attempt: Attempt,
  known: User | undefined,
): Promise<Response> {
  const { db, env, log, now } = runtime();
  const { count, isNotable } = await attempt.fail();
  const { address, requestId } = originOf(request.headers);
  const isCode = form.code !== undefined;
  const fields = { user_hash: attempt.userHash, count, address, request_id: requestId };
  log.warn(isCode ? "authn.code_failed" : "authn.failed", fields);
  if (isNotable) {
    const subject = known && { kind: "user", id: known.userId };
    const details = { user: attempt.userHash, failures: count, step: isCode ? "code" : "password" };
    const entry = {
      accountId: env.accountId,
      at: now(),
      action: "sign-in.begin",
      outcome: "failed",
    } as const;
    await recordAudit(db, { ...entry, subject, details, address, requestId });
  }
  return isForScript(form)
    ? problemResponse("sign-in-refused", requestIdOf(request))
    : backToForm(target, "refused");
}

function limited({ request, form, target }: Step, { retryAfterSeconds }: Wait): Response {
  const { address, requestId } = originOf(request.headers);
  runtime().log.warn("authn.limited", { address, request_id: requestId });
  const headers = { "retry-after": String(retryAfterSeconds) };
  return isForScript(form)
    ? problemResponse("rate-limited", requestIdOf(request), headers)
    : backToForm(target, "too-many");
}

function isWait(attempt: Attempt | Wait): attempt is Wait {
  return "retryAfterSeconds" in attempt;
}

function attemptFrom(request: NextRequest, email: string): AttemptFrom {
  return {
    email,
    address: originOf(request.headers).address ?? "unknown",
    device: request.cookies.get(deviceCookieName(runtime().env.appUrl))?.value,
  };
}

function sessionCookies(lines: readonly string[]): readonly string[] {
  const name = signInCookieName(runtime().env.appUrl);
  return lines.filter((line) => line.startsWith(`${name}=`));
}
