"use client";

import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useRef, useTransition } from "react";
import { searchOptions } from "@/lib/queries/search";
import { announce } from "../ui/announcer";
import { useDismissal } from "./dismissal";
import { LookUpAnswer } from "./look-up-answer";
import { openOrder } from "./open-order";
import { keepPasted, MANY_PATH } from "./pasted-lines";
import { SearchField } from "./search-field";
import { Suggestions } from "./suggestions";
import { useAhead } from "./use-ahead";
import { useOptions } from "./use-options";

interface LookUpProps {
  /** Large on the home page, where it is what one came for; small in the bar, where its answer floats. */
  readonly size: "large" | "small";
  /** Below the box while there is nothing to answer. */
  readonly children?: ReactNode;
}

/**
 * The look-up box. It suggests while one types; sent, one hit opens, several offer a choice, none says what was tried.
 * What is typed goes to the server in a request's body and nowhere else: not into the address, the history or the
 * browser's storage.
 */
export function LookUp({ size, children }: LookUpProps) {
  const t = useTranslations("lookup");
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpening, startOpening] = useTransition();
  const ahead = useAhead(({ matches }) => announce(t("ahead.count", { count: matches.length })));
  const { stop } = ahead;
  const { mutate, reset, ...search } = useMutation({
    ...searchOptions,
    onSettled: stop,
    onSuccess: ({ matches }) => {
      const [only, second] = matches;
      announce(only && !second ? t("opening") : t("found", { count: matches.length }));
      if (only && !second) open(only.href, false);
    },
  });
  const isLarge = size === "large";
  const hasAnswer = search.isError || (search.isSuccess && search.data.matches.length !== 1);
  const suggested = hasAnswer ? undefined : ahead.answer;
  const options = useOptions(
    (suggested?.matches ?? []).map((match) => match.href),
    open,
  );

  const dismiss = useCallback(
    (reason: "escape" | "elsewhere") => {
      reset();
      stop();
      if (reason === "escape") input.current?.focus();
    },
    [reset, stop],
  );
  const isOpen = hasAnswer || suggested !== undefined;
  useDismissal(box, isOpen ? (isLarge ? "in-place" : "floating") : "no", dismiss);

  function open(href: string, isAside: boolean) {
    openOrder(href, isAside, () => startOpening(() => router.push(href)));
  }

  function ask(q: string) {
    ahead.halt();
    if (q === "") reset();
    else mutate(q);
  }

  function pasteMany(text: string) {
    keepPasted(text);
    startOpening(() => router.push(MANY_PATH));
  }

  return (
    <div ref={box} className={clsx("relative w-full", !isLarge && "max-w-md")}>
      <SearchField
        ref={input}
        size={size}
        isBusy={search.isPending || isOpening}
        options={suggested && suggested.matches.length > 0 ? options : undefined}
        onType={(text) => {
          reset();
          options.setActive(undefined);
          ahead.typed(text);
        }}
        onPasteMany={pasteMany}
        onSubmit={ask}
        onArrowDown={() => list.current?.querySelector("a")?.focus()}
      />
      {isOpen ? (
        <div
          className={clsx(
            "overflow-hidden rounded-lg bg-surface",
            isLarge
              ? "mt-3 border"
              : "fixed inset-x-4 top-14 z-30 mx-auto max-h-[calc(100dvh-5rem)] max-w-[34rem] overflow-y-auto shadow-float",
          )}
        >
          {suggested ? (
            <Suggestions answer={suggested} isBusy={ahead.isBusy} {...options} />
          ) : (
            <LookUpAnswer
              answer={search.data}
              error={search.error}
              list={list}
              onRetry={() => ask(search.variables ?? "")}
              onLeave={() => input.current?.focus()}
            />
          )}
        </div>
      ) : (
        children
      )}
    </div>
  );
}
