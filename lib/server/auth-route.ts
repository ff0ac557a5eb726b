import "server-only";
import type { NextRequest } from "next/server";
import { revokeSignIn } from "@/lib/db/sign-ins";
import type { User } from "@/lib/db/users";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { findUserByPassword } from "./accounts";
import { authOptions } from "./auth";
import { parseJsonObject } from "./json-body";
import { deviceCookieName } from "./known-device";
import { type AuthAnswer, type AuthQuestion, askNextAuth } from "./next-auth";
import { preferenceCookies } from "./preference-cookies";
import { problemResponse, requestIdOf } from "./respond";
import { findReturnTarget, returnTarget, signInPath } from "./return-target";
import { isSurelySameOrigin, requireSameOrigin } from "./same-origin";
import { beginAttempt } from "./sign-in-attempt";
import { openSignInId, signInCookieName } from "./sign-in-cookie";

/** What a plain form, which shows no JSON, is told on the sign-in page. */
type Refusal = "refused" | "too-many";

/**
 * Everything below `/api/auth`: an allow-list of what next-auth may be asked. It sees strings that were parsed here and
 * two cookies, so malformed input ends here as 400 or 404 and never in its parsers.
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
      return seeOther(signInPath(localPart(request.nextUrl.searchParams.get("callbackUrl"))));
    case "POST callback/credentials":
      return signIn(request);
    case "POST signout":
      return signOut(request);
    default:
      throw new AppError("not-found", "no such step of signing in");
  }
}

async function signIn(request: NextRequest): Promise<Response> {
  const { env, log } = runtime();
  requireSameOrigin(request, env.appUrl);
  const form = await readForm(request);
  const target = returnTarget(localPart(form.callbackUrl));
  const { email = "", password = "" } = form;
  const address = request.headers.get("x-forwarded-for") ?? "unknown";
  const device = request.cookies.get(deviceCookieName(env.appUrl))?.value;

  const attempt = await beginAttempt({ email, address, device });
  if ("retryAfterSeconds" in attempt) {
    log.warn("authn.limited", { address, request_id: requestIdOf(request) });
    const headers = { "retry-after": String(attempt.retryAfterSeconds) };
    return isForScript(form)
      ? problemResponse("rate-limited", requestIdOf(request), headers)
      : backToForm(target, "too-many");
  }
  let user: User | undefined;
  const answer = await askVerified(request, ["callback", "credentials"], form, async () => {
    user = await findUserByPassword(email, password);
    return user?.userId;
  });
  const cookies = answer.cookies.filter((line) => line.startsWith(`${signInCookieName(env.appUrl)}=`));
  if (user === undefined || cookies.length === 0) {
    log.warn("authn.failed", { address, request_id: requestIdOf(request) });
    return isForScript(form)
      ? problemResponse("sign-in-refused", requestIdOf(request))
      : backToForm(target, "refused");
  }
  await endFormerSignIn(request);
  log.info("authn.signed_in", { user_id: user.userId, address, request_id: requestIdOf(request) });
  cookies.push(...(await attempt.succeed()), ...preferenceCookies(user, env.appUrl));
  return isForScript(form) ? withCookies(Response.json({ url: target }), cookies) : seeOther(target, cookies);
}

/** A browser holds one sign-in: a copy of the cookie it had before is worth nothing from now on (F54). */
async function endFormerSignIn(request: NextRequest): Promise<void> {
  const { db, env, now } = runtime();
  const value = request.cookies.get(signInCookieName(env.appUrl))?.value;
  const signInId = value === undefined ? undefined : await openSignInId(value, env.authSecret);
  if (signInId !== undefined) await revokeSignIn(db, env.accountId, signInId, now());
}

async function signOut(request: NextRequest): Promise<Response> {
  const { env } = runtime();
  requireSameOrigin(request, env.appUrl);
  const form = await readForm(request);
  const { cookies } = await askVerified(request, ["signout"], form);
  const url = "/sign-in";
  return isForScript(form) ? withCookies(Response.json({ url }), cookies) : seeOther(url, cookies);
}

