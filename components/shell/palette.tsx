"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { type ListedOrder, recentOrders, searchOptions } from "@/lib/queries/search";
import { listViews, type SavedViewJson } from "@/lib/queries/views";
import { MatchContent } from "../lookup/match-content";
import { openOrder } from "../lookup/open-order";
import { useAhead } from "../lookup/use-ahead";
import { useOptions } from "../lookup/use-options";
import { announce } from "../ui/announcer";
import type { DeskPage } from "./pages";
import { PaletteAnswer } from "./palette-answer";
import { PaletteField } from "./palette-field";
import { PaletteList } from "./palette-list";

interface PaletteProps {
  readonly pages: readonly DeskPage[];
  readonly onClose: () => void;
}

/** The option that sends the text as the look-up box does, Dintero included. */
const LOOK_UP = "look-up";
/** More would push the pages out of sight. */
const MAX_VIEWS_SHOWN = 6;

/**
 * The command palette: any order, any page the role may open, any saved view, what was opened last. Which orders match is the server's
 * word and is not filtered here once more: a pasted id is part of nothing that a row shows. As in the look-up box, what is
 * typed goes into a request's body only.
 */
export function Palette({ pages, onClose }: PaletteProps) {
  const t = useTranslations("shell.palette");
  const nav = useTranslations("shell.nav");
  const lookUp = useTranslations("lookup");
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const recent = useRecent();
  const views = useViews();
  const ahead = useAhead(({ matches }) => announce(lookUp("ahead.count", { count: matches.length })));
  const search = useMutation({
    ...searchOptions,
    onSuccess: ({ matches }) => {
      const [only, second] = matches;
      if (only && !second) go(only.href);
      else announce(lookUp("found", { count: matches.length }));
    },
  });
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const q = text.trim();
  const named = pages.filter(({ name }) => nav(name).toLowerCase().includes(q.toLowerCase()));
  const matches = search.data?.matches ?? ahead.answer?.matches ?? [];
  const pageGroup = {
    label: t("pages"),
    items: named.map(({ href, name, key }) => ({ key: href, href, content: nav(name), keys: `g ${key}` })),
  };
  const namedViews = views
    .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
    .slice(0, MAX_VIEWS_SHOWN);
  const viewGroup = {
    label: t("views"),
    items: namedViews.map(({ href, name }) => ({ key: href, href, content: <bdi>{name}</bdi> })),
  };
  const groups =
    q === ""
      ? [
          { label: t("recent"), items: recent.map((order) => ({ key: order.href, ...itemOf(order) })) },
          viewGroup,
          pageGroup,
        ]
      : [
          pageGroup,
          viewGroup,
          {
            label: t("orders"),
            items: [
              ...matches.map((match) => ({
                key: match.href,
                href: match.href,
                content: <MatchContent order={match} match={match} />,
              })),
              ...(search.isIdle ? [{ key: LOOK_UP, content: t("lookUp", { text: q }) }] : []),
            ],
          },
        ];
  const keys = groups.flatMap(({ items }) => items.map(({ key }) => key));
  const options = useOptions(keys, choose);
  // The first is what Enter opens; not while its answer may still change under the reader's finger.
  const isSettled = q === "" || named.length + namedViews.length > 0 || !ahead.isBusy;
  const active = options.active ?? (isSettled ? keys[0] : undefined);

  /** By the dialog's own way, which gives the focus back; its event then takes it away. */
  const close = () => dialog.current?.close();

  function go(href: string) {
    close();
    openOrder(href, false, () => router.push(href));
  }

  function choose(key: string, isAside: boolean) {
    if (key === LOOK_UP) search.mutate(q);
    else if (isAside) openOrder(key, isAside, close);
    else go(key);
  }

  function type(next: string) {
    search.reset();
    options.setActive(undefined);
    setText(next);
    ahead.typed(next);
  }

  function closeBeside(event: MouseEvent) {
    // The backdrop belongs to the dialog element; its content sits in the box within.
    if (event.target === dialog.current) close();
  }

  return (
    <dialog
      ref={dialog}
      aria-label={t("title")}
      onClose={onClose}
      onClick={closeBeside}
      onKeyDown={(event) => {
        // The key that opened it; the registry is silent behind a dialog.
        if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        close();
      }}
      className="mx-auto mt-[10dvh] mb-auto w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-xl border border-transparent bg-surface p-0 text-ink shadow-float"
    >
      <PaletteField
        listId={options.listId}
        activeId={active === undefined ? undefined : options.idOf(active)}
        hasOptions={keys.length > 0}
        isBusy={search.isPending}
        onType={type}
        onKeyDown={(event) => {
          if (options.onKeyDown(event) || event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (active !== undefined) choose(active, event.ctrlKey || event.metaKey);
          else if (q !== "") search.mutate(q);
        }}
      />
      <PaletteList
        label={t("title")}
        listId={options.listId}
        idOf={options.idOf}
        groups={groups}
        active={active}
        onOpen={close}
        onChoose={(key) => choose(key, false)}
      />
      <PaletteAnswer answer={search.data} error={search.error} />
    </dialog>
  );
}

function itemOf(order: ListedOrder) {
  return { href: order.href, content: <MatchContent order={order} /> };
}

function useRecent(): readonly ListedOrder[] {
  return useFetched(recentOrders)?.orders ?? [];
}

function useViews(): readonly SavedViewJson[] {
  return useFetched(listViews)?.views ?? [];
}

/** What `fetch`, one of the module's own functions, answers. Without it the palette still finds everything else. */
function useFetched<Answer>(fetch: (signal: AbortSignal) => Promise<Answer>): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    const controller = new AbortController();
    fetch(controller.signal).then(setAnswer, () => {});
    return () => controller.abort();
  }, [fetch]);
  return answer;
}
