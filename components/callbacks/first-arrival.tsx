"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, LoaderCircle, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { callbackQuery } from "@/lib/domain/callback-filter";
import { freshCallbacksQuery, type SignedTestAnswer, sendSignedTest } from "@/lib/queries/callbacks";
import type { RequestError } from "@/lib/queries/request";
import { RequestTrouble } from "./request-trouble";

/** Any that was acknowledged, and nothing else. */
const ACKNOWLEDGED = callbackQuery({
  outcomes: ["waiting", "applied", "unchanged", "differs", "unconfirmed", "parked"],
  limit: 25,
});

/** Waits for the first callback and ticks itself off; in the demo it can send one. */
export function FirstArrival({ canTest }: { readonly canTest: boolean }) {
  const t = useTranslations("callbacks.setup");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { data, refetch } = useQuery(freshCallbacksQuery(ACKNOWLEDGED));
  const test = useMutation<SignedTestAnswer, RequestError>({
    mutationFn: sendSignedTest,
    onSuccess: () => void refetch(),
  });
  const hasArrived = (data?.callbacks.length ?? 0) > 0;
  return (
    <div className="grid gap-3">
      <div role="status" className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2 font-medium">
        {hasArrived ? (
          <>
            <span className="flex items-center gap-2 text-good">
              <CircleCheck aria-hidden="true" className="size-4" />
              {t("arrived")}
            </span>
            <Button
              variant="primary"
              isBusy={isPending}
              onClick={() => startTransition(() => router.refresh())}
            >
              {t("show")}
            </Button>
          </>
        ) : (
          <span className="flex items-center gap-2 text-ink-soft">
            <LoaderCircle aria-hidden="true" className="size-4 motion-safe:animate-spin" />
            {t("waiting")}
          </span>
        )}
      </div>
      {canTest && !hasArrived && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <Button isBusy={test.isPending} onClick={() => test.mutate()}>
            <Send aria-hidden="true" className="size-4" />
            {t("test")}
          </Button>
          <span className="min-w-0 flex-1 basis-56 text-ink-faint text-xs">{t("testNote")}</span>
        </div>
      )}
      {test.data && test.data.status !== 200 && (
        <Notice tone="bad" isLive title={t("testFailed", { status: test.data.status })} />
      )}
      <RequestTrouble error={test.error} />
    </div>
  );
}
