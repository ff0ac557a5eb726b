import "server-only";
import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { CookiesOptions } from "next-auth";
import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import type { OidcEnv } from "@/lib/env-reader";

/** The provider's name in next-auth's addresses: `/api/auth/callback/oidc` is what is registered at the identity provider. */
export const SSO = "oidc";
/** Stands for "verified, and not let in" where next-auth needs a user. */
export const NOBODY = "nobody";

/** What an id token says; nothing of it is believed before next-auth has verified it. */
export type Claims = Readonly<Record<string, unknown>>;

/** One call to the identity provider takes this long at most, and brings so much. */
const CALL_LIMITS = { ms: 4_000, bytes: 256 * 1024 } as const;
/** Idle, that is; the total is CALL_LIMITS. */
const IDLE_MS = 3_000;
/** From leaving for the identity provider to coming back. */
const FLOW_SECONDS = 15 * 60;

/** The code flow with PKCE, state and nonce; who somebody is stands in the id token, which openid-client verifies. */
export function ssoProvider(
  oidc: OidcEnv,
  admit: (claims: Claims) => Promise<{ readonly id: string } | null>,
): OAuthConfig<Claims> {
  return {
    id: SSO,
    name: "Single sign-on",
    type: "oauth",
    wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    userinfo: { request: (asked) => claimsOf(asked, oidc.roleClaim ?? DEFAULT_ROLE_CLAIM) },
    checks: ["pkce", "state", "nonce"],
    httpOptions: { agent: oidc.issuer.startsWith("https:") ? SECURE_AGENT : PLAIN_AGENT, timeout: IDLE_MS },
    profile: async (claims) => (await admit(claims)) ?? { id: NOBODY },
  };
}

type UserinfoRequest = NonNullable<UserinfoEndpointHandler["request"]>;

const claimsFields = z.looseObject({
  sub: z.string(),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
});

/**
 * The claims of the id token, which is verified by now. What it leaves out (a provider that keeps to the letter puts
 * nobody's e-mail address into it) is asked for, and believed of the same subject only.
 */
async function claimsOf(
  { client, tokens }: Parameters<UserinfoRequest>[0],
  roleClaim: string,
): Promise<z.infer<typeof claimsFields>> {
  const payload = tokens.id_token?.split(".")[1] ?? "";
  const verified = claimsFields.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const isWhole = verified.email !== undefined && findClaim(verified, roleClaim) !== undefined;
  const canAsk = client.issuer.metadata.userinfo_endpoint !== undefined && tokens.access_token !== undefined;
  if (isWhole || !canAsk) return verified;
  const asked = claimsFields.parse(await client.userinfo(tokens.access_token ?? ""));
  if (asked.sub !== verified.sub) throw new Error("the provider told of somebody else");
  return { ...asked, ...verified, email: verified.email ?? asked.email, name: verified.name ?? asked.name };
}

const DEFAULT_ROLE_CLAIM = "roles";

/** The claim that holds the role, by its whole name, which may be an address, else by the path that its dots make ("realm_access.roles"). */
export function findRoleClaim(claims: Claims, oidc: OidcEnv | undefined): unknown {
  return findClaim(claims, oidc?.roleClaim ?? DEFAULT_ROLE_CLAIM);
}

function findClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split(".").reduce<unknown>((at, part) => {
    if (typeof at !== "object" || at === null) return undefined;
    return Object.entries(at).find(([key]) => key === part)?.[1];
  }, claims);
}

/** The cookies that carry state, nonce and PKCE verifier over; for this host alone where https allows to say so. */
export function ssoCookies(appUrl: string): Pick<CookiesOptions, "state" | "nonce" | "pkceCodeVerifier"> {
  const secure = appUrl.startsWith("https://");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: FLOW_SECONDS } as const;
  const named = (name: string) => ({ name: `${secure ? "__Host-" : ""}kontor-sso-${name}`, options });
  return { state: named("state"), nonce: named("nonce"), pkceCodeVerifier: named("pkce") };
}

/**
 * Ends a connection that lasts too long or brings too much: openid-client limits the silence only, so a provider that sends a
 * byte a second, or without end, would hold a request and its memory.
 */
function limited<Socket extends Duplex | null | undefined>(socket: Socket): Socket {
  if (!socket) return socket;
  let bytes = 0;
  const timer = setTimeout(() => end("took too long"), CALL_LIMITS.ms);
  const end = (why: string) => socket.destroy(new Error(`the identity provider ${why}`));
  // Nothing comes before the request has gone, and then its own listener is there too.
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > CALL_LIMITS.bytes) end("sent too much");
  });
  socket.once("close", () => clearTimeout(timer));
  return socket;
}

const AGENT_OPTIONS: AgentOptions = { keepAlive: false };

class LimitedHttpAgent extends HttpAgent {
  override createConnection(...given: Parameters<HttpAgent["createConnection"]>) {
    return limited(super.createConnection(...given));
  }
}

class LimitedHttpsAgent extends HttpsAgent {
  override createConnection(...given: Parameters<HttpsAgent["createConnection"]>) {
    return limited(super.createConnection(...given));
  }
}

const PLAIN_AGENT = new LimitedHttpAgent(AGENT_OPTIONS);
const SECURE_AGENT = new LimitedHttpsAgent(AGENT_OPTIONS);
