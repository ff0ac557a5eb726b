"use client";

import { useTranslations } from "next-intl";
import { RequestTrouble } from "@/components/callbacks/request-trouble";
import { Button } from "@/components/ui/button";
import { withdrawInvitation } from "@/lib/queries/settings";
import { useChange } from "./use-change";

/** Takes one invitation back. */
export function WithdrawInvitation({
  invitationId,
  email,
}: {
  readonly invitationId: string;
  readonly email: string;
}) {
  const t = useTranslations("settings.invitations");
  const withdrawal = useChange(() => withdrawInvitation(invitationId), { said: t("withdrawn") });
  return (
    <>
      <Button
        size="small"
        aria-label={t("withdrawOf", { email })}
        isBusy={withdrawal.isPending}
        onClick={() => withdrawal.mutate()}
      >
        {t("withdraw")}
      </Button>
      <RequestTrouble error={withdrawal.error} />
    </>
  );
}
