"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ownAccount } from "@/lib/queries/account";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { PasswordPrompt } from "./password-prompt";
import { useAccountForm } from "./use-account-form";

/** Connects a local account with the one at the identity provider: who does it has shown both. */
export function LinkSso() {
  const t = useTranslations("account.sso");
  const [isOpen, setIsOpen] = useState(false);
  const [isAway, setIsAway] = useState(false);
  const form = useAccountForm();

  async function link(password: string) {
    setIsAway(false);
    const url = await form.run(() => ownAccount.linkSso(password));
    if (url === undefined) return;
    if (url === "") setIsAway(true);
    else window.location.assign(url);
  }

  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("action")}</Button>
      <Dialog title={t("action")} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        {isAway && <Notice tone="bad" isLive title={t("away")} className="mb-4" />}
        <PasswordPrompt
          form={form}
          text={t("text")}
          action={t("go")}
          onSubmit={(password) => void link(password)}
        />
      </Dialog>
    </>
  );
}
