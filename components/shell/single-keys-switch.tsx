"use client";

import { useTranslations } from "next-intl";
import { Segmented } from "../ui/segmented";
import { switchSingleKeys, useSingleKeys } from "./single-keys";

/** Whether keys without Ctrl or ⌘ do things (WCAG 2.1.4). */
export function SingleKeysSwitch() {
  const t = useTranslations("shell");
  return (
    <Segmented
      legend={t("menu.shortcut")}
      value={useSingleKeys() ? "on" : "off"}
      options={[
        { value: "on", label: t("shortcut.on") },
        { value: "off", label: t("shortcut.off") },
      ]}
      onChange={(value) => switchSingleKeys(value === "on")}
    />
  );
}
