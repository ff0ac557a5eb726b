"use client";

import clsx from "clsx";
import { ArrowRight, LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import { parseLines } from "@/lib/domain/lookup-lines";
import { useShortcuts } from "../shell/shortcuts";
import { Button } from "../ui/button";
import { Key } from "../ui/key";
import type { useOptions } from "./use-options";

/** As CONTRACT, section 3, names it; the same in every language, so that people and scripts find it. */
const NAME = "Find an order";

interface SearchFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly size: "large" | "small";
  readonly isBusy: boolean;
  /** What is suggested for the text, when something is. */
  readonly options: ReturnType<typeof useOptions> | undefined;
  /** The text after a change of it. */
  readonly onType: (text: string) => void;
  /** Several lines came from the clipboard, which a field of one line would glue together. */
  readonly onPasteMany: (text: string) => void;
  readonly onSubmit: (q: string) => void;
  /** ↓ where nothing is suggested: into the answer, if there is one. */
  readonly onArrowDown: () => void;
}

/**
 * The box itself. Its role stays "searchbox": it points to the active suggestion as a combobox does, and that it has some
 * is said in the live region. "/" leads to it from anywhere on the page; the large one has the cursor from the start.
 */
export function SearchField({
  ref,
  size,
  isBusy,
  options,
  onType,
  onPasteMany,
  onSubmit,
  onArrowDown,
}: SearchFieldProps) {
  const t = useTranslations("lookup");
  const keys = useTranslations("shell.keys");
  const [submitted, setSubmitted] = useState("");
  const isLarge = size === "large";
  useShortcuts(keys("everywhere"), {
    "/": {
      label: keys("find"),
      run: () => {
        ref.current?.focus();
        ref.current?.select();
      },
    },
  });

  useEffect(() => {
    if (isLarge && document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [isLarge, ref]);

  /** A form action, since React keeps a submission that comes before the page's script is ready. */
  function submit(form: FormData) {
    const q = String(form.get("q") ?? "").trim();
    // React resets a form after its action: to what was asked.
    setSubmitted(q);
    onSubmit(q);
  }

  return (
    <search>
      <form action={submit} className="relative">
        <span
          aria-hidden="true"
          className={clsx(
            "pointer-events-none absolute inset-y-0 left-0 flex items-center justify-center text-ink-faint",
            isLarge ? "w-12 [&_svg]:size-5" : "w-8 [&_svg]:size-4",
          )}
        >
          {isBusy ? <LoaderCircle className="after-a-moment motion-safe:animate-spin" /> : <Search />}
        </span>
        <input
          ref={ref}
          type="search"
          name="q"
          defaultValue={submitted}
          maxLength={300}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-label={NAME}
          aria-keyshortcuts="/"
          aria-busy={isBusy}
          placeholder={t(isLarge ? "placeholder" : "placeholderShort")}
          aria-autocomplete="list"
          aria-controls={options?.listId}
          aria-activedescendant={options?.active === undefined ? undefined : options.idOf(options.active)}
          onInput={(event) => onType(event.currentTarget.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData("text/plain");
            if (parseLines(text).lines.length < 2) return;
            event.preventDefault();
            onPasteMany(text);
          }}
          onKeyDown={(event) => {
            if (options?.onKeyDown(event) || event.key !== "ArrowDown") return;
            event.preventDefault();
            onArrowDown();
          }}
          className={clsx(
            "w-full min-w-0 text-ellipsis border border-line-control bg-surface text-ink",
            isLarge ? "h-12 rounded-lg pr-14 pl-12 text-lg sm:pr-28" : "h-8 rounded pr-9 pl-8 text-sm",
          )}
        />
        {isLarge ? (
          <div className="absolute inset-y-0 right-1.5 flex items-center">
            <Button type="submit" variant="primary" className="h-9 px-2.5 sm:px-3" isBusy={isBusy}>
              <ArrowRight aria-hidden="true" className="size-4 sm:hidden" />
              <span className="sr-only sm:not-sr-only">{t("submit")}</span>
            </Button>
          </div>
        ) : (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-1.5 hidden items-center sm:flex"
          >
            <Key>/</Key>
          </span>
        )}
      </form>
    </search>
  );
}
