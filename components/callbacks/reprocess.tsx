"use client";

import { useMutation } from "@tanstack/react-query";
import { LoaderCircle, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ReprocessResult } from "@/lib/domain/delivery-log";
import { reprocessCallback } from "@/lib/queries/callbacks";
import type { RequestError } from "@/lib/queries/request";
import { EffectTable } from "./effect-table";
import { RequestTrouble } from "./request-trouble";
import { useReasonOf } from "./words";

/** Processes one callback again, after showing what that would change. */
export function Reprocess({ id }: { readonly id: string }) {
  const t = useTranslations("callbacks.reprocess");
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const attempt = useMutation<ReprocessResult, RequestError, boolean>({
    mutationFn: (isDryRun) => reprocessCallback(id, isDryRun),
    onSuccess: (result) => {
      if (result.isDryRun) return;
      announce(t(result.outcome === "failed" ? "outcome.failed" : "outcome.applied"));
      router.refresh();
    },
  });
  const { data: result, isPending, error } = attempt;
  const isDone = result !== undefined && !result.isDryRun;

  function open() {
    attempt.mutate(true);
    setIsOpen(true);
  }

  return (
    <>
      <Button size="small" onClick={open}>
        <RotateCw aria-hidden="true" className="size-3.5" />
        {t("open")}
      </Button>
      <Dialog
        title={t("title")}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        footer={
          <>
            <Button variant="quiet" onClick={() => setIsOpen(false)}>
              {t(isDone ? "close" : "cancel")}
            </Button>
            {!isDone && (result || isPending) && (
              <Button
                variant="primary"
                isBusy={isPending}
                disabled={result?.outcome === "failed"}
                onClick={() => attempt.mutate(false)}
              >
                {t("confirm")}
              </Button>
            )}
          </>
        }
      >
        <div className="grid gap-3 text-sm">
          <p className="text-ink-soft">{t("lead")}</p>
          <div role="status" className="grid gap-2">
            {isPending && (
              <p className="after-a-moment flex items-center gap-2 text-ink-soft">
                <LoaderCircle aria-hidden="true" className="size-4 motion-safe:animate-spin" />
                {t("trying")}
              </p>
            )}
            {result && <Result result={result} />}
          </div>
          <RequestTrouble error={error} />
        </div>
      </Dialog>
    </>
  );
}

function Result({ result: { isDryRun, outcome, code, effect } }: { readonly result: ReprocessResult }) {
  const t = useTranslations("callbacks.reprocess");
  const reasonOf = useReasonOf();
  const changes = effect !== undefined && effect.changes.length > 0;
  if (outcome === "failed") {
    const reason = reasonOf(code ?? "internal");
    return <p className="text-bad">{t(isDryRun ? "wouldFail" : "failed", { reason })}</p>;
  }
  if (!isDryRun) return <p className="font-medium">{t(outcome)}</p>;
  return (
    <>
      {outcome === "unconfirmed" && <p className="text-waiting">{t("wouldUnconfirmed")}</p>}
      {changes ? (
        <>
          <p className="font-medium">{t("would")}</p>
          <div className="rounded border">
            <EffectTable effect={effect} />
          </div>
        </>
      ) : (
        <p>{t("wouldNothing")}</p>
      )}
    </>
  );
}
