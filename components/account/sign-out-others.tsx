"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ownAccount } from "@/lib/queries/account";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { AccountProblem } from "./account-problem";
import { useAccountForm } from "./use-account-form";

/** Ends every sign-in but this one. */
export function SignOutOthers() {
  const t = useTranslations("account.signIns");
  const router = useRouter();
  const { isBusy, problem, run } = useAccountForm();

  async function end() {
    const done = await run(ownAccount.signOutOthers);
    if (done === undefined) return;
    announce(t("ended", { count: done.count }));
    router.refresh();
  }

  return (
    <>
      <Button isBusy={isBusy} onClick={end}>
        {t("endOthers")}
      </Button>
      <AccountProblem problem={problem} />
    </>
  );
}
