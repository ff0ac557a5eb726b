import "server-only";
import type { NextRequest } from "next/server";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import { findReturnTarget, signInPath } from "./return-target";

/** What the sign-in page is told in its address: what a plain form cannot show, and how single sign-on ended. */
export type SignInProblem =
  | "refused"
  | "too-many"
  | "expired"
  | "sso-denied"
  | "sso-unavailable"
  | "sso-misconfigured"
  | "sso-failed"
  | "sso-no-role"
  | "sso-no-email"
  | "sso-email-taken"
  | "sso-disabled";

/** The strings of a form or a JSON object. @throws AppError "invalid-request" */
export async function readForm(request: NextRequest): Promise<Readonly<Record<string, string>>> {
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
export function isForScript(form: Readonly<Record<string, string>>): boolean {
  return form.json === "true";
}

/** What stands behind our own origin in an address, which next-auth's clients send whole. */
export function localPart(address: string | null | undefined): string | undefined {
  const { appUrl } = runtime().env;
  const text = address ?? undefined;
  const local = text?.startsWith(`${appUrl}/`) ? text.slice(appUrl.length) : text;
  if (local !== undefined && findReturnTarget(local) === undefined) runtime().log.info("redirect.refused");
  return local;
}

/** The sign-in page with what went wrong; `target` still leads on from there. */
export function backToForm(
  target: string,
  problem: SignInProblem,
  cookies: readonly string[] = [],
): Response {
  const path = signInPath(target);
  return seeOther(`${path}${path.includes("?") ? "&" : "?"}error=${problem}`, cookies);
}

export function seeOther(location: string, cookies: readonly string[] = []): Response {
  return withCookies(new Response(null, { status: 303, headers: { location } }), cookies);
}

/** @param cookies whole `Set-Cookie` lines */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const line of cookies) response.headers.append("set-cookie", line);
  return response;
}
