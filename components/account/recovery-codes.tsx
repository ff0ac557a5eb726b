"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Notice } from "../ui/notice";

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  /** They have been put away. */
  readonly onKept: () => void;
}

/** The recovery codes, this one time: the server keeps hashes only. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const t = useTranslations("account.recovery");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid gap-4">
      <h3 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
        {t("title")}
      </h3>
      <Notice tone="waiting" title={t("once")}>
        {t("why")}
      </Notice>
      <ul
        aria-label={t("list")}
        className="grid grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] gap-x-4 gap-y-1.5 rounded border bg-sunken p-3 font-mono text-sm"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={`${codes.join("\n")}\n`} label={t("copyAll")} className="h-8! px-3! text-sm!">
          {t("copyAll")}
        </CopyButton>
        <Button onClick={() => window.print()}>{t("print")}</Button>
        <Button variant="primary" onClick={onKept}>
          {t("kept")}
        </Button>
      </div>
    </div>
  );
}
