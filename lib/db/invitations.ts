import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { ROLES, type Role } from "@/lib/roles";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";
import { normalizeEmail } from "./users";

const invitationFields = z.object({
  invitationId: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  createdAt: instantField,
  expiresAt: instantField,
  /** Who invited, by name. */
  createdByName: z.string(),
});

/** An invitation that nobody has accepted or withdrawn; it may have run out. */
export type Invitation = z.infer<typeof invitationFields>;

export interface NewInvitation {
  readonly email: string;
  readonly role: Role;
  /** The user's id. */
  readonly createdBy: string;
  /** Both in milliseconds since 1970. */
  readonly now: number;
  readonly expiresAt: number;
}

/** As the secret in an invitation's link is written: 256 bits. */
export const INVITATION_TOKEN = /^[\w-]{43}$/;

/**
 * Invites, in place of an open invitation of the same address. In a transaction.
 * @returns the link's secret: the only copy, since the row holds a hash of it
 * @throws AppError "conflict" when somebody else invited the same address in this moment
 */
export async function createInvitation(
  tx: Queryable,
  accountId: string,
  invitation: NewInvitation,
): Promise<{ readonly invitationId: string; readonly token: string }> {
  const email = normalizeEmail(invitation.email);
  const now = new Date(invitation.now);
  await tx.query(
    "update invitations set ended_at = $3 where account_id = $1 and email = $2 and ended_at is null",
    [accountId, email, now],
  );
  const invitationId = randomBytes(16).toString("base64url");
  const token = randomBytes(32).toString("base64url");
  const { rowCount } = await tx.query(
    `insert into invitations (account_id, invitation_id, token_key, email, role, created_at, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (account_id, email) where ended_at is null do nothing`,
    [
      accountId,
      invitationId,
      keyOf(token),
      email,
      invitation.role,
      now,
      invitation.createdBy,
      new Date(invitation.expiresAt),
    ],
  );
  if (rowCount !== 1) throw new AppError("conflict", "the address was invited by somebody else");
  return { invitationId, token };
}

/** Open invitations, the newest first; those that ran out too, since somebody may wonder. */
export async function listInvitations(db: Queryable, accountId: string): Promise<Invitation[]> {
  const { rows } = await db.query(
    `select i.invitation_id, i.email, i.role, i.created_at, i.expires_at, u.name as created_by_name
     from invitations i join users u on u.account_id = i.account_id and u.user_id = i.created_by
     where i.account_id = $1 and i.ended_at is null and u.role = 'admin' and u.disabled_at is null
     order by i.created_at desc, i.invitation_id`,
    [accountId],
  );
  return readRows(invitationFields, rows);
}

/**
 * What the link with this secret invites to; undefined for one that is unknown, was used or withdrawn, has run out at
 * `now`, or came from somebody who is no administrator any more.
 */
export async function findInvitation(
  db: Queryable,
  accountId: string,
  token: string,
  now: number,
): Promise<Invitation | undefined> {
  const { rows } = await db.query(
    `select i.invitation_id, i.email, i.role, i.created_at, i.expires_at, u.name as created_by_name
     from invitations i join users u on u.account_id = i.account_id and u.user_id = i.created_by
     where i.account_id = $1 and i.token_key = $2 and i.ended_at is null and i.expires_at > $3
       and u.role = 'admin' and u.disabled_at is null`,
    [accountId, keyOf(token), new Date(now)],
  );
  return readFirst(invitationFields, rows);
}

/** Nobody can accept it from now on. @returns its address and role; undefined when it had ended already */
export async function endInvitation(
  db: Queryable,
  accountId: string,
  invitationId: string,
  now: number,
): Promise<{ readonly email: string; readonly role: Role } | undefined> {
  const { rows } = await db.query(
    `update invitations set ended_at = $3
     where account_id = $1 and invitation_id = $2 and ended_at is null
     returning email, role`,
    [accountId, invitationId, new Date(now)],
  );
  return readFirst(invitationFields.pick({ email: true, role: true }), rows);
}

function keyOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
