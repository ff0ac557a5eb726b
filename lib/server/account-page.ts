import "server-only";
import { findSecondFactor } from "@/lib/db/second-factors";
import { type ListedSignIn, listSignInsOf } from "@/lib/db/sign-ins";
import { findSubjectOf } from "@/lib/db/sso-users";
import { findUserById } from "@/lib/db/users";
import { type Device, deviceOf } from "@/lib/domain/device";
import { runtime } from "@/lib/runtime";
import { IDLE_MS } from "./accounts";
import { isSecondFactorRequired } from "./second-factor";
import { openSignInId, signInCookieName } from "./sign-in-cookie";
import type { Viewer } from "./viewer";

/** What somebody sees of their own account. */
export interface OwnAccount {
  /** Absent with a password: who only comes by single sign-on has none here, and no second factor either. */
  readonly hasPassword: boolean;
  readonly factor: {
    /** ISO; absent when there is none. */
    readonly since?: string | undefined;
    readonly recoveryCodesLeft: number;
    readonly isRequired: boolean;
  };
  /** Absent when single sign-on is not configured. */
  readonly sso?: { readonly isLinked: boolean } | undefined;
  readonly signIns: readonly OwnSignIn[];
}

export interface OwnSignIn extends Omit<ListedSignIn, "userAgent"> {
  readonly device?: Device | undefined;
}

/** @param cookie reads a cookie of this request, for which of the sign-ins is this one */
export async function readOwnAccount(
  viewer: Viewer,
  cookie: (name: string) => string | undefined,
): Promise<OwnAccount> {
  const { db, env, now } = runtime();
  const { userId } = viewer;
  const signInId = await currentSignInId(cookie);
  const [user, factor, isRequired, subject, signIns] = await Promise.all([
    findUserById(db, env.accountId, userId),
    findSecondFactor(db, env.accountId, userId),
    isSecondFactorRequired(),
    findSubjectOf(db, env.accountId, userId),
    listSignInsOf(db, env.accountId, { userId, signInId, now: now(), idleMs: IDLE_MS }),
  ]);
  return {
    hasPassword: user?.passwordHash !== undefined,
    factor: {
      since: factor?.confirmedAt,
      recoveryCodesLeft: factor?.unusedRecoveryCodes ?? 0,
      isRequired,
    },
    sso: env.oidc && { isLinked: subject !== undefined },
    signIns: signIns.map(({ userAgent, ...signIn }) => ({ ...signIn, device: deviceOf(userAgent) })),
  };
}

/** The id of the sign-in that this request came with; "" for none, which is no sign-in's. */
export async function currentSignInId(cookie: (name: string) => string | undefined): Promise<string> {
  const { env } = runtime();
  const value = cookie(signInCookieName(env.appUrl));
  return (value === undefined ? undefined : await openSignInId(value, env.authSecret)) ?? "";
}
