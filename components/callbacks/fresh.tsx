"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { freshCallbacksQuery } from "@/lib/queries/callbacks";

interface FreshProps {
  /** The page's filter with the place of its newest row: what has come since. */
  readonly query: string;
  /** As many as one answer holds. */
  readonly limit: number;
}

/** Says how many have come since the page was made, and shows them when asked: nothing jumps in. Asks only while in sight. */
export function Fresh({ query, limit }: FreshProps) {
  const t = useTranslations("callbacks.list");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { data, isError } = useQuery(freshCallbacksQuery(query));
  const count = data?.callbacks.length ?? 0;
  return (
    <div role="status" className="flex min-h-7 flex-wrap items-center gap-2 text-ink-soft text-sm">
      {isError && <span className="text-ink-faint text-xs">{t("stale")}</span>}
      {count > 0 && (
        <>
          <span>{count < limit ? t("fresh", { count }) : t("freshMany", { count: limit - 1 })}</span>
          <Button size="small" isBusy={isPending} onClick={() => startTransition(() => router.refresh())}>
            <ArrowUp aria-hidden="true" className="size-3.5" />
            {t("show")}
          </Button>
        </>
      )}
    </div>
  );
}
