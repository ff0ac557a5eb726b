import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import {
  createInvitation,
  endInvitation,
  findInvitation,
  INVITATION_TOKEN,
  type Invitation,
  listInvitations as listStored,
} from "@/lib/db/invitations";
import { holdAdministrators } from "@/lib/db/user-admin";
import { createUser, findUserByEmail, normalizeEmail } from "@/lib/db/users";
import { isEmailAddress } from "@/lib/domain/email-address";
import { AppError, hasCode } from "@/lib/errors";
import { LOCALES } from "@/lib/i18n/locale";
import { hashPassword, passwordFault } from "@/lib/passwords";
import { ROLES } from "@/lib/roles";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import { requireMay } from "./log";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export type { Invitation };

/** Long enough for a holiday week, short enough to be forgotten about. */
const LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const LONGEST_NAME = 100;

/** What is wrong with a field that somebody filled in. */
export interface FieldFault {
  readonly name: "email" | "name" | "password";
  readonly reason: string;
}

/** Open invitations, the newest first. @throws AppError "forbidden" */
export async function listInvitations(viewer: Viewer): Promise<readonly Invitation[]> {
  requireMay(viewer, "users.manage");
  const { db, env } = runtime();
  return await listStored(db, env.accountId);
}

const inviteFields = z.strictObject({
  email: z.string().trim().max(320),
  role: z.enum(ROLES),
});

/** @throws AppError "invalid-request" unless `text`, a request's body, names an address and a role */
export function parseInvite(text: string): z.infer<typeof inviteFields> {
  const given = inviteFields.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "an invitation needs an address and a role");
  return given.data;
}

/** An invitation as it is shown, once, to whoever made it. */
export interface Invited {
  readonly invitationId: string;
  readonly link: string;
  /** ISO. */
  readonly expiresAt: string;
}

/**
 * Invites somebody, in place of an open invitation of the same address. Kontor sends no mail: the link is handed over by
 * whoever invites. Its secret stands behind the "#", which no browser sends, so it gets into nobody's log.
 * @returns the faults of what was given, or the invitation
 * @throws AppError "forbidden" when the viewer is no administrator any more
 */
export async function invite(
  viewer: Viewer,
  { email: given, role }: ReturnType<typeof parseInvite>,
  origin: RequestOrigin,
): Promise<readonly FieldFault[] | Invited> {
  requireMay(viewer, "users.manage");
  const { db, env, now } = runtime();
  const { accountId } = env;
  const email = normalizeEmail(given);
  if (!isEmailAddress(email)) return [{ name: "email", reason: "no-address" }];
  if ((await findUserByEmail(db, accountId, email)) !== undefined)
    return [{ name: "email", reason: "is-user" }];
  const at = now();
  const expiresAt = at + LIFE_MS;
  const { invitationId, token } = await db.transaction(async (tx) => {
    await holdAdministrators(tx, accountId, viewer.userId);
    const made = await createInvitation(tx, accountId, {
      email,
      role,
      createdBy: viewer.userId,
      now: at,
      expiresAt,
    });
    await recordAudit(tx, {
      ...{ accountId, at, actorId: viewer.userId, action: "users.invite", outcome: "done" },
      subject: { kind: "invitation", id: made.invitationId },
      details: { role },
      ...origin,
    });
    return made;
  });
  const link = `${env.appUrl}/invitation#${token}`;
  return { invitationId, link, expiresAt: new Date(expiresAt).toISOString() };
}

/** Takes an invitation back. @throws AppError "forbidden", "not-found" when it was used or withdrawn already */
export async function withdrawInvitation(
  viewer: Viewer,
  invitationId: string,
  origin: RequestOrigin,
): Promise<void> {
  requireMay(viewer, "users.manage");
  const { db, env, now } = runtime();
  const { accountId } = env;
  const at = now();
  await db.transaction(async (tx) => {
    await holdAdministrators(tx, accountId, viewer.userId);
    if ((await endInvitation(tx, accountId, invitationId, at)) === undefined)
      throw new AppError("not-found", "no open invitation with this id");
    await recordAudit(tx, {
      ...{ accountId, at, actorId: viewer.userId, action: "users.withdraw-invitation", outcome: "done" },
      subject: { kind: "invitation", id: invitationId },
      ...origin,
    });
  });
}

const token = z.string().regex(INVITATION_TOKEN);
const openFields = z.strictObject({ token });
const acceptFields = z.strictObject({
  token,
  name: z.string().max(1_000),
  password: z.string().max(10_000),
  locale: z.enum(LOCALES),
});

export type Acceptance = z.infer<typeof acceptFields>;

/** The secret in `text`, a request's body. @throws AppError "not-found": to a stranger all that is no invitation is the same */
export function parseToken(text: string): string {
  const given = openFields.safeParse(parseJsonObject(text));
  if (!given.success) throw noInvitation();
  return given.data.token;
}

/** @throws AppError "invalid-request" */
export function parseAcceptance(text: string): Acceptance {
  const given = acceptFields.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "not an acceptance of an invitation");
  return given.data;
}

/** What a link invites to, for whoever holds it. @throws AppError "not-found" for every link that is none any more, alike */
export async function openInvitation(
  secret: string,
): Promise<Pick<Invitation, "email" | "role" | "expiresAt">> {
  const { db, env, now } = runtime();
  const found = await findInvitation(db, env.accountId, secret, now());
  if (found === undefined) throw noInvitation();
  return found;
}

/**
 * Makes the account that was invited to, and uses the invitation up: both or neither, once, however many try.
 * @returns the faults of what was given; none when the account is there
 * @throws AppError "not-found" for every link that is none any more, alike
 */
export async function acceptInvitation(
  { token: secret, name: typed, password, locale }: Acceptance,
  origin: RequestOrigin,
): Promise<readonly FieldFault[]> {
  const { db, env, now } = runtime();
  const { accountId } = env;
  const at = now();
  const { invitationId, email, role } = await findOrRefuse(secret, at);
  const name = typed.trim();
  const faults = faultsOf({ email, name }, password);
  if (faults.length > 0) return faults;
  const passwordHash = await hashPassword(password);
  await db
    .transaction(async (tx) => {
      if ((await endInvitation(tx, accountId, invitationId, at)) === undefined) throw noInvitation();
      const user = await createUser(tx, accountId, { email, name, role, passwordHash, locale }, at);
      await recordAudit(tx, {
        ...{ accountId, at, actorId: user.userId, action: "users.accept-invitation", outcome: "done" },
        subject: { kind: "invitation", id: invitationId },
        details: { role },
        ...origin,
      });
    })
    .catch((error: unknown) => {
      // Somebody made an account of the address meanwhile: not a thing to tell a stranger.
      throw hasCode(error, "invalid-request") ? noInvitation() : error;
    });
  return [];
}

async function findOrRefuse(secret: string, at: number): Promise<Invitation> {
  const { db, env } = runtime();
  const found = await findInvitation(db, env.accountId, secret, at);
  if (found === undefined) throw noInvitation();
  return found;
}

function faultsOf(
  owner: { readonly email: string; readonly name: string },
  password: string,
): readonly FieldFault[] {
  const { name } = owner;
  const fault = passwordFault(password, owner);
  const isName = name !== "" && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
  return [
    ...(isName ? [] : [{ name: "name", reason: name === "" ? "missing" : "not-a-name" } as const]),
    ...(fault === undefined ? [] : [{ name: "password", reason: fault } as const]),
  ];
}

function noInvitation(): AppError {
  return new AppError("not-found", "no open invitation with this secret");
}
