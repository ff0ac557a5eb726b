import type { Role } from "@/lib/roles";
import type { Queryable } from "./connect";
import { findUserById, type User } from "./users";

/** Who somebody is to an identity provider: the only thing that links them to a user of ours. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** The user whom this subject signs in as; disabled ones are found too. */
export async function findUserBySubject(
  db: Queryable,
  accountId: string,
  { issuer, subject }: Subject,
): Promise<User | undefined> {
  const { rows } = await db.query<{ user_id: string }>(
    "select user_id from users where account_id = $1 and oidc_issuer = $2 and oidc_subject = $3",
    [accountId, issuer, subject],
  );
  const userId = rows[0]?.user_id;
  return userId === undefined ? undefined : findUserById(db, accountId, userId);
}

/** The subject that a user signs in as, if they are linked to one. */
export async function findSubjectOf(
  db: Queryable,
  accountId: string,
  userId: string,
): Promise<Subject | undefined> {
  const { rows } = await db.query<Subject>(
    `select oidc_issuer as issuer, oidc_subject as subject from users
     where account_id = $1 and user_id = $2 and oidc_subject is not null`,
    [accountId, userId],
  );
  return rows[0];
}

/** Links a user to a subject. @returns false when either is linked already: a link is never moved. `now` in milliseconds since 1970. */
export async function linkSubject(
  db: Queryable,
  accountId: string,
  { userId, issuer, subject, now }: Subject & { readonly userId: string; readonly now: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update users set oidc_issuer = $3, oidc_subject = $4, updated_at = $5
     where account_id = $1 and user_id = $2 and oidc_subject is null
       and not exists (select 1 from users where account_id = $1 and oidc_issuer = $3 and oidc_subject = $4)`,
    [accountId, userId, issuer, subject, new Date(now)],
  );
  return rowCount === 1;
}

/** What the identity provider says of a user now. Their address stays when somebody else has the new one. */
export async function followProvider(
  db: Queryable,
  accountId: string,
  { userId, email, name, role, now }: FollowedUser,
): Promise<void> {
  await db.query(
    `update users set role = $3, name = $4, updated_at = $6,
       email = case when exists (select 1 from users where account_id = $1 and email = $5) then email else $5 end
     where account_id = $1 and user_id = $2`,
    [accountId, userId, role, name, email, new Date(now)],
  );
}

interface FollowedUser {
  readonly userId: string;
  /** As `normalizeEmail` makes it. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly now: number;
}
