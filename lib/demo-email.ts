import type { Role } from "@/lib/roles";

/** The address of a role's demo account, as `npm run demo` prints it. */
export function demoEmail(role: Role): string {
  return `${role}@kontor.example`;
}
