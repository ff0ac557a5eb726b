import type { Messages } from "@/lib/i18n/messages";
import { type Action, may, type Role } from "@/lib/roles";

/** A page of the desk that one goes to by name. */
export interface DeskPage {
  readonly href: string;
  /** Its name in the catalogue, `shell.nav`. */
  readonly name: Exclude<keyof Messages["shell"]["nav"], "label">;
  /** Whose role may not do this is not shown the way there. */
  readonly action: Action;
  /** The second key of the chord that leads there; the first is "g". */
  readonly key: string;
  /** Whether it stands in the bar; the others are in the command palette only. */
  readonly isInBar: boolean;
}

/** Only pages that exist. */
const PAGES: readonly DeskPage[] = [
  { href: "/", name: "home", action: "orders.read", key: "h", isInBar: true },
  { href: "/orders", name: "orders", action: "orders.read", key: "o", isInBar: true },
  { href: "/failures", name: "failures", action: "orders.read", key: "f", isInBar: true },
  { href: "/captures", name: "captures", action: "captures.read", key: "c", isInBar: true },
  { href: "/payouts", name: "payouts", action: "payouts.read", key: "p", isInBar: true },
  { href: "/callbacks", name: "callbacks", action: "callbacks.read", key: "l", isInBar: true },
  { href: "/audit", name: "audit", action: "audit.read", key: "a", isInBar: true },
  { href: "/look-up", name: "many", action: "orders.read", key: "m", isInBar: false },
  { href: "/account", name: "account", action: "account.manage", key: "y", isInBar: false },
  // In the user's menu as well, where an administrator looks for it.
  { href: "/settings", name: "settings", action: "settings.manage", key: "s", isInBar: false },
];

/** The pages that `role` may open. */
export function pagesOf(role: Role): readonly DeskPage[] {
  return PAGES.filter(({ action }) => may(role, action));
}
