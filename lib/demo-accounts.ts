import type { Database } from "@/lib/db/connect";
import { createUser, findUserByEmail, setUserPassword, setUserRole } from "@/lib/db/users";
import { demoEmail } from "@/lib/demo-email";
import { hashPassword, isPassword } from "@/lib/passwords";
import { ROLES, type Role } from "@/lib/roles";

const NAME_BY_ROLE: Record<Role, string> = {
  support: "Sunniva Support",
  finance: "Finn Finance",
  manager: "Magnus Manager",
  admin: "Astrid Admin",
};

/**
 * One account per role, all with `password`, for a store that only holds the sandbox's orders. Made once and put right at
 * each start. An account of the same address that is no demo account is left alone.
 */
export async function ensureDemoAccounts(
  db: Database,
  accountId: string,
  password: string,
  now: number,
): Promise<void> {
  for (const role of ROLES) {
    const user = await findUserByEmail(db, accountId, demoEmail(role));
    if (user === undefined) {
      const passwordHash = await hashPassword(password);
      await createUser(
        db,
        accountId,
        { email: demoEmail(role), name: NAME_BY_ROLE[role], role, passwordHash, isDemo: true },
        now,
      );
    } else if (user.isDemo) {
      if (user.role !== role) await setUserRole(db, accountId, user.userId, role, now);
      if (!(await isPassword(password, user.passwordHash))) {
        await setUserPassword(db, accountId, user.userId, await hashPassword(password), now);
      }
    }
  }
}
