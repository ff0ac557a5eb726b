"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { KeyNames } from "./key-names";
import { mountedShortcuts } from "./shortcuts";
import { switchSingleKeys, useSingleKeys } from "./single-keys";

/** Which keys do what on the page behind it, and the switch that turns the single ones off. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const [layers] = useState(mountedShortcuts);
  return (
    <Dialog title={t("title")} isOpen onClose={onClose} footer={<Switch />}>
      <div className="grid gap-5">
        {layers.map(({ scope, shortcuts }) => (
          <section key={scope} aria-label={scope}>
            <h3 className="mb-1.5 font-medium text-ink-faint text-xs">{scope}</h3>
            <dl className="divide-y border-y text-sm">
              {Object.entries(shortcuts).map(([name, { label }]) => (
                <div key={name} className="flex min-h-9 items-center justify-between gap-4 py-1">
                  <dt className="text-ink">{label}</dt>
                  <dd className="shrink-0">
                    <KeyNames name={name} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** A button and no choice of two: an arrow key meant to scroll must not switch anything. */
function Switch() {
  const t = useTranslations("shell");
  const isOn = useSingleKeys();
  async function toggle() {
    const isKept = await switchSingleKeys(!isOn);
    announce(isKept ? t(isOn ? "keys.areOff" : "keys.areOn") : t("menu.notSaved"));
  }
  return (
    <div className="flex flex-1 flex-wrap items-center justify-between gap-2 text-ink-soft text-sm">
      <span>{t(isOn ? "keys.areOn" : "keys.areOff")}</span>
      <Button size="small" onClick={toggle}>
        {t(isOn ? "keys.turnOff" : "keys.turnOn")}
      </Button>
    </div>
  );
}
