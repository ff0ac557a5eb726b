"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type AttentionAnswer, attentionQuery } from "@/lib/queries/attention";
import { Instant } from "../instant";
import { ProblemState } from "../problem-state";
import { Button } from "../ui/button";
import { Section } from "../ui/section";
import { AttentionRow } from "./attention-row";
import { AttentionSkeleton } from "./attention-skeleton";

interface AttentionProps {
  /** Absent where the server could not read it: the panel then asks by itself. */
  readonly initial: AttentionAnswer | undefined;
}

/**
 * What needs somebody, in figures that lead to exactly what they count. It keeps itself fresh, and when it cannot, says
 * so, keeps what it knew, and can be asked again without the rest of the page.
 */
export function Attention({ initial }: AttentionProps) {
  const t = useTranslations("home.attention");
  const { data, error, isFetching, refetch } = useQuery(attentionQuery(initial));
  const retry = (
    <Button size="small" isBusy={isFetching} onClick={() => void refetch()}>
      <RefreshCw aria-hidden="true" className="size-3.5" />
      {t("retry")}
    </Button>
  );
  if (data === undefined) {
    return error ? (
      <Section title={t("title")} isFlush>
        <ProblemState code={error.code} requestId={error.requestId} action={retry} />
      </Section>
    ) : (
      <AttentionSkeleton />
    );
  }
  return (
    <Section title={t("title")} isFlush>
      <ul className="divide-y">
        {data.items.map((item) => (
          <AttentionRow key={item.name} item={item} />
        ))}
      </ul>
      {error && (
        <div
          role="status"
          className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2 text-waiting text-xs"
        >
          <span>
            {t("stale")} <Instant at={data.read_at} style="time" />
          </span>
          {retry}
        </div>
      )}
    </Section>
  );
}
