import "server-only";
import { type AgentOptions, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { CookiesOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { OidcEnv } from "@/lib/env-reader";

/** The provider's name in next-auth's addresses: `/api/auth/callback/oidc` is what is registered at the identity provider. */
export const SSO = "oidc";
/** Stands for "verified, and not let in" where next-auth needs a user. */
export const NOBODY = "nobody";

/** What an id token says; nothing of it is believed before next-auth has verified it. */
export type Claims = Readonly<Record<string, unknown>>;

/** One call to the identity provider takes this long at most, and brings so much. */
const CALL_LIMITS = { ms: 4_000, bytes: 1024 * 1024 } as const;
/** Idle, that is; the total is CALL_LIMITS. */
const IDLE_MS = 3_000;
const WATCH_EVERY_MS = 100;
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
    checks: ["pkce", "state", "nonce"],
    httpOptions: { agent: oidc.issuer.startsWith("https:") ? SECURE_AGENT : PLAIN_AGENT, timeout: IDLE_MS },
    profile: async (claims) => (await admit(claims)) ?? { id: NOBODY },
  };
}

/** The cookies that carry state, nonce and PKCE verifier over; for this host alone where https allows to say so. */
export function ssoCookies(appUrl: string): Pick<CookiesOptions, "state" | "nonce" | "pkceCodeVerifier"> {
  const secure = appUrl.startsWith("https://");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: FLOW_SECONDS } as const;
  const named = (name: string) => ({ name: `${secure ? "__Host-" : ""}kontor-sso-${name}`, options });
  return { state: named("state"), nonce: named("nonce"), pkceCodeVerifier: named("pkce") };
}

/**
 * Ends a connection that lasts too long or brings too much: openid-client limits the silence only, and a provider that
 * sends a byte a second would hold a request, and its memory, for ever.
 */
function limited<Socket extends Duplex | null | undefined>(socket: Socket): Socket {
  if (!socket) return socket;
  const endsAt = performance.now() + CALL_LIMITS.ms;
  const watch = setInterval(() => {
    const bytes = "bytesRead" in socket && typeof socket.bytesRead === "number" ? socket.bytesRead : 0;
    if (performance.now() < endsAt && bytes <= CALL_LIMITS.bytes) return;
    socket.destroy(new Error("the identity provider took too long or sent too much"));
  }, WATCH_EVERY_MS);
  socket.once("close", () => clearInterval(watch));
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