/**
 * Asks next-auth for something that needs its token against forged requests. Where the browser itself vouches for the
 * request, a fresh token goes along, so that the form works before and without its script; whoever else must bring
 * the token of `/api/auth/csrf` and its cookie.
 * @throws AppError "csrf"
 */
async function askVerified(
  request: NextRequest,
  action: readonly string[],
  form: Readonly<Record<string, string>>,
  checkPassword?: (email: string, password: string) => Promise<string | undefined>,
): Promise<AuthAnswer> {
  const { env } = runtime();
  const isVouchedFor = isSurelySameOrigin(request, env.appUrl);
  const token = isVouchedFor ? await freshToken(request) : { cookie: undefined, value: form.csrfToken ?? "" };
  const body = { ...form, callbackUrl: "/", csrfToken: token.value, json: "false" };
  const answer = await ask(request, { method: "POST", action, body }, token.cookie, checkPassword);
  if (answer.location?.endsWith("csrf=true"))
    throw new AppError("csrf", "next-auth's token is missing or wrong");
  return answer;
}

async function freshToken(request: NextRequest) {
  const { body, cookies } = await ask(request, { method: "GET", action: ["csrf"] }, "");
  const value =
    typeof body === "object" && body !== null && "csrfToken" in body ? String(body.csrfToken) : "";
  const line = cookies.find((cookie) => cookie.includes("next-auth.csrf-token=")) ?? "";
  return { cookie: decodeURIComponent(/=([^;]*)/.exec(line)?.[1] ?? ""), value };
}

async function ask(
  request: NextRequest,
  question: Omit<AuthQuestion, "cookies">,
  csrfCookie?: string,
  checkPassword: (email: string, password: string) => Promise<string | undefined> = async () => undefined,
): Promise<AuthAnswer> {
  const held = runtime();
  const { appUrl } = held.env;
  const csrfName = `${appUrl.startsWith("https://") ? "__Host-" : ""}next-auth.csrf-token`;
  const names = [signInCookieName(appUrl), csrfName];
  const cookies = new Map(names.map((name) => [name, request.cookies.get(name)?.value ?? ""]));
  if (csrfCookie !== undefined) cookies.set(csrfName, csrfCookie);
  const errors: unknown[] = [];
  const options = authOptions(held, { checkPassword, onError: (error) => errors.push(error) });
  const present = Object.fromEntries([...cookies].filter(([, value]) => value !== ""));
  const answer = await askNextAuth(options, appUrl, { ...question, cookies: present });
  if (errors.length > 0) throw errors[0];
  // Its cookie with the return address is left out: the form carries that.
  return {
    ...answer,
    cookies: answer.cookies.filter((line) => names.some((name) => line.startsWith(`${name}=`))),
  };
}

/** The strings of a form or a JSON object. @throws AppError "invalid-request" */
async function readForm(request: NextRequest): Promise<Readonly<Record<string, string>>> {
  const text = await request.text();
  const type = request.headers.get("content-type") ?? "";
  if (!type.includes("json")) return Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(
    Object.entries(parseJsonObject(text)).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
}

/** next-auth's own sign for "answer with JSON, I will follow the address myself". */
function isForScript(form: Readonly<Record<string, string>>): boolean {
  return form.json === "true";
}

/** What stands behind our own origin in an address, which next-auth's clients send whole. */
function localPart(address: string | null | undefined): string | undefined {
  const { appUrl } = runtime().env;
  const text = address ?? undefined;
  const local = text?.startsWith(`${appUrl}/`) ? text.slice(appUrl.length) : text;
  if (local !== undefined && findReturnTarget(local) === undefined) {
    runtime().log.info("redirect.refused");
  }
  return local;
}

function backToForm(target: string, refusal: Refusal): Response {
  const path = signInPath(target);
  return seeOther(`${path}${path.includes("?") ? "&" : "?"}error=${refusal}`);
}

function seeOther(location: string, cookies: readonly string[] = []): Response {
  return withCookies(new Response(null, { status: 303, headers: { location } }), cookies);
}

function jsonOf(answer: AuthAnswer): Response {
  return withCookies(Response.json(answer.body ?? {}, { status: answer.status }), answer.cookies);
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
}
