"use client";

import { useTranslations } from "next-intl";
import { RequestTrouble } from "@/components/callbacks/request-trouble";
import { Button } from "@/components/ui/button";
import { saveSecondFactorRequired } from "@/lib/queries/settings";
import { useChange } from "./use-change";

interface SecondFactorSwitchProps {
  readonly isRequired: boolean;
  /** Of the setting as it is shown. */
  readonly version: number;
}

/** Whether everybody must have a second factor: one button, since it means something for everybody. */
export function SecondFactorSwitch({ isRequired, version }: SecondFactorSwitchProps) {
  const t = useTranslations("settings.secondFactor");
  const change = useChange(() => saveSecondFactorRequired(!isRequired, version), {
    said: t(isRequired ? "saidOff" : "saidOn"),
  });
  return (
    <div className="grid max-w-prose gap-3 text-sm">
      <p className="text-ink-soft">{t(isRequired ? "aboutOn" : "aboutOff")}</p>
      <RequestTrouble error={change.error} />
      <Button
        variant={isRequired ? "secondary" : "primary"}
        className="justify-self-start"
        isBusy={change.isPending}
        onClick={() => change.mutate()}
      >
        {t(isRequired ? "turnOff" : "turnOn")}
      </Button>
    </div>
  );
}
