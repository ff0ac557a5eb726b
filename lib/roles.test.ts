import { describe, expect, test } from "vitest";
import { type Action, isRole, may, ROLES, type Role } from "./roles";

/** CONTRACT, section 5, and what has come since, by hand: s(upport) f(inance) m(anager) a(dmin). */
const TABLE: Readonly<Record<Action, string>> = {
  "orders.read": "sfma",
  "contact.reveal": "sf-a",
  "raw.read": "sf-a",
  "raw.personal": "---a",
  "orders.export": "-fma",
  "orders.export-names": "-f-a",
  "captures.read": "-fma",
  "captures.export": "-fma",
  "callbacks.read": "sf-a",
  "callbacks.body": "-f-a",
  "callbacks.reprocess": "---a",
  "callbacks.test": "---a",
  "payouts.read": "-fma",
  "payouts.export": "-fma",
  "settlements.read": "-fma",
  "settlements.file": "-f-a",
  "audit.read": "---a",
  "users.manage": "---a",
  "settings.manage": "---a",
  "views.write": "sfma",
  "views.share": "-fma",
  "account.manage": "sfma",
  "privacy.erase": "---a",
  "privacy.export": "---a",
  "preferences.write": "sfma",
};
const LETTERS: Readonly<Record<Role, string>> = { support: "s", finance: "f", manager: "m", admin: "a" };
const isAction = (name: string): name is Action => Object.hasOwn(TABLE, name);

describe("each role may do what the contract says, and nothing else", () => {
  for (const action of Object.keys(TABLE).filter(isAction))
    test.each(ROLES)(`${action}: %s`, (role) => {
      expect(may(role, action)).toBe(TABLE[action].includes(LETTERS[role]));
    });
});

test("a role is one of four words", () => {
  expect(["support", "finance", "manager", "admin"].every(isRole)).toBe(true);
  for (const value of ["owner", "Admin", "", undefined, null, 1, "toString"])
    expect(isRole(value)).toBe(false);
});
