import "server-only";
import type { NextRequest } from "next/server";
import { decode, encode } from "next-auth/jwt";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { type AskedHooks, ask, askVerified } from "./ask-auth";
import type { AuthAnswer } from "./next-auth";
import { originOf } from "./request-origin";
import { returnTarget, signInPath } from "./return-target";
import { welcome } from "./sign-in";
import { backToForm, localPart, type SignInProblem, seeOther } from "./sign-in-answers";
import { signInCookieName } from "./sign-in-cookie";
import { type Claims, SSO } from "./sso-provider";
import { type SsoTrouble, troubleOf } from "./sso-trouble";
import { type Admission, admitClaims, linkClaims, type SsoRefusal } from "./sso-user";
import { requireViewerForRoute } from "./viewer";

/** All calls of one step together (threat: a provider that answers slowly keeps nobody waiting for ever). */
const TOTAL_MS = 9_000;
const FLOW_SECONDS = 15 * 60;
/** Makes tokens of this kind worthless as any other of ours. */
const SALT = "kontor-sso-flow";

/** What a browser carries over to the identity provider and back. */
interface Flow {
  /** The local path to go on to. */
  readonly target: string;
  /** The signed-in user who wants to link this account; absent when somebody signs in. */
  readonly linkTo?: string | undefined;
}

/**
 * Off to the identity provider. A link and no form: `form-action` would stop a form that is redirected to another origin.
 * Another site cannot begin it.
 */
export async function goToProvider(request: NextRequest): Promise<Response> {
  const target = returnTarget(localPart(request.nextUrl.searchParams.get("return")));
  const site = request.headers.get("sec-fetch-site");
  if (runtime().env.oidc === undefined) throw new AppError("not-found", "single sign-on is off");
  if (site !== null && site !== "same-origin" && site !== "none") return seeOther(signInPath(target));
  const begun = await beginFlow(request, { target });
  return "trouble" in begun ? backToForm(target, `sso-${begun.trouble}`) : seeOther(begun.url, begun.cookies);
}

type BegunFlow =
  | { readonly url: string; readonly cookies: readonly string[] }
  | { readonly trouble: SsoTrouble };

/** The address at the identity provider that the browser is to go to, and what it must carry. */
export async function beginFlow(request: NextRequest, flow: Flow): Promise<BegunFlow> {
  const { env } = runtime();
  const answer = await askProvider((hooks) => askVerified(request, ["signin", SSO], {}, hooks, true));
  if ("trouble" in answer) return answer;
  const { location, cookies } = answer;
  if (location === undefined || location.startsWith(`${env.appUrl}/`)) return { trouble: "misconfigured" };
  const token = await encode({
    token: { target: flow.target, linkTo: flow.linkTo },
    secret: env.authSecret,
    salt: SALT,
    maxAge: FLOW_SECONDS,
  });
  return { url: location, cookies: [...cookies, flowCookie(token, FLOW_SECONDS)] };
}

/** Back from there: refused there, refused here, linked, or in. */
export async function comeFromProvider(request: NextRequest): Promise<Response> {
  const { env, log } = runtime();
  if (env.oidc === undefined) throw new AppError("not-found", "single sign-on is off");
  const flow = await openFlow(request);
  const gone = [flowCookie("", 0)];
  const requestId = originOf(request.headers).requestId;
  if (flow === undefined) return backToForm("/", "expired", gone);
  const { target } = flow;
  const query = answeredQuery(request);
  if (query.error !== undefined) {
    log.warn("sso.denied", { reason: query.error.slice(0, 60), request_id: requestId });
    return backToForm(target, query.error === "access_denied" ? "sso-denied" : "sso-failed", gone);
  }
  if (query.code === undefined || query.state === undefined) return backToForm(target, "sso-failed", gone);
  if (flow.linkTo !== undefined) return finishLink(request, query, flow.linkTo, gone);
  let admission: Admission | undefined;
  const answer = await askProvider((hooks) =>
    ask(
      request,
      { method: "GET", action: ["callback", SSO], query },
      {
        ...hooks,
        admit: async (claims: Claims) => {
          admission = await admitClaims(claims, originOf(request.headers));
          return "user" in admission ? admission.user.userId : undefined;
        },
      },
    ),
  );
  if ("trouble" in answer) return backToForm(target, `sso-${answer.trouble}`, gone);
  if (admission === undefined) return backToForm(target, "sso-failed", gone);
  if ("refusal" in admission) {
    log.warn("sso.refused", { reason: admission.refusal, request_id: requestId });
    return backToForm(target, PROBLEM_BY_REFUSAL[admission.refusal], gone);
  }
  if (!answer.cookies.some((line) => line.startsWith(`${signInCookieName(env.appUrl)}=`)))
    return backToForm(target, "sso-failed", gone);
  return seeOther(target, [...answer.cookies, ...gone, ...(await welcome(request, admission.user, "sso"))]);
}

