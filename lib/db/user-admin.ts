import { z } from "zod";
import { AppError } from "@/lib/errors";
import { ROLES } from "@/lib/roles";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

const deskUserFields = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  isDemo: z.boolean(),
  createdAt: instantField,
  /** Present when the account may not sign in any more. */
  disabledAt: instantField.optional(),
  /** When a sign-in of theirs was last used, to the minute; absent when none is remembered. */
  lastSeenAt: instantField.optional(),
  /** Whether signing in takes a code besides the password. */
  hasSecondFactor: z.boolean(),
  /** Whether they came by single sign-on, and have no password here. */
  isFromProvider: z.boolean(),
  /** Sign-ins that are alive. */
  signIns: z.number(),
});

/** A user as an administrator sees them: no hash, no secret. */
export type DeskUser = z.infer<typeof deskUserFields>;

/** Every user by name, the disabled last. `now` in milliseconds since 1970; a sign-in unused for `idleMs` has ended. */
export async function listDeskUsers(
  db: Queryable,
  accountId: string,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<DeskUser[]> {
  const { rows } = await db.query(
    `select u.user_id, u.email, u.name, u.role, u.is_demo, u.created_at, u.disabled_at,
       max(s.last_seen_at) as last_seen_at, u.oidc_subject is not null as is_from_provider,
       exists (
         select 1 from second_factors f
         where f.account_id = u.account_id and f.user_id = u.user_id and f.confirmed_at is not null
       ) as has_second_factor,
       (count(*) filter (
          where s.revoked_at is null and s.expires_at > $2 and s.last_seen_at > $3 and u.disabled_at is null
        ))::integer as sign_ins
     from users u left join sign_ins s on s.account_id = u.account_id and s.user_id = u.user_id
     where u.account_id = $1
     group by u.account_id, u.user_id
     order by u.disabled_at is not null, lower(u.name), u.email`,
    [accountId, new Date(now), new Date(now - idleMs)],
  );
  return readRows(deskUserFields, rows);
}

const heldUserFields = z.object({
  userId: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  disabledAt: instantField.optional(),
});

/** A user whose row nobody else can change before the transaction ends. */
export type HeldUser = z.infer<typeof heldUserFields>;

/**
 * Begins a change of users by `actorId`, one at a time in a whole account: holds every active administrator, so that two
 * who take each other's role away at once are one who did and one who may not any more. Who changes others thus is and
 * stays an administrator, and an account never is without one. In a transaction.
 * @throws AppError "forbidden" when the actor is no active administrator any more
 */
export async function holdAdministrators(tx: Queryable, accountId: string, actorId: string): Promise<void> {
  const { rows } = await tx.query<{ user_id: string }>(
    `select user_id from users where account_id = $1 and role = 'admin' and disabled_at is null
     order by user_id for update`,
    [accountId],
  );
  if (!rows.some(({ user_id }) => user_id === actorId))
    throw new AppError("forbidden", "the actor is no administrator any more");
}

/** @throws AppError "not-found" */
export async function holdUser(tx: Queryable, accountId: string, userId: string): Promise<HeldUser> {
  const { rows } = await tx.query(
    "select user_id, email, role, disabled_at from users where account_id = $1 and user_id = $2 for update",
    [accountId, userId],
  );
  const user = readFirst(heldUserFields, rows);
  if (user === undefined) throw new AppError("not-found", "no such user");
  return user;
}
