import "server-only";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { removeSecondFactor, replaceRecoveryCodes } from "@/lib/db/second-factors";
import { findSignIn, revokeOtherSignIns } from "@/lib/db/sign-ins";
import { findUserById, setUserPassword, type User } from "@/lib/db/users";
import { AppError } from "@/lib/errors";
import { hashPassword, isPassword, passwordFault } from "@/lib/passwords";
import { runtime } from "@/lib/runtime";
import { currentSignInId } from "./account-page";
import { IDLE_MS } from "./accounts";
import { browserOf } from "./ask-auth";
import { beginSignIn } from "./auth";
import { parseJsonObject } from "./json-body";
import { originOf } from "./request-origin";
import { parametersRefused, problemResponse, requestIdOf } from "./respond";
import {
  confirmFactor,
  hasSecondFactor,
  isSecondFactorRequired,
  noteOwn,
  offerFactor,
} from "./second-factor";
import { withCookies } from "./sign-in-answers";
import { beginAttempt } from "./sign-in-attempt";
import { sealSignInId, signInCookieLine } from "./sign-in-cookie";
import { beginFlow } from "./sso";
import type { Viewer } from "./viewer";

/** One thing that somebody changes of their own account. */
interface Change {
  readonly viewer: Viewer;
  readonly request: NextRequest;
  readonly body: object;
}

/** What the last part of the address names, and nothing else. */
const CHANGES: Readonly<Record<string, (change: Change) => Promise<Response>>> = {
  password: changePassword,
  "offer-factor": (change) => withPassword(change, async (user) => Response.json(await offerFactor(user))),
  "confirm-factor": takeFirstCode,
  "remove-factor": (change) => withPassword(change, (user) => dropFactor(change, user)),
  "recovery-codes": (change) => withPassword(change, (user) => renewCodes(change, user)),
  "sign-out-others": signOutOthers,
  "link-sso": (change) => withPassword(change, (user) => linkSso(change, user)),
};

/**
 * Does one `change`. What would let somebody who found an open browser take the account over asks for the password again,
 * with the same waits as signing in.
 * @throws AppError
 */
export async function changeOwnAccount(
  viewer: Viewer,
  request: NextRequest,
  change: string,
): Promise<Response> {
  const work = Object.hasOwn(CHANGES, change) ? CHANGES[change] : undefined;
  if (work === undefined) throw new AppError("not-found", "no such change of an account");
  return work({ viewer, request, body: parseJsonObject(await request.text()) });
}

/** A new password ends every sign-in; this browser gets another one (F54). */
async function changePassword(change: Change): Promise<Response> {
  const { request, viewer } = change;
  const { next } = read(z.object({ next: z.string() }), change.body);
  const fault = passwordFault(next, viewer);
  if (fault !== undefined) return parametersRefused(request, [{ name: "next", reason: fault }]);
  return withPassword(change, async ({ userId }) => {
    const { db, env, now } = runtime();
    const [passwordHash, method] = [await hashPassword(next), await methodOf(request)];
    await db.transaction(async (tx) => {
      await setUserPassword(tx, env.accountId, userId, passwordHash, now());
      await noteOwn(tx, userId, "account.password", originOf(request.headers));
    });
    const signInId = await beginSignIn(userId, method, browserOf(request));
    const cookie = signInCookieLine(await sealSignInId(signInId, env.authSecret), env.appUrl);
    return withCookies(Response.json({}), [cookie]);
  });
}

/** How this browser came in: by single sign-on it stays so. */
async function methodOf(request: NextRequest) {
  const { db, env, now } = runtime();
  const id = await currentSignInId((name) => request.cookies.get(name)?.value);
  return (await findSignIn(db, env.accountId, id, { now: now(), idleMs: IDLE_MS }))?.method ?? "password";
}

async function takeFirstCode({ viewer, request, body }: Change): Promise<Response> {
  const { code } = read(z.object({ code: z.string() }), body);
  const codes = await confirmFactor(viewer, code, { origin: originOf(request.headers) });
  return codes === undefined
    ? parametersRefused(request, [{ name: "code", reason: "wrong" }])
    : Response.json({ recovery_codes: codes });
}

async function dropFactor({ request }: Change, { userId }: User): Promise<Response> {
  const { db, env } = runtime();
  if (await isSecondFactorRequired()) throw new AppError("forbidden", "a second factor is required");
  await db.transaction(async (tx) => {
    await removeSecondFactor(tx, env.accountId, userId);
    await noteOwn(tx, userId, "account.second-factor-off", originOf(request.headers));
  });
  return Response.json({});
}

async function renewCodes({ request }: Change, { userId }: User): Promise<Response> {
  const { db, env, now } = runtime();
  if (!(await hasSecondFactor(userId))) throw new AppError("invalid-request", "there is no second factor");
  const codes = await db.transaction(async (tx) => {
    await noteOwn(tx, userId, "account.recovery-codes", originOf(request.headers));
    return replaceRecoveryCodes(tx, env.accountId, userId, now());
  });
  return Response.json({ recovery_codes: codes });
}

async function signOutOthers({ viewer, request }: Change): Promise<Response> {
  const { db, env, now } = runtime();
  const { userId } = viewer;
  const signInId = await currentSignInId((name) => request.cookies.get(name)?.value);
  const count = await db.transaction(async (tx) => {
    await noteOwn(tx, userId, "account.sign-out-others", originOf(request.headers));
    return revokeOtherSignIns(tx, env.accountId, { userId, signInId, now: now() });
  });
  return Response.json({ count });
}

async function linkSso({ request }: Change, { userId }: User): Promise<Response> {
  if (runtime().env.oidc === undefined) throw new AppError("not-found", "single sign-on is off");
  const begun = await beginFlow(request, { target: "/account", linkTo: userId });
  if ("trouble" in begun) return Response.json({ trouble: begun.trouble });
  return withCookies(Response.json({ url: begun.url }), begun.cookies);
}

/** Does `work` for who knows the password; a wrong one is counted as at the sign-in (F53). */
async function withPassword(
  { viewer, request, body }: Change,
  work: (user: User) => Promise<Response>,
): Promise<Response> {
  const { db, env, log } = runtime();
  const { password } = read(z.object({ password: z.string() }), body);
  const { address = "unknown", requestId } = originOf(request.headers);
  const attempt = await beginAttempt({ email: viewer.email, address, device: undefined });
  if ("retryAfterSeconds" in attempt) {
    const headers = { "retry-after": String(attempt.retryAfterSeconds) };
    return problemResponse("rate-limited", requestIdOf(request), headers);
  }
  const user = await findUserById(db, env.accountId, viewer.userId);
  if (user === undefined || !(await isPassword(password, user.passwordHash))) {
    const { count } = await attempt.fail();
    log.warn("authn.failed", { user_hash: attempt.userHash, count, address, request_id: requestId });
    return parametersRefused(request, [{ name: "password", reason: "wrong" }]);
  }
  await attempt.succeed();
  return work(user);
}

/** @throws AppError "invalid-request" */
function read<T>(schema: z.ZodType<T>, body: object): T {
  const given = schema.safeParse(body);
  if (!given.success) throw new AppError("invalid-request", "not what this change of an account takes");
  return given.data;
}
