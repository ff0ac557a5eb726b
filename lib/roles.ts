/** Who may do what. The one table: CONTRACT, section 5. An action that is not here is denied. */
export const ROLES = ["support", "finance", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

const ROLES_BY_ACTION = {
  "orders.read": ["support", "finance", "manager", "admin"],
  "contact.reveal": ["support", "finance", "admin"],
  "raw.read": ["support", "finance", "admin"],
  "raw.personal": ["admin"],
  "orders.export": ["finance", "manager", "admin"],
  // Columns that name an order or its customer; without it an export holds figures only.
  "orders.export-names": ["finance", "admin"],
  "captures.read": ["finance", "manager", "admin"],
  "captures.export": ["finance", "manager", "admin"],
  "callbacks.read": ["support", "finance", "admin"],
  "callbacks.body": ["finance", "admin"],
  "callbacks.reprocess": ["admin"],
  "callbacks.test": ["admin"],
  "payouts.read": ["finance", "manager", "admin"],
  "payouts.export": ["finance", "manager", "admin"],
  "settlements.read": ["finance", "manager", "admin"],
  // A settlement's files, as Dintero made them: they name orders.
  "settlements.file": ["finance", "admin"],
  "audit.read": ["admin"],
  "users.manage": ["admin"],
  "settings.manage": ["admin"],
  // Views of the list of orders: one's own; and everybody's.
  "views.write": ["support", "finance", "manager", "admin"],
  "views.share": ["finance", "manager", "admin"],
  // Own password, second factor and sign-ins.
  "account.manage": ["support", "finance", "manager", "admin"],
  "privacy.erase": ["admin"],
  "privacy.export": ["admin"],
  "preferences.write": ["support", "finance", "manager", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof ROLES_BY_ACTION;

/** Whether `role` may do `action`. */
export function may(role: Role, action: Action): boolean {
  const roles: readonly Role[] = ROLES_BY_ACTION[action];
  return roles.includes(role);
}

/** Whether `value`, from a database row or a command line, names a role. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
