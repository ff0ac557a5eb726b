"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect } from "react";
import type { Role } from "@/lib/roles";
import { showDeskDialog, useDeskDialog } from "./desk-dialog";
import { pagesOf } from "./pages";
import { useShortcuts } from "./shortcuts";
import { setSingleKeys } from "./single-keys";

// Most visits open neither: they travel when they are asked for.
const KeysDialog = lazy(() => import("./keys-dialog").then((module) => ({ default: module.KeysDialog })));
const Palette = lazy(() => import("./palette").then((module) => ({ default: module.Palette })));

const close = () => showDeskDialog(undefined);

interface DeskKeysProps {
  readonly role: Role;
  /** Whether the reader wants single keys to do things. */
  readonly hasSingleKeys: boolean;
}

/** The keys that work on every page of the desk, and the dialogs they open. */
export function DeskKeys({ role, hasSingleKeys }: DeskKeysProps) {
  const t = useTranslations("shell.keys");
  const nav = useTranslations("shell.nav");
  const router = useRouter();
  const dialog = useDeskDialog();
  const pages = pagesOf(role);
  useEffect(() => setSingleKeys(hasSingleKeys), [hasSingleKeys]);
  useShortcuts(t("everywhere"), {
    "mod+k": { label: t("palette"), run: () => showDeskDialog("palette") },
    "?": { label: t("show"), run: () => showDeskDialog("keys") },
  });
  useShortcuts(
    t("goTo"),
    Object.fromEntries(
      pages.map(({ href, name, key }) => [`g ${key}`, { label: nav(name), run: () => router.push(href) }]),
    ),
  );
  return (
    <Suspense>
      {dialog === "keys" && <KeysDialog onClose={close} />}
      {dialog === "palette" && <Palette pages={pages} onClose={close} />}
    </Suspense>
  );
}
