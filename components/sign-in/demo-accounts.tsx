"use client";

import { useTranslations } from "next-intl";
import type { Role } from "@/lib/roles";
import { Button } from "../ui/button";

export interface DemoAccountEntry {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

interface DemoAccountsProps {
  readonly accounts: readonly DemoAccountEntry[];
  readonly onUse: (account: DemoAccountEntry) => void;
}

/** The accounts that come with the demo; "Use" fills the form in. */
export function DemoAccounts({ accounts, onUse }: DemoAccountsProps) {
  const t = useTranslations("signIn.demo");
  const role = useTranslations("shell.role");
  return (
    <section aria-labelledby="demo-accounts" className="mt-6">
      <h2 id="demo-accounts" className="font-medium text-ink text-sm">
        {t("title")}
      </h2>
      <p className="text-ink-faint text-xs">{t("hint")}</p>
      <ul className="mt-2 divide-y rounded-xl border bg-surface">
        {accounts.map((account) => (
          <li key={account.email} className="flex items-center justify-between gap-3 px-4 py-2.5">
            <div className="min-w-0">
              <div className="font-medium text-ink text-sm">{role(account.role)}</div>
              <div className="text-ink-soft text-xs">{t(`can.${account.role}`)}</div>
              <div className="truncate text-ink-faint text-xs">{account.email}</div>
            </div>
            <Button
              size="small"
              aria-label={t("useAccount", { email: account.email })}
              onClick={() => onUse(account)}
            >
              {t("use")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
