import "server-only";
import type { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { type AuthHooks, authOptions } from "./auth";
import { type AuthAnswer, type AuthQuestion, askNextAuth } from "./next-auth";
import { originOf } from "./request-origin";
import { isSurelySameOrigin } from "./same-origin";
import { signInCookieName } from "./sign-in-cookie";
import { ssoCookies } from "./sso-provider";

/** The parts that a question needs; next-auth never asks for the others. */
export type AskedHooks = Partial<Pick<AuthHooks, "authorize" | "admit" | "onProviderError">>;

/**
 * Asks next-auth for something that needs its token against forged requests. Where the browser itself vouches for the
 * request, a fresh token goes along, so that the form works before and without its script; whoever else must bring
 * the token of `/api/auth/csrf` and its cookie.
 * @throws AppError "csrf"
 */
export async function askVerified(
  request: NextRequest,
  action: readonly string[],
  form: Readonly<Record<string, string>>,
  hooks: AskedHooks = {},
  isVouchedFor: boolean = isSurelySameOrigin(request, runtime().env.appUrl),
): Promise<AuthAnswer> {
  const token = isVouchedFor ? await freshToken(request) : { cookie: undefined, value: form.csrfToken ?? "" };
  const body = { ...form, callbackUrl: "/", csrfToken: token.value, json: "false" };
  const answer = await ask(request, { method: "POST", action, body }, hooks, token.cookie);
  if (answer.location?.endsWith("csrf=true"))
    throw new AppError("csrf", "next-auth's token is missing or wrong");
  return answer;
}

async function freshToken(request: NextRequest) {
  const { body, cookies } = await ask(request, { method: "GET", action: ["csrf"] }, {}, "");
  const value =
    typeof body === "object" && body !== null && "csrfToken" in body ? String(body.csrfToken) : "";
  const line = cookies.find((cookie) => cookie.includes("next-auth.csrf-token=")) ?? "";
  return { cookie: decodeURIComponent(/=([^;]*)/.exec(line)?.[1] ?? ""), value };
}

/**
 * Asks next-auth with the cookies that are ours, and answers with those of its cookies that are.
 * @throws what a hook threw: next-auth would swallow it
 */
export async function ask(
  request: NextRequest,
  question: Omit<AuthQuestion, "cookies">,
  hooks: AskedHooks = {},
  csrfCookie?: string,
): Promise<AuthAnswer> {
  const held = runtime();
  const { appUrl } = held.env;
  const csrfName = `${appUrl.startsWith("https://") ? "__Host-" : ""}next-auth.csrf-token`;
  const sso = Object.values(ssoCookies(appUrl)).map(({ name }) => name);
  const names = [signInCookieName(appUrl), csrfName, ...sso];
  const cookies = new Map(names.map((name) => [name, request.cookies.get(name)?.value ?? ""]));
  if (csrfCookie !== undefined) cookies.set(csrfName, csrfCookie);
  const errors: unknown[] = [];
  const nobody = async () => undefined;
  const options = authOptions(held, {
    authorize: nobody,
    admit: nobody,
    onProviderError: () => {},
    ...hooks,
    origin: browserOf(request),
    onError: (error) => errors.push(error),
  });
  const present = Object.fromEntries([...cookies].filter(([, value]) => value !== ""));
  const answer = await askNextAuth(options, appUrl, { ...question, cookies: present });
  if (errors.length > 0) throw errors[0];
  // Its cookie with the return address is left out: the form carries that.
  return {
    ...answer,
    cookies: answer.cookies.filter((line) => names.some((name) => line.startsWith(`${name}=`))),
  };
}

/** Where from, for whoever looks at their own sign-ins. */
export function browserOf(request: NextRequest): AuthHooks["origin"] {
  return {
    address: originOf(request.headers).address,
    userAgent: request.headers.get("user-agent") ?? undefined,
  };
}
