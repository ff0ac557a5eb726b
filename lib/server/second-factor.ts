import "server-only";
import { encode } from "uqr";
import { recordAudit } from "@/lib/db/audit";
import type { Queryable } from "@/lib/db/connect";
import {
  confirmSecondFactor,
  findSecondFactor,
  offerSecondFactor,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
} from "@/lib/db/second-factors";
import { readSetting } from "@/lib/db/settings";
import { runtime } from "@/lib/runtime";
import { openSealed, type SealFor, sealText } from "@/lib/sealed-text";
import { base32, findTotpStep, newTotpSecret, totpUri } from "@/lib/totp";
import type { RequestOrigin } from "./request-origin";

/** An offered secret that was not proved is replaced by another one after this. */
const OFFER_LIFE_MS = 15 * 60 * 1000;

interface Owner {
  readonly userId: string;
  readonly email: string;
}

/** What somebody needs to set up an app: the secret as a picture and as text. For its owner only, and only until it is proved. */
export interface FactorOffer {
  /** Base32 in groups of four. */
  readonly secret: string;
  /** The whole of it, for an app on this machine. */
  readonly uri: string;
  /** One side in modules, its quiet zone included. */
  readonly size: number;
  /** The dark modules as an SVG path, one unit each. */
  readonly path: string;
}

export type FactorUse = "code" | "recovery-code";

/** Whether a local account may do nothing without a second factor. */
export async function isSecondFactorRequired(): Promise<boolean> {
  const { db, env } = runtime();
  return (await readSetting(db, env.accountId, "isSecondFactorRequired")).value;
}

/** Whether `userId` has one to be asked for. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  const { db, env } = runtime();
  return (await findSecondFactor(db, env.accountId, userId))?.confirmedAt !== undefined;
}

/** A secret for `owner` to set up an app with; the same one again while it is fresh, so that a reload changes nothing. */
export async function offerFactor(owner: Owner): Promise<FactorOffer> {
  const { db, env, now } = runtime();
  const held = await findSecondFactor(db, env.accountId, owner.userId);
  const offered = held?.offeredSecret;
  const isFresh = held?.offeredAt !== undefined && now() - Date.parse(held.offeredAt) < OFFER_LIFE_MS;
  const known = offered !== undefined && isFresh ? openSecret(offered, owner.userId) : undefined;
  const secret = known ?? newTotpSecret();
  if (known === undefined) {
    const sealedSecret = sealText(secret.toString("base64url"), sealOf(owner.userId));
    await offerSecondFactor(db, env.accountId, { userId: owner.userId, sealedSecret, now: now() });
  }
  const uri = totpUri(secret, { shop: env.accountId, email: owner.email });
  return { secret: base32(secret).replace(/.{4}(?=.)/g, "$& "), uri, ...pictureOf(uri) };
}

/**
 * Puts the offered secret to use when `typed` is its code: from now on it is asked for. @returns recovery codes, to be
 * shown once; undefined for a wrong code. Without `withCodes` none are made: whoever cannot show them must not.
 */
export async function confirmFactor(
  owner: Owner,
  typed: string,
  { withCodes = true, origin }: { readonly withCodes?: boolean; readonly origin: RequestOrigin },
): Promise<readonly string[] | undefined> {
  const { db, env, now } = runtime();
  const { userId } = owner;
  const offeredSecret = (await findSecondFactor(db, env.accountId, userId))?.offeredSecret;
  const secret = offeredSecret === undefined ? undefined : openSecret(offeredSecret, userId);
  if (offeredSecret === undefined || secret === undefined) return undefined;
  const step = findTotpStep(secret, typed, { now: now(), lastStep: 0 });
  if (step === undefined) return undefined;
  return db.transaction(async (tx) => {
    const isDone = await confirmSecondFactor(tx, env.accountId, { userId, offeredSecret, step, now: now() });
    if (!isDone) return undefined;
    await noteOwn(tx, userId, "account.second-factor", origin);
    return withCodes ? replaceRecoveryCodes(tx, env.accountId, userId, now()) : [];
  });
}

/** Whether `typed` opens, and by what; it opens only once (threat 11). */
export async function spendCode(userId: string, typed: string): Promise<FactorUse | undefined> {
  const { db, env, now, log } = runtime();
  const factor = await findSecondFactor(db, env.accountId, userId);
  if (factor?.sealedSecret === undefined) return undefined;
  const secret = openSecret(factor.sealedSecret, userId);
  // Another AUTH_SECRET: only recovery codes open still, or an operator who resets it.
  if (secret === undefined) log.error("authn.factor_unreadable", { user_id: userId });
  const step = secret && findTotpStep(secret, typed, { now: now(), lastStep: factor.lastStep });
  if (step !== undefined) return (await spendStep(db, env.accountId, userId, step)) ? "code" : undefined;
  const isSpent = await spendRecoveryCode(db, env.accountId, { userId, code: typed, now: now() });
  return isSpent ? "recovery-code" : undefined;
}

/** Somebody changed something of their own account. */
export function noteOwn(
  tx: Queryable,
  userId: string,
  action: `account.${"password" | "second-factor" | "second-factor-off" | "recovery-codes" | "sign-out-others" | "link"}`,
  origin: RequestOrigin,
): Promise<void> {
  const { env, now } = runtime();
  const subject = { kind: "user", id: userId };
  const entry = { accountId: env.accountId, at: now(), actorId: userId, action, outcome: "done" } as const;
  return recordAudit(tx, { ...entry, subject, ...origin });
}

function openSecret(sealed: string, userId: string): Buffer | undefined {
  const text = openSealed(sealed, sealOf(userId));
  return text === undefined ? undefined : Buffer.from(text, "base64url");
}

function sealOf(userId: string): SealFor {
  const { env } = runtime();
  return { secret: env.authSecret, purpose: "second factor", owner: `${env.accountId}/${userId}` };
}

/** Four modules of quiet zone, as the standard wants. */
function pictureOf(uri: string): Pick<FactorOffer, "size" | "path"> {
  const { size, data } = encode(uri, { ecc: "M", border: 4 });
  const runs = data.flatMap((row, y) => {
    const line = row.map((isDark) => (isDark ? "1" : "0")).join("");
    return [...line.matchAll(/1+/g)].map(
      ({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
    );
  });
  return { size, path: runs.join("") };
}
