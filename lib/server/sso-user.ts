import "server-only";
import { recordAudit } from "@/lib/db/audit";
import type { Queryable } from "@/lib/db/connect";
import { revokeSignInsOf } from "@/lib/db/sign-ins";
import { findUserBySubject, followProvider, linkSubject, type Subject } from "@/lib/db/sso-users";
import { createUser, findUserByEmail, findUserById, normalizeEmail, type User } from "@/lib/db/users";
import { isEmailAddress } from "@/lib/domain/email-address";
import { hasCode } from "@/lib/errors";
import { isRole, type Role } from "@/lib/roles";
import { runtime } from "@/lib/runtime";
import type { RequestOrigin } from "./request-origin";
import { noteOwn } from "./second-factor";
import { type Claims, findRoleClaim } from "./sso-provider";

/** Verified, and yet not let in. */
export type SsoRefusal =
  | "no-role"
  | "no-email"
  | "email-taken"
  | "disabled"
  | "linked-elsewhere"
  | "wrong-issuer";

export type Admission = { readonly user: User } | { readonly refusal: SsoRefusal };

/** Of several roles the first of these counts: each may do what matters of the ones after it. */
const PRECEDENCE: readonly Role[] = ["admin", "finance", "manager", "support"];
const LONGEST_SUBJECT = 255;
const LONGEST_NAME = 200;

/** Who these verified claims say somebody is. */
interface Person extends Subject {
  readonly role: Role;
  readonly email: string;
  readonly name: string;
}

/**
 * Whom the claims of a verified id token let in. Known by issuer and subject alone, since whoever may choose an e-mail
 * address at the provider must not become somebody else here. New people get an account; role and name follow the
 * provider at each sign-in. Whoever is disabled here stays so.
 */
export async function admitClaims(claims: Claims, origin: RequestOrigin): Promise<Admission> {
  const person = readPerson(claims);
  if ("refusal" in person) return person;
  const { db, env } = runtime();
  return db.transaction(async (tx) => {
    const known = await findUserBySubject(tx, env.accountId, person);
    if (known === undefined) return addPerson(tx, person, origin);
    return known.disabledAt === undefined ? follow(tx, known, person, origin) : { refusal: "disabled" };
  });
}

/** Links `userId`, who is signed in and has just proved the password, to the subject of these verified claims. */
export async function linkClaims(userId: string, claims: Claims, origin: RequestOrigin): Promise<Admission> {
  const person = readPerson(claims);
  if ("refusal" in person) return person;
  const { db, env, now } = runtime();
  return db.transaction(async (tx) => {
    const user = await findUserById(tx, env.accountId, userId);
    if (user === undefined || user.disabledAt !== undefined) return { refusal: "disabled" };
    const { issuer, subject } = person;
    const isLinked = await linkSubject(tx, env.accountId, { userId, issuer, subject, now: now() });
    if (!isLinked) return { refusal: "linked-elsewhere" };
    await noteOwn(tx, userId, "account.link", origin);
    return { user };
  });
}

async function addPerson(tx: Queryable, person: Person, origin: RequestOrigin): Promise<Admission> {
  const { env, now } = runtime();
  if ((await findUserByEmail(tx, env.accountId, person.email)) !== undefined)
    return { refusal: "email-taken" };
  const added = await createUser(tx, env.accountId, person, now()).catch((error: unknown) => {
    // Two tabs at once: the other one made it.
    if (hasCode(error, "invalid-request")) return undefined;
    throw error;
  });
  if (added === undefined) return { refusal: "email-taken" };
  const { userId } = added;
  const { issuer, subject } = person;
  if (!(await linkSubject(tx, env.accountId, { userId, issuer, subject, now: now() })))
    return { refusal: "linked-elsewhere" };
  await noteProvider(tx, userId, "users.add", { role: person.role }, origin);
  return { user: added };
}

/** A changed role ends every sign-in (F52, F54): the one that begins now has the new one. */
async function follow(tx: Queryable, user: User, person: Person, origin: RequestOrigin): Promise<Admission> {
  const { env, now } = runtime();
  const { userId } = user;
  const { role, name, email } = person;
  if (user.role === role && user.name === name && user.email === email) return { user };
  await followProvider(tx, env.accountId, { userId, role, name, email, now: now() });
  if (user.role !== role) {
    await revokeSignInsOf(tx, env.accountId, userId, now());
    await noteProvider(tx, userId, "users.set-role", { from: user.role, to: role }, origin);
  }
  return { user: { ...user, role, name } };
}

function noteProvider(
  tx: Queryable,
  userId: string,
  action: "users.add" | "users.set-role",
  details: Readonly<Record<string, string>>,
  origin: RequestOrigin,
): Promise<void> {
  const { env, now } = runtime();
  const entry = { accountId: env.accountId, at: now(), actorId: userId, action, outcome: "done" } as const;
  const subject = { kind: "user", id: userId };
  return recordAudit(tx, { ...entry, subject, reason: "single sign-on", details, ...origin });
}

function readPerson(claims: Claims): Person | { readonly refusal: SsoRefusal } {
  const { oidc } = runtime().env;
  const { iss, sub, email, email_verified: isVerified } = claims;
  const isOurs = typeof iss === "string" && withoutSlash(iss) === withoutSlash(oidc?.issuer ?? "");
  if (!isOurs || typeof sub !== "string" || sub === "" || sub.length > LONGEST_SUBJECT)
    return { refusal: "wrong-issuer" };
  const role = roleOf(findRoleClaim(claims, oidc));
  if (role === undefined) return { refusal: "no-role" };
  if (typeof email !== "string" || isVerified === false || !isEmailAddress(normalizeEmail(email)))
    return { refusal: "no-email" };
  const address = normalizeEmail(email);
  return { issuer: withoutSlash(iss), subject: sub, role, email: address, name: nameOf(claims, address) };
}

/** Names must be exactly ours; whatever else stands in the claim means nothing here. */
function roleOf(claim: unknown): Role | undefined {
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  const roles = named.filter(isRole);
  return PRECEDENCE.find((role) => roles.includes(role));
}

function nameOf({ name }: Claims, email: string): string {
  const plain = typeof name === "string" ? name.replace(/[\p{Cc}\p{Cf}]/gu, "").trim() : "";
  return plain.slice(0, LONGEST_NAME) || email.replace(/@.*/, "");
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, "");
}
