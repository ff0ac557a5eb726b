"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { showDeskDialog, useDeskDialog } from "./desk-dialog";
import { useShortcuts } from "./shortcuts";

// Most visits open none of them: they travel when they are asked for.
const KeysDialog = lazy(() => import("./keys-dialog").then((module) => ({ default: module.KeysDialog })));

/** The keys that work on every page of the desk, and the dialogs they open. */
export function DeskKeys() {
  const t = useTranslations("shell.keys");
  const dialog = useDeskDialog();
  useShortcuts(t("everywhere"), {
    "?": { label: t("show"), run: () => showDeskDialog("keys") },
  });
  return <Suspense>{dialog === "keys" && <KeysDialog onClose={() => showDeskDialog(undefined)} />}</Suspense>;
}
