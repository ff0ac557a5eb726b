"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Reads the page anew, which asks Dintero anew. */
export function AskAgain() {
  const t = useTranslations("settings.now");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <Button size="small" isBusy={isPending} onClick={() => startTransition(() => router.refresh())}>
      <RotateCw aria-hidden="true" className="size-3.5" />
      {t("again")}
    </Button>
  );
}
