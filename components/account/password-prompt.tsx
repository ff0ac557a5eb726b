"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { AccountProblem } from "./account-problem";
import type { AccountForm } from "./use-account-form";

interface PasswordPromptProps {
  readonly form: AccountForm;
  /** What is about to be done. */
  readonly text: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly onSubmit: (password: string) => void;
}

/** The password once more, before something that would let a passer-by take the account over. */
export function PasswordPrompt({ form, text, action, isDangerous = false, onSubmit }: PasswordPromptProps) {
  const t = useTranslations("account.password");
  const field = useRef<HTMLInputElement>(null);

  function send(event: FormEvent) {
    event.preventDefault();
    onSubmit(field.current?.value ?? "");
  }

  return (
    <form onSubmit={send} noValidate className="grid gap-4">
      <p className="text-ink-soft text-sm">{text}</p>
      <Field
        ref={field}
        label={t("yours")}
        type="password"
        autoComplete="current-password"
        required
        error={form.faultOf("password") && t("wrong")}
      />
      <AccountProblem problem={form.problem} />
      <Button
        type="submit"
        variant={isDangerous ? "danger" : "primary"}
        isBusy={form.isBusy}
        className="justify-self-end"
      >
        {action}
      </Button>
    </form>
  );
}
