"use client";

import { useTranslations } from "next-intl";
import type { RequestError } from "@/lib/queries/request";
import { Notice } from "../ui/notice";

/** What kept a change of one's own account from being done. */
export function AccountProblem({ problem }: { readonly problem: RequestError | undefined }) {
  const t = useTranslations("errors.code");
  if (problem === undefined) return null;
  return (
    <Notice tone="bad" isLive title={t(`${problem.code}.title`)}>
      {t(`${problem.code}.next`)}
    </Notice>
  );
}