const PROBLEM_BY_REFUSAL: Record<SsoRefusal, SignInProblem> = {
  "no-role": "sso-no-role",
  "no-email": "sso-no-email",
  "email-taken": "sso-email-taken",
  disabled: "sso-disabled",
  "linked-elsewhere": "sso-email-taken",
  "wrong-issuer": "sso-failed",
};

/** Linking begins no sign-in: next-auth is told that nobody is let in, and the sign-in that asked for it goes on. */
async function finishLink(
  request: NextRequest,
  query: Readonly<Record<string, string>>,
  linkTo: string,
  gone: readonly string[],
): Promise<Response> {
  const viewer = await requireViewerForRoute("account.manage", request);
  const back = (result: string) => seeOther(`/account?sso=${result}`, gone);
  // Somebody else signed in here meanwhile.
  if (viewer.userId !== linkTo) return back("failed");
  let admission: Admission | undefined;
  const answer = await askProvider((hooks) =>
    ask(
      request,
      { method: "GET", action: ["callback", SSO], query },
      {
        ...hooks,
        admit: async (claims: Claims) => {
          admission = await linkClaims(linkTo, claims, originOf(request.headers));
          return undefined;
        },
      },
    ),
  );
  if ("trouble" in answer || admission === undefined) return back("failed");
  return back("refusal" in admission ? admission.refusal : "linked");
}

/** Asks within the total time; what the provider did wrong is told, never thrown. */
async function askProvider(
  work: (hooks: AskedHooks) => Promise<AuthAnswer>,
): Promise<AuthAnswer | { readonly trouble: SsoTrouble }> {
  const { log } = runtime();
  const errors: unknown[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((done) => {
    timer = setTimeout(() => done("late"), TOTAL_MS);
  });
  const asked = work({ onProviderError: (error) => errors.push(error) });
  const answer = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  if (answer === "late") {
    // It ends by itself, with its connections; nobody reads its answer.
    asked.catch(() => {});
    log.warn("sso.failed", { code: "unavailable", reason: "the total time is up" });
    return { trouble: "unavailable" };
  }
  if (errors.length === 0) return answer;
  const trouble = troubleOf(errors[0]);
  log.warn("sso.failed", { code: trouble, error: errors[0] });
  return { trouble };
}

/** Of what the provider sent back only what the flow needs, as single strings of a sane length. */
function answeredQuery(request: NextRequest): Readonly<Record<string, string>> {
  const { searchParams } = request.nextUrl;
  const entries = ["code", "state", "iss", "error"].flatMap((name) => {
    const [value, ...more] = searchParams.getAll(name);
    return value === undefined || more.length > 0 || value.length > 4_096 ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

async function openFlow(request: NextRequest): Promise<Flow | undefined> {
  const { env } = runtime();
  const value = request.cookies.get(flowCookieName())?.value;
  if (value === undefined) return undefined;
  const token = await decode({ token: value, secret: env.authSecret, salt: SALT }).catch(() => null);
  if (token === null) return undefined;
  const linkTo = typeof token.linkTo === "string" ? token.linkTo : undefined;
  return { target: returnTarget(token.target), linkTo };
}

function flowCookieName(): string {
  return `${runtime().env.appUrl.startsWith("https://") ? "__Host-" : ""}kontor-sso-flow`;
}

function flowCookie(value: string, seconds: number): string {
  const secure = runtime().env.appUrl.startsWith("https://") ? "; Secure" : "";
  return `${flowCookieName()}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
