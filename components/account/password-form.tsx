"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { ownAccount } from "@/lib/queries/account";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { AccountProblem } from "./account-problem";
import { useAccountForm } from "./use-account-form";

const FAULTS = ["too-short", "too-long", "known", "about-you"] as const;

/** A new password in place of the old one. The server decides what is a good one; pasting is welcome. */
export function PasswordForm({ email }: { readonly email: string }) {
  const t = useTranslations("account.password");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const current = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const { isBusy, faultOf, problem, run } = useAccountForm();
  const [isChanged, setIsChanged] = useState(false);

  async function send(event: FormEvent) {
    event.preventDefault();
    setIsChanged(false);
    const given = { current: current.current?.value ?? "", next: next.current?.value ?? "" };
    const done = await run(() => ownAccount.changePassword(given.current, given.next));
    if (done === undefined) return;
    form.current?.reset();
    setIsChanged(true);
    router.refresh();
  }

  const nextFault = faultOf("next");
  return (
    <form ref={form} onSubmit={send} noValidate className="grid max-w-sm gap-4">
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        ref={current}
        label={t("current")}
        type="password"
        autoComplete="current-password"
        required
        error={faultOf("password") && t("wrong")}
      />
      <Field
        ref={next}
        label={t("next")}
        hint={t("hint")}
        type="password"
        autoComplete="new-password"
        required
        error={nextFault && t(`fault.${FAULTS.find((fault) => fault === nextFault) ?? "known"}`)}
      />
      <AccountProblem problem={problem} />
      {isChanged && (
        <Notice tone="good" isLive title={t("changed")}>
          {t("elsewhere")}
        </Notice>
      )}
      <Button type="submit" variant="primary" isBusy={isBusy} className="justify-self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
