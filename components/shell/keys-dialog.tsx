"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "../ui/dialog";
import { KeyNames } from "./key-names";
import { mountedShortcuts } from "./shortcuts";
import { SingleKeysSwitch } from "./single-keys-switch";

/** Which keys do what on the page behind it, and the switch that turns the single ones off. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const [layers] = useState(mountedShortcuts);
  return (
    <Dialog title={t("title")} isOpen onClose={onClose} footer={<SingleKeysSwitch />}>
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
