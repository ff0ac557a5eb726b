"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type AuditVerifyAnswer, verifyAuditLog } from "@/lib/queries/audit";
import type { RequestError } from "@/lib/queries/request";

/** Has every hash computed again; the page then says what it came to. */
export function VerifyButton() {
  const t = useTranslations("audit.chain");
  const errors = useTranslations("errors.code");
  const router = useRouter();
  const verify = useMutation<AuditVerifyAnswer, RequestError>({
    mutationFn: verifyAuditLog,
    onSuccess: () => router.refresh(),
  });
  return (
    <>
      <Button size="small" isBusy={verify.isPending} onClick={() => verify.mutate()}>
        <ShieldCheck aria-hidden="true" className="size-3.5" />
        {t(verify.isPending ? "verifying" : "verify")}
      </Button>
      {verify.error && (
        <Notice tone="bad" isLive title={errors(`${verify.error.code}.title`)}>
          {errors(`${verify.error.code}.next`)}
        </Notice>
      )}
    </>
  );
}
