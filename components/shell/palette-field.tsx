"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";

interface PaletteFieldProps {
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly hasOptions: boolean;
  readonly isBusy: boolean;
  readonly onType: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Where one types in the command palette: a combobox whose options are always open. */
export function PaletteField({ listId, activeId, hasOptions, isBusy, onType, onKeyDown }: PaletteFieldProps) {
  const t = useTranslations("shell.palette");
  const Icon = isBusy ? LoaderCircle : Search;
  return (
    <div className="relative border-b">
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-0 flex w-12 items-center justify-center text-ink-faint [&_svg]:size-5"
      >
        <Icon className={isBusy ? "motion-safe:animate-spin" : undefined} />
      </span>
      <input
        type="text"
        role="combobox"
        aria-label={t("label")}
        aria-autocomplete="list"
        aria-expanded={hasOptions}
        aria-controls={hasOptions ? listId : undefined}
        aria-activedescendant={activeId}
        aria-busy={isBusy}
        placeholder={t("placeholder")}
        maxLength={300}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="h-12 w-full min-w-0 text-ellipsis bg-surface pr-4 pl-12 text-ink text-lg -outline-offset-2"
      />
    </div>
  );
}
