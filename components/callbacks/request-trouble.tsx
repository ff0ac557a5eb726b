"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { RequestError } from "@/lib/queries/request";

/** A request that failed, where it was made from; nothing when none did. */
export function RequestTrouble({ error }: { readonly error: RequestError | null }) {
  const t = useTranslations("errors.code");
  if (error === null) return null;
  return (
    <Notice tone="bad" isLive title={t(`${error.code}.title`)}>
      {t(`${error.code}.next`)}
    </Notice>
  );
}
