"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { type LookupLines, parseLines } from "@/lib/domain/lookup-lines";
import { type BatchLine, batchOptions } from "@/lib/queries/search";
import { ProblemState } from "../problem-state";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { FoundLines } from "./found-lines";
import { MissingLines } from "./missing-lines";
import { takePasted } from "./pasted-lines";

/** Many numbers at once: what each led to, and which led nowhere. */
export function LookUpMany() {
  const t = useTranslations("many");
  const errors = useTranslations("errors");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<LookupLines>();
  const [found, setFound] = useState<readonly BatchLine[]>([]);
  const search = useMutation({
    ...batchOptions,
    onSuccess: (answer, lines) => {
      setFound(answer.found);
      announce(t("found", { found: answer.found.length, lines: lines.length }));
    },
  });
  const { mutate } = search;

  const ask = (text: string) => {
    const lines = parseLines(text);
    setAsked(lines);
    setFound([]);
    if (lines.lines.length > 0) mutate(lines.lines);
  };
  const firstAsk = useRef(ask);

  useEffect(() => {
    const text = takePasted();
    if (text === undefined || !field.current) return;
    field.current.value = text;
    firstAsk.current(text);
  }, []);

  const lines = asked?.lines ?? [];
  const isAnswered = search.isSuccess && lines.length > 0;
  const known = new Set(found.map(({ line }) => line));
  const missing = lines.flatMap((text, line) => (known.has(line) ? [] : [{ line, text }]));
  return (
    <div className="grid gap-6">
      <form
        action={() => ask(field.current?.value ?? "")}
        onReset={(event) => event.preventDefault()}
        className="grid max-w-2xl gap-2"
      >
        <label htmlFor={id} className="font-medium text-sm">
          {t("label")}
        </label>
        <textarea
          ref={field}
          id={id}
          rows={6}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          className="w-full rounded border border-line-control bg-surface px-3 py-2 font-mono text-ink text-sm pointer-coarse:text-lg"
        />
        <p id={`${id}-hint`} className="text-ink-faint text-xs">
          {t("limit")}
        </p>
        <Button type="submit" variant="primary" isBusy={search.isPending} className="justify-self-start">
          {t("submit")}
        </Button>
      </form>
      {asked && <LineNotices lines={asked} />}
      {search.isError && (
        <ProblemState
          code={search.error.code}
          requestId={search.error.requestId}
          action={<Button onClick={() => mutate(lines)}>{errors("retry")}</Button>}
        />
      )}
      {isAnswered && found.length > 0 && <FoundLines lines={lines} found={found} />}
      {isAnswered && missing.length > 0 && (
        <MissingLines
          missing={missing}
          onFound={(line) => setFound((before) => [...before, line].toSorted((a, b) => a.line - b.line))}
        />
      )}
    </div>
  );
}

/** What of the pasted text was not taken, and why. */
function LineNotices({ lines: { lines, tooMany, tooLong, repeated } }: { readonly lines: LookupLines }) {
  const t = useTranslations("many");
  return (
    <div className="grid max-w-2xl gap-2 empty:hidden">
      {tooMany > 0 && (
        <Notice tone="waiting" isLive title={t("tooMany", { taken: lines.length, rest: tooMany })} />
      )}
      {tooLong > 0 && <Notice tone="waiting" isLive title={t("tooLong", { count: tooLong })} />}
      {repeated > 0 && <p className="text-ink-faint text-sm">{t("repeated", { count: repeated })}</p>}
      {lines.length === 0 && tooLong === 0 && <Notice tone="info" isLive title={t("nothing")} />}
    </div>
  );
}
