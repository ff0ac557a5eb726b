"use client";

import { useTranslations } from "next-intl";
import type { BatchLine } from "@/lib/queries/search";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { useAskInTurn } from "./use-ask-in-turn";

interface MissingLinesProps {
  readonly missing: readonly { readonly line: number; readonly text: string }[];
  readonly onFound: (line: BatchLine) => void;
}

/** The lines that led nowhere: to copy, or to ask Dintero about, one after the other. */
export function MissingLines({ missing, onFound }: MissingLinesProps) {
  const t = useTranslations("many");
  const errors = useTranslations("errors");
  const { state, ask, stop } = useAskInTurn(missing, onFound);
  const isAsking = state.kind === "asking";
  const open = missing.filter(({ line }) => !state.unknown.has(line));
  return (
    <Section
      title={t("missing", { count: missing.length })}
      label={t("missingLabel")}
      actions={
        <>
          <CopyButton value={missing.map(({ text }) => text).join("\n")} label={t("copyMissing")}>
            {t("copyMissing")}
          </CopyButton>
          {isAsking ? (
            <Button size="small" onClick={stop}>
              {t("stop")}
            </Button>
          ) : (
            open.length > 0 && (
              <Button size="small" variant="primary" onClick={ask}>
                {t(state.unknown.size > 0 ? "goOn" : "askDintero")}
              </Button>
            )
          )}
        </>
      }
    >
      {state.total > 0 && (
        <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
          <progress
            value={state.done}
            max={state.total}
            aria-label={t("progressLabel")}
            className="h-2 w-48 appearance-none overflow-hidden rounded-full border bg-sunken [&::-moz-progress-bar]:bg-accent-solid [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent-solid"
          />
          <span role="status">
            {t(isAsking ? "progress" : "asked", {
              done: state.done,
              total: state.total,
              found: state.found,
            })}
          </span>
        </div>
      )}
      {state.kind === "failed" && (
        <Notice tone="bad" isLive title={errors(`code.${state.code}.title`)} className="mb-3">
          {errors(`code.${state.code}.next`)}
        </Notice>
      )}
      <ul className="columns-1 gap-8 font-mono text-xs sm:columns-2 lg:columns-3">
        {missing.map(({ line, text }) => (
          <li key={line} className="break-inside-avoid py-0.5">
            <bdi className="break-all">{text}</bdi>
            {state.unknown.has(line) && <span className="ml-2 font-sans text-ink-faint">{t("unknown")}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
