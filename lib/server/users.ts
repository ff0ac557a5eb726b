import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import type { Queryable } from "@/lib/db/connect";
import { removeSecondFactor } from "@/lib/db/second-factors";
import { revokeSignInsOf } from "@/lib/db/sign-ins";
import {
  type DeskUser,
  type HeldUser,
  holdAdministrators,
  holdUser,
  listDeskUsers,
} from "@/lib/db/user-admin";
import { disableUser, enableUser, setUserRole } from "@/lib/db/users";
import type { AuditAction } from "@/lib/domain/audit-actions";
import type { JsonObject } from "@/lib/domain/json";
import { AppError, hasCode } from "@/lib/errors";
import { ROLES } from "@/lib/roles";
import { runtime } from "@/lib/runtime";
import { IDLE_MS } from "./accounts";
import { parseJsonObject } from "./json-body";
import { requireMay } from "./log";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export type { DeskUser };

/** Everybody who may sign in, and who no more may. @throws AppError "forbidden" */
export async function listUsers(viewer: Viewer): Promise<readonly DeskUser[]> {
  requireMay(viewer, "users.manage");
  const { db, env, now } = runtime();
  return await listDeskUsers(db, env.accountId, { now: now(), idleMs: IDLE_MS });
}

const changeFields = z.discriminatedUnion("change", [
  z.strictObject({ change: z.literal("set-role"), role: z.enum(ROLES) }),
  z.strictObject({ change: z.enum(["disable", "enable", "sign-out", "reset-second-factor"]) }),
]);

export type UserChange = z.infer<typeof changeFields>;

/** @throws AppError "invalid-request" unless `text`, a request's body, is a change of a user */
export function parseUserChange(text: string): UserChange {
  const given = changeFields.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "not a change of a user");
  return given.data;
}

/**
 * Changes another user. Role, state, sign-ins and the audit row are one transaction, so that nobody is answered before it
 * counts: a new role and a disabled account end every sign-in, on every server, with the next request (F52).
 * @throws AppError "forbidden" for one's own account, or when the viewer is no administrator any more; "not-found"
 */
export async function changeUser(
  viewer: Viewer,
  userId: string,
  change: UserChange,
  origin: RequestOrigin,
): Promise<void> {
  requireMay(viewer, "users.manage");
  const { db, env, now, log } = runtime();
  const at = now();
  const entry = {
    accountId: env.accountId,
    at,
    actorId: viewer.userId,
    subject: { kind: "user", id: userId },
    ...origin,
  };
  const action = ACTIONS[change.change];
  try {
    if (userId === viewer.userId) throw new AppError("forbidden", "nobody changes their own account here");
    const hasEnded = await db.transaction(async (tx) => {
      await holdAdministrators(tx, env.accountId, viewer.userId);
      const user = await holdUser(tx, env.accountId, userId);
      const done = await carryOut(tx, env.accountId, user, change, at);
      if (done !== undefined)
        await recordAudit(tx, { ...entry, action, outcome: "done", details: done.details });
      return done?.endsSignIns === true;
    });
    if (hasEnded) log.info("session.revoked", { user_id: userId, reason: change.change });
  } catch (error) {
    if (hasCode(error, "forbidden")) await recordAudit(db, { ...entry, action, outcome: "denied" });
    throw error;
  }
}

const ACTIONS = {
  "set-role": "users.set-role",
  disable: "users.disable",
  enable: "users.enable",
  "sign-out": "users.sign-out",
  "reset-second-factor": "users.reset-second-factor",
} as const satisfies Record<UserChange["change"], AuditAction>;

interface Done {
  readonly endsSignIns: boolean;
  readonly details?: JsonObject;
}

/** @returns undefined when it was so already */
async function carryOut(
  tx: Queryable,
  accountId: string,
  { userId, role, disabledAt }: HeldUser,
  change: UserChange,
  now: number,
): Promise<Done | undefined> {
  switch (change.change) {
    case "set-role":
      if (role === change.role) return undefined;
      await setUserRole(tx, accountId, userId, change.role, now);
      await revokeSignInsOf(tx, accountId, userId, now);
      return { endsSignIns: true, details: { from: role, to: change.role } };
    case "disable":
      if (disabledAt !== undefined) return undefined;
      await disableUser(tx, accountId, userId, now);
      return { endsSignIns: true };
    case "enable":
      if (disabledAt === undefined) return undefined;
      await enableUser(tx, accountId, userId, now);
      return { endsSignIns: false };
    case "reset-second-factor":
      await removeSecondFactor(tx, accountId, userId);
      await revokeSignInsOf(tx, accountId, userId, now);
      return { endsSignIns: true };
    case "sign-out":
      await revokeSignInsOf(tx, accountId, userId, now);
      return { endsSignIns: true };
  }
}
