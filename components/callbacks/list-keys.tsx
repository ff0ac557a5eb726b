"use client";

import { useTranslations } from "next-intl";
import { useShortcuts } from "@/components/shell/shortcuts";

/** j and k walk the rows of the log, as the arrow keys would scroll; Enter opens the one that has the focus, being a link. */
export function ListKeys() {
  const t = useTranslations("callbacks");
  useShortcuts(t("title"), {
    j: { label: t("keys.next"), run: () => walk(1) },
    k: { label: t("keys.previous"), run: () => walk(-1) },
  });
  return null;
}

function walk(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("a[data-row]")];
  const here = rows.findIndex((row) => row.matches(":focus"));
  const there = here === -1 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[there]?.focus();
}
