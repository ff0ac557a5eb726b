"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef } from "react";
import type { FactorOffer } from "@/lib/queries/account";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { AccountProblem } from "./account-problem";
import { FactorSetup } from "./factor-setup";
import type { AccountForm } from "./use-account-form";

interface FirstCodeProps {
  readonly form: AccountForm;
  readonly offer: FactorOffer;
  readonly onSubmit: (code: string) => void;
}

/** The picture for the app, and the code that proves that it took it. */
export function FirstCode({ form, offer, onSubmit }: FirstCodeProps) {
  const t = useTranslations("account.factor");
  const field = useRef<HTMLInputElement>(null);

  function send(event: FormEvent) {
    event.preventDefault();
    onSubmit(field.current?.value ?? "");
  }

  return (
    <form onSubmit={send} noValidate className="grid gap-4">
      <FactorSetup {...offer} />
      <Field
        ref={field}
        label={t("code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        error={form.faultOf("code") && t("codeWrong")}
      />
      <AccountProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy} className="justify-self-end">
        {t("confirm")}
      </Button>
    </form>
  );
}
