import { recordAudit } from "@/lib/db/audit";
import type { Database, Queryable } from "@/lib/db/connect";
import { removeSecondFactor } from "@/lib/db/second-factors";
import { revokeSignInsOf } from "@/lib/db/sign-ins";
import {
  createUser,
  disableUser,
  enableUser,
  findUserByEmail,
  listUsers,
  normalizeEmail,
  setUserPassword,
  setUserRole,
  type User,
} from "@/lib/db/users";
import type { AuditAction } from "@/lib/domain/audit-actions";
import { isEmailAddress } from "@/lib/domain/email-address";
import type { JsonObject } from "@/lib/domain/json";
import { hashPassword } from "@/lib/passwords";
import { isRole, ROLES, type Role } from "@/lib/roles";
import { CommandError } from "../line/command-error";

/** The accounts that a command works on. `now` in milliseconds since 1970. */
export interface Users {
  readonly db: Database;
  readonly accountId: string;
  readonly now: number;
}

export interface AddedUser {
  readonly email: string;
  readonly role: Role;
  readonly name: string | undefined;
  readonly password: string;
}

export type Change =
  | { readonly kind: "disable" }
  | { readonly kind: "enable" }
  | { readonly kind: "reset-second-factor" }
  | { readonly kind: "set-role"; readonly role: Role }
  | { readonly kind: "set-password"; readonly password: string };

/** @throws CommandError */
export function mustBeRole(text: string | undefined): Role {
  if (isRole(text)) return text;
  throw new CommandError(`The role must be one of ${ROLES.join(", ")}.`);
}

/** @throws CommandError when the address is none or taken */
export async function addUser({ db, accountId, now }: Users, added: AddedUser): Promise<string> {
  const email = normalizeEmail(added.email);
  if (!isEmailAddress(email)) throw new CommandError(`"${added.email}" is no e-mail address.`);
  if ((await findUserByEmail(db, accountId, email)) !== undefined)
    throw new CommandError(`There is a user with the address ${email} already.`);
  const name = added.name?.trim() || email.replace(/@.*/, "");
  if (/\p{Cc}/u.test(name)) throw new CommandError("The name must be plain text on one line.");
  const passwordHash = await hashPassword(added.password);
  await db.transaction(async (tx) => {
    const user = await createUser(tx, accountId, { email, name, role: added.role, passwordHash }, now);
    await note(tx, { accountId, now }, "users.add", user, { role: added.role });
  });
  return `Added ${email} (${added.role}).\n`;
}

/**
 * Changes one user, ends all their sign-ins and writes it to the audit log, all in one transaction (F52).
 * @throws CommandError when nobody has the address
 */
export async function changeUser(users: Users, address: string, change: Change): Promise<string> {
  const { db, accountId, now } = users;
  const user = await findUserByEmail(db, accountId, address);
  if (user === undefined)
    throw new CommandError(`There is no user with the address ${normalizeEmail(address)}.`);
  const { userId, email } = user;
  const passwordHash = change.kind === "set-password" ? await hashPassword(change.password) : "";
  await db.transaction(async (tx) => {
    switch (change.kind) {
      case "disable":
        await disableUser(tx, accountId, userId, now);
        return note(tx, users, "users.disable", user);
      case "enable":
        await enableUser(tx, accountId, userId, now);
        return note(tx, users, "users.enable", user);
      case "reset-second-factor":
        await removeSecondFactor(tx, accountId, userId);
        await revokeSignInsOf(tx, accountId, userId, now);
        return note(tx, users, "users.reset-second-factor", user);
      case "set-role":
        await setUserRole(tx, accountId, userId, change.role, now);
        await revokeSignInsOf(tx, accountId, userId, now);
        return note(tx, users, "users.set-role", user, { from: user.role, to: change.role });
      case "set-password":
        await setUserPassword(tx, accountId, userId, passwordHash, now);
        return note(tx, users, "users.set-password", user);
    }
  });
  switch (change.kind) {
    case "disable":
      return `Disabled ${email}; they are signed out everywhere.\n`;
    case "enable":
      return `Enabled ${email}; they may sign in again.\n`;
    case "reset-second-factor":
      return `Took the second factor of ${email} away; they are signed out everywhere.\n`;
    case "set-role":
      return `Made ${email} ${change.role}; they are signed out and sign in again with the new role.\n`;
    case "set-password":
      return `Changed the password of ${email}; they are signed out everywhere.\n`;
  }
}

/** Somebody at the server's own command line did it: nobody who is signed in. */
function note(
  tx: Queryable,
  { accountId, now }: Pick<Users, "accountId" | "now">,
  action: AuditAction,
  user: User,
  details?: JsonObject,
): Promise<void> {
  const subject = { kind: "user", id: user.userId };
  return recordAudit(tx, {
    accountId,
    at: now,
    action,
    outcome: "done",
    subject,
    reason: "command line",
    details,
  });
}

/** One line per account, in columns. */
export async function listOfUsers({ db, accountId }: Users): Promise<string> {
  const users = await listUsers(db, accountId);
  if (users.length === 0) return "There are no users yet.\n";
  const rows = [["EMAIL", "ROLE", "STATE", "NAME"], ...users.map(rowOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function rowOf({ email, role, disabledAt, isDemo, name }: User): readonly string[] {
  return [email, role, disabledAt === undefined ? (isDemo ? "demo" : "active") : "disabled", name];
}
