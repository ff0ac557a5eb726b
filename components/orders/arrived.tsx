"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { arrivedQuery } from "@/lib/queries/order-list";
import { Button } from "../ui/button";

interface ArrivedProps {
  /** Parameters of `GET /api/orders` for the first page of this list. */
  readonly query: string;
  /** The page of the first order that is shown. */
  readonly first: string;
}

/** Orders that came in since the page was made announce themselves, and wait to be asked for. */
export function Arrived({ query, first }: ArrivedProps) {
  const t = useTranslations("orders.arrived");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { data } = useQuery(arrivedQuery(query, first));
  if (data === undefined || data.count === 0) return <span role="status" />;
  return (
    <span role="status" className="flex items-center gap-2 text-sm">
      <span>{t(data.isExact ? "count" : "countAtLeast", { count: data.count })}</span>
      <Button size="small" isBusy={isPending} onClick={() => startTransition(() => router.refresh())}>
        {t("show")}
      </Button>
    </span>
  );
}
