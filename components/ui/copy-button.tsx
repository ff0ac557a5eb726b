"use client";

import clsx from "clsx";
import { Check, Copy, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { announce } from "./announcer";
import { buttonClass } from "./button";
import { copyText } from "./copy-text";

interface CopyButtonProps {
  readonly value: string;
  /** The whole name of the button: "Copy session id". */
  readonly label: string;
  /** Shown beside the icon; without it the button is the icon alone. */
  readonly children?: ReactNode;
  readonly className?: string;
}

type Outcome = "copied" | "failed";

/** Copies `value`, shows that it did for two seconds, and says so to a screen reader. */
export function CopyButton({ value, label, children, className }: CopyButtonProps) {
  const t = useTranslations("shell.copy");
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    const next: Outcome = (await copyText(value)) ? "copied" : "failed";
    setOutcome(next);
    announce(t(next));
  }

  const Icon = outcome === "copied" ? Check : outcome === "failed" ? X : Copy;
  const tone = outcome === "copied" ? "text-good" : outcome === "failed" ? "text-bad" : undefined;
  return (
    <button
      type="button"
      aria-label={label}
      title={outcome ? t(outcome) : label}
      onClick={copy}
      className={clsx(
        children
          ? buttonClass("secondary", "small")
          : "inline-flex size-6 shrink-0 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink print:hidden",
        className,
      )}
    >
      <Icon aria-hidden="true" className={clsx("size-3.5", tone)} />
      {children}
    </button>
  );
}
