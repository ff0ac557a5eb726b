"use client";

import { useTranslations } from "next-intl";
import { Key } from "../ui/key";
import { isMac } from "./shortcuts";

/** How keycaps are printed where they are not simply their letter. */
const CAPS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Enter: "Enter ↵",
};

/** The keys of a shortcut as they stand on the keyboard: "g h" as two with "then" between, "mod+k" as Ctrl and K. */
export function KeyNames({ name }: { readonly name: string }) {
  const t = useTranslations("shell.keys");
  const [first = "", second] = name.split(" ");
  const isCombined = first.startsWith("mod+");
  return (
    <span className="inline-flex items-center gap-1">
      {isCombined && <Key>{isMac() ? "⌘" : "Ctrl"}</Key>}
      <Key>{isCombined ? first.slice(4).toUpperCase() : (CAPS[first] ?? first)}</Key>
      {second && (
        <>
          <span className="text-ink-faint text-xs">{t("then")}</span>
          <Key>{CAPS[second] ?? second}</Key>
        </>
      )}
    </span>
  );
}
