/**
 * What kind of doing it is. look: data was shown, contact data masked. personal: contact data was readable. take: data
 * left Kontor as a file. change: something is otherwise than before. access: who may come in, and who did. store: the
 * whole store.
 */
export const AUDIT_KINDS = ["look", "personal", "take", "change", "access", "store"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/**
 * Every action that the audit log can name: nothing else compiles in an `AuditEntry`. The actions of lib/roles.ts are
 * among them, since a refusal is recorded under the action that was refused. Whoever adds one says it as a phrase that
 * reads right with "done", "refused" and "failed" beside it, in the catalogue `audit` under `action`, in both languages.
 */
export const AUDIT_ACTIONS = {
  "orders.read": "look",
  "orders.list": "look",
  "orders.search": "look",
  "callbacks.read": "look",
  "callbacks.body": "look",
  "captures.read": "look",
  "payouts.read": "look",
  "settlements.read": "look",
  "audit.read": "look",
  "audit.trace": "look",
  "audit.verify": "look",
  "contact.reveal": "personal",
  "raw.read": "personal",
  "raw.personal": "personal",
  "orders.export": "take",
  "orders.export-names": "take",
  "captures.export": "take",
  "payouts.export": "take",
  "settlements.file": "take",
  "audit.export": "take",
  "privacy.export": "take",
  "callbacks.reprocess": "change",
  "callbacks.test": "change",
  "preferences.write": "change",
  "views.write": "change",
  "views.share": "change",
  "settings.manage": "change",
  "privacy.erase": "change",
  "sign-in.begin": "access",
  "sign-in.end": "access",
  "account.manage": "access",
  "account.password": "access",
  "account.second-factor": "access",
  "account.second-factor-off": "access",
  "account.recovery-codes": "access",
  "account.sign-out-others": "access",
  "account.link": "access",
  "users.manage": "access",
  "users.add": "access",
  "users.disable": "access",
  "users.sign-out": "access",
  "users.invite": "access",
  "users.withdraw-invitation": "access",
  "users.accept-invitation": "access",
  "users.set-role": "access",
  "users.set-password": "access",
  "users.enable": "access",
  "users.reset-second-factor": "access",
  "store.backup": "store",
  "store.restore": "store",
  "store.import": "store",
} as const satisfies Record<string, AuditKind>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Whether `value`, from an address or an old row, is one of ours. */
export function isAuditAction(value: string): value is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, value);
}
