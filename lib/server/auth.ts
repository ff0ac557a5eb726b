import "server-only";
import type { AuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { createSignIn, revokeSignIn } from "@/lib/db/sign-ins";
import type { Runtime } from "@/lib/runtime";
import { findLivingSignIn } from "./accounts";
import { returnTarget } from "./return-target";
import { openSignInId, SIGN_IN_LIFE_SECONDS, sealSignInId, signInCookieName } from "./sign-in-cookie";

/** What next-auth asks us back while it works on one request. */
export interface AuthHooks {
  /** The id of the user whose password this is. */
  checkPassword(email: string, password: string): Promise<string | undefined>;
  /** An error of ours. next-auth swallows what its hooks throw, and would take a broken database for a wrong password. */
  onError(error: unknown): void;
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
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: SIGN_IN_LIFE_SECONDS },
    providers: [
      credentials({
        credentials: { email: {}, password: {} },
        authorize: (given) =>
          orNull(async () => {
            const userId = await hooks.checkPassword(given?.email ?? "", given?.password ?? "");
            return userId === undefined ? undefined : { id: userId };
          }),
      }),
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
      jwt: async ({ token, trigger, user }) => {
        if (trigger !== "signIn") return { signInId: token.signInId };
        const at = now();
        const expiresAt = at + SIGN_IN_LIFE_SECONDS * 1000;
        return { signInId: await createSignIn(db, env.accountId, { userId: user.id, now: at, expiresAt }) };
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
      error: (code) => log.debug("auth.refused", { reason: code }),
      warn: (code) => log.debug("auth.warned", { reason: code }),
      debug: () => {},
    },
  };
}
