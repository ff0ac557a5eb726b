"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { LOCALES } from "@/lib/i18n/locale";
import { type Preferences, savePreferences } from "@/lib/queries/preferences";
import { THEMES, type Theme } from "@/lib/theme";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/segmented";
import { showDeskDialog } from "./desk-dialog";
import { SingleKeysSwitch } from "./single-keys-switch";

const THEME_ICONS: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

/** Language, theme, and whether single keys do things. The theme shows at once; the language when the server has answered in it. */
export function PreferenceSwitches({ theme: initialTheme }: { readonly theme: Theme }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  const [theme, setTheme] = useState(initialTheme);
  const [hasFailed, setHasFailed] = useState(false);

  async function save(preferences: Preferences) {
    const isSaved = await savePreferences(preferences);
    setHasFailed(!isSaved);
    if (isSaved) router.refresh();
  }

  return (
    <div className="grid gap-3">
      <Segmented
        legend={t("menu.language")}
        value={locale}
        options={LOCALES.map((value) => ({ value, label: t(`language.${value}`), lang: value }))}
        onChange={(value) => save({ locale: value })}
      />
      <Segmented
        legend={t("menu.theme")}
        value={theme}
        options={THEMES.map((value) => {
          const Icon = THEME_ICONS[value];
          return { value, label: t(`theme.${value}`), icon: <Icon aria-hidden="true" /> };
        })}
        onChange={(value) => {
          setTheme(value);
          document.documentElement.dataset.theme = value;
          void save({ theme: value });
        }}
      />
      <SingleKeysSwitch />
      <Button size="small" onClick={() => showDeskDialog("keys")} className="justify-self-start">
        {t("keys.showAll")}
      </Button>
      {hasFailed && <Notice tone="bad" isLive title={t("menu.notSaved")} />}
    </div>
  );
}
