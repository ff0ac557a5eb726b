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
import { SearchField } from "./search-field";

interface LookUpProps {
  /** Large on the home page, where it is what one came for; small in the bar, where its answer floats. */
  readonly size: "large" | "small";
  /** Below the box while there is nothing to answer. */
  readonly children?: ReactNode;
}

/**
 * The look-up box. One hit opens; several offer a choice; none says what was tried. What is typed goes to the server
 * in a request's body and nowhere else: not into the address, the history or the browser's storage.
 */
export function LookUp({ size, children }: LookUpProps) {
  const t = useTranslations("lookup");
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpening, startOpening] = useTransition();
  const { mutate, reset, ...search } = useMutation({
    ...searchOptions,
    onSuccess: ({ matches }) => {
      const [only, second] = matches;
      announce(only && !second ? t("opening") : t("found", { count: matches.length }));
      if (only && !second) startOpening(() => router.push(only.href));
    },
  });
  const isLarge = size === "large";
  const hasAnswer = search.isError || (search.isSuccess && search.data.matches.length !== 1);

  const dismiss = useCallback(
    (reason: "escape" | "elsewhere") => {
      reset();
      if (reason === "escape") input.current?.focus();
    },
    [reset],
  );
  useDismissal(box, hasAnswer ? (isLarge ? "in-place" : "floating") : "no", dismiss);

  function ask(q: string) {
    if (q === "") reset();
    else mutate(q);
  }

  return (
    <div ref={box} className={clsx("relative w-full", !isLarge && "max-w-md")}>
      <SearchField
        ref={input}
        size={size}
        isBusy={search.isPending || isOpening}
        onSubmit={ask}
        onArrowDown={() => list.current?.querySelector("a")?.focus()}
      />
      {hasAnswer ? (
        <div
          className={clsx(
            "overflow-hidden rounded-lg bg-surface",
            isLarge
              ? "mt-3 border"
              : "fixed inset-x-4 top-14 z-30 max-h-[calc(100dvh-5rem)] overflow-y-auto shadow-float sm:absolute sm:inset-x-auto sm:top-full sm:left-1/2 sm:mt-2 sm:w-[34rem] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2",
          )}
        >
          <LookUpAnswer
            answer={search.data}
            error={search.error}
            list={list}
            onRetry={() => ask(search.variables ?? "")}
            onLeave={() => input.current?.focus()}
          />
        </div>
      ) : (
        children
      )}
    </div>
  );
}
