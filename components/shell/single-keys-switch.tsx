"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/segmented";
import { switchSingleKeys, useSingleKeys } from "./single-keys";

/** Whether keys without Ctrl or ⌘ do things (WCAG 2.1.4). */
export function SingleKeysSwitch() {
  const t = useTranslations("shell");
  const isOn = useSingleKeys();
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <div className="grid gap-2">
      <Segmented
        legend={t("menu.shortcut")}
        value={isOn ? "on" : "off"}
        options={[
          { value: "on", label: t("shortcut.on") },
          { value: "off", label: t("shortcut.off") },
        ]}
        onChange={async (value) => setHasFailed(!(await switchSingleKeys(value === "on")))}
      />
      {hasFailed && <Notice tone="bad" isLive title={t("menu.notSaved")} />}
    </div>
  );
}
