"use client";

import clsx from "clsx";
import { ArrowRight, LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import { useShortcuts } from "../shell/shortcuts";
import { Button } from "../ui/button";
import { Key } from "../ui/key";

/** As CONTRACT, section 3, names it; the same in every language, so that people and scripts find it. */
const NAME = "Find an order";

interface SearchFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly size: "large" | "small";
  readonly isBusy: boolean;
  readonly onSubmit: (q: string) => void;
  readonly onArrowDown: () => void;
}

/** The box itself. "/" leads to it from anywhere on the page; the large one has the cursor from the start. */
export function SearchField({ ref, size, isBusy, onSubmit, onArrowDown }: SearchFieldProps) {
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
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
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
