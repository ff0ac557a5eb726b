"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FactorSetup, type FactorSetupProps } from "../account/factor-setup";
import { RecoveryCodes } from "../account/recovery-codes";
import { CodeForm } from "./code-form";

interface EnrolFormProps {
  readonly target: string;
  readonly offer: FactorSetupProps;
  readonly initialProblem?: "refused" | "tooMany" | undefined;
}

/** Sets up an app as the last step of signing in, where everybody must have one; then shows the recovery codes. */
export function EnrolForm({ target, offer, initialProblem }: EnrolFormProps) {
  const t = useTranslations("signIn.enrol");
  const [done, setDone] = useState<{ readonly url: string; readonly codes: readonly string[] }>();
  if (done !== undefined)
    return <RecoveryCodes codes={done.codes} onKept={() => window.location.assign(done.url)} />;
  return (
    <div className="grid gap-5">
      <p className="text-ink-soft text-sm">{t("why")}</p>
      <FactorSetup {...offer} />
      <CodeForm
        target={target}
        initialProblem={initialProblem}
        isFirst
        onDone={({ url, recoveryCodes }) => setDone({ url, codes: recoveryCodes })}
      />
    </div>
  );
}
