"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FactorOffer, ownAccount } from "@/lib/queries/account";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { FirstCode } from "./first-code";
import { PasswordPrompt } from "./password-prompt";
import { RecoveryCodes } from "./recovery-codes";
import { useAccountForm } from "./use-account-form";

interface SecondFactorProps {
  readonly isOn: boolean;
  /** Whoever must have one cannot take it away. */
  readonly isRequired: boolean;
}

type Purpose = "setUp" | "replace" | "codes" | "remove";
type Step =
  | { readonly kind: "password"; readonly purpose: Purpose }
  | { readonly kind: "setup"; readonly offer: FactorOffer }
  | { readonly kind: "codes"; readonly codes: readonly string[] };

/** Sets an app up, another one in its place, makes new recovery codes, or takes the second factor away: step by step, in a dialog. */
export function SecondFactor({ isOn, isRequired }: SecondFactorProps) {
  const t = useTranslations("account.factor");
  const router = useRouter();
  const [step, setStep] = useState<Step>();
  const form = useAccountForm();

  function close() {
    setStep(undefined);
    router.refresh();
  }

  async function goOn(purpose: Purpose, password: string) {
    await form.run(async () => {
      switch (purpose) {
        case "setUp":
        case "replace":
          return setStep({ kind: "setup", offer: await ownAccount.offerFactor(password) });
        case "codes":
          return setStep({ kind: "codes", codes: await ownAccount.renewRecoveryCodes(password) });
        case "remove":
          await ownAccount.removeFactor(password);
          return close();
      }
    });
  }

  async function confirm(code: string) {
    await form.run(async () => setStep({ kind: "codes", codes: await ownAccount.confirmFactor(code) }));
  }

  const ask = (purpose: Purpose) => () => setStep({ kind: "password", purpose });
  return (
    <div className="flex flex-wrap gap-2">
      {isOn ? (
        <>
          <Button onClick={ask("codes")}>{t("codes.action")}</Button>
          <Button onClick={ask("replace")}>{t("replace.action")}</Button>
          {!isRequired && <Button onClick={ask("remove")}>{t("remove.action")}</Button>}
        </>
      ) : (
        <Button variant="primary" onClick={ask("setUp")}>
          {t("setUp.action")}
        </Button>
      )}
      <Dialog
        title={t(step?.kind === "password" ? `${step.purpose}.action` : "title")}
        isOpen={step !== undefined}
        onClose={close}
      >
        {step?.kind === "password" && (
          <PasswordPrompt
            form={form}
            text={t(`${step.purpose}.text`)}
            action={t(`${step.purpose}.go`)}
            isDangerous={step.purpose === "remove"}
            onSubmit={(password) => void goOn(step.purpose, password)}
          />
        )}
        {step?.kind === "setup" && (
          <FirstCode form={form} offer={step.offer} onSubmit={(code) => void confirm(code)} />
        )}
        {step?.kind === "codes" && <RecoveryCodes codes={step.codes} onKept={close} />}
      </Dialog>
    </div>
  );
}
