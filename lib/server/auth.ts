import "server-only";
import type { AuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { createSignIn, type NewSignIn, revokeSignIn, type SignInMethod } from "@/lib/db/sign-ins";
import { type Runtime, runtime } from "@/lib/runtime";
import { findLivingSignIn } from "./accounts";
import { returnTarget } from "./return-target";
import { openSignInId, SIGN_IN_LIFE_SECONDS, sealSignInId, signInCookieName } from "./sign-in-cookie";
import { type Claims, NOBODY, SSO, ssoCookies, ssoProvider } from "./sso-provider";

/** What next-auth asks us back while it works on one request. */
export interface AuthHooks {
  /** The id of the user who has shown everything that is needed. */
  authorize(): Promise<string | undefined>;
  /** The id of the user whom these claims, of a verified id token, sign in. */
  admit(claims: Claims): Promise<string | undefined>;
  /** Where the sign-in that may begin comes from. */
  readonly origin: Pick<NewSignIn, "address" | "userAgent">;
  /** An error of ours. next-auth swallows what its hooks throw, and would take a broken database for a wrong password. */
  onError(error: unknown): void;
  /** Why the identity provider could not be asked, or what was wrong with its answer. */
  onProviderError(error: unknown): void;
}

/**
 * How next-auth is set up: local accounts; a token that holds nothing but the id of a row in `sign_ins`, made anew at
 * each sign-in and worth nothing once that row has ended. Who the user is and what they may do is never in it.
 */
export function authOptions({ db, env, log, now }: Runtime, hooks: AuthHooks): AuthOptions {
  const isSecure = env.appUrl.startsWith("https://");

  async function orNull<T>(work: () => Promise<T | undefined>): Promise<T | null> {
    try {
      return (await work()) ?? null;
    } catch (error) {
      hooks.onError(error);
      return null;
    }
  }

  return {
    secret: env.authSecret,
    useSecureCookies: isSecure,
    cookies: {
      sessionToken: {
        name: signInCookieName(env.appUrl),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
      ...ssoCookies(env.appUrl),
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: SIGN_IN_LIFE_SECONDS },
    providers: [
      credentials({ credentials: {}, authorize: () => orNull(() => idOf(hooks.authorize())) }),
      ...(env.oidc ? [ssoProvider(env.oidc, (claims) => orNull(() => idOf(hooks.admit(claims))))] : []),
    ],
    jwt: {
      encode: ({ token }) => sealSignInId(token?.signInId, env.authSecret),
      decode: ({ token }) =>
        orNull(async () => {
          const signInId = await openSignInId(token ?? "", env.authSecret);
          const signIn = signInId === undefined ? undefined : await findLivingSignIn(signInId);
          return signIn === undefined ? undefined : { signInId };
        }),
    },
    callbacks: {
      signIn: ({ user }) => user.id !== NOBODY,
      jwt: async ({ token, trigger, user, account }) => {
        if (trigger !== "signIn") return { signInId: token.signInId };
        const method = account?.provider === SSO ? "sso" : "password";
        return { signInId: await beginSignIn(user.id, method, hooks.origin) };
      },
      // Says no more than that somebody is signed in: who it is, viewer.ts reads from the database.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + returnTarget(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
    },
    events: {
      signOut: async ({ token }) => {
        const signInId = token?.signInId;
        if (typeof signInId !== "string") return;
        await orNull(() => revokeSignIn(db, env.accountId, signInId, now()));
      },
    },
    logger: {
      error: (code, about) => {
        log.debug("auth.refused", { reason: code });
        hooks.onProviderError(about instanceof Error ? about : "error" in about ? about.error : code);
      },
      warn: (code) => log.debug("auth.warned", { reason: code }),
      debug: () => {},
    },
  };
}

/** @returns the id of a new sign-in: what is new in each, and worth nothing without its row */
export async function beginSignIn(
  userId: string,
  method: SignInMethod,
  origin: AuthHooks["origin"],
): Promise<string> {
  const { db, env, now } = runtime();
  const at = now();
  const expiresAt = at + SIGN_IN_LIFE_SECONDS * 1000;
  return createSignIn(db, env.accountId, { ...origin, userId, method, now: at, expiresAt });
}

async function idOf(userId: Promise<string | undefined>): Promise<{ readonly id: string } | undefined> {
  const id = await userId;
  return id === undefined ? undefined : { id };
}
