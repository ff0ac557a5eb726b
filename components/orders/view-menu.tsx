"use client";

import clsx from "clsx";
import { Bookmark, Check, ChevronDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { EVERY_ORDER, type OrderFilter } from "@/lib/domain/order-filter";
import { isFiltered, listHref, NO_VIEW, USUAL_COLUMNS } from "@/lib/domain/order-look";
import { viewHref } from "@/lib/domain/saved-view";
import type { SavedViewJson } from "@/lib/queries/views";
import { useShortcuts } from "../shell/shortcuts";
import { buttonClass } from "../ui/button";

const MENU_ID = "order-views";

interface ViewMenuProps {
  readonly views: readonly SavedViewJson[];
  readonly current: SavedViewJson | undefined;
  readonly filter: OrderFilter;
  readonly onSave: () => void;
  readonly onManage: () => void;
}

/** Chooses among the saved views: links, so that they open in a tab of their own too, and without a script. */
export function ViewMenu({ views, current, filter, onSave, onManage }: ViewMenuProps) {
  const t = useTranslations("views");
  const keys = useTranslations("orders.keys");
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useShortcuts(keys("scope"), { v: { label: keys("views"), run: open } });
  const hasDefault = views.some((view) => view.is_default);
  const everything = listHref(EVERY_ORDER, {
    columns: USUAL_COLUMNS,
    isComfortable: false,
    view: hasDefault ? NO_VIEW : undefined,
  });

  function open() {
    menu.current?.showPopover();
    const items = itemsOf(menu.current);
    (items.find((item) => item.hasAttribute("aria-current")) ?? items[0])?.focus();
  }

  // Up and down as in any menu; the list behind it has the same keys.
  useEffect(() => {
    const element = menu.current;
    element?.addEventListener("keydown", walk);
    return () => element?.removeEventListener("keydown", walk);
  }, []);

  function choose(run: () => void) {
    menu.current?.hidePopover();
    // So that the dialog gives the focus back to what is in sight.
    button.current?.focus();
    run();
  }

  const listed = (isShared: boolean) => views.filter((view) => view.is_shared === isShared);
  const group = (label: string, group: readonly SavedViewJson[]) =>
    group.length > 0 && (
      <section aria-label={label} className="border-t py-1.5">
        <p aria-hidden="true" className="px-3 py-1 text-ink-faint text-xs">
          {label}
        </p>
        <ul>
          {group.map((view) => (
            <li key={view.id}>
              <Item href={viewHref(view, filter)} isHere={view.id === current?.id}>
                <bdi className="min-w-0 flex-1 truncate">{view.name}</bdi>
                {view.is_default && <span className="shrink-0 text-ink-faint text-xs">{t("isDefault")}</span>}
              </Item>
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <div className="relative">
      <button
        ref={button}
        type="button"
        popoverTarget={MENU_ID}
        className={clsx(
          buttonClass("secondary", "medium"),
          "max-w-[min(22rem,calc(100vw-2rem))] [anchor-name:--order-views]",
        )}
      >
        <Bookmark aria-hidden="true" className="size-4" />
        {current === undefined ? (
          t("choose")
        ) : (
          <>
            <span className="font-normal text-ink-faint">{t("current")}</span>
            <bdi className="min-w-0 truncate">{current.name}</bdi>
          </>
        )}
        <ChevronDown aria-hidden="true" className="size-3.5 text-ink-faint" />
      </button>
      <div
        ref={menu}
        id={MENU_ID}
        popover="auto"
        className="fixed inset-auto top-28 left-4 m-0 mt-1 max-h-[min(30rem,calc(100dvh-12rem))] w-[min(20rem,calc(100vw-1.5rem))] overflow-y-auto rounded-lg border border-transparent bg-surface p-0 text-ink text-sm shadow-float supports-[position-area:end]:top-auto supports-[position-area:end]:left-auto supports-[position-area:end]:[position-anchor:--order-views] supports-[position-area:end]:[position-area:block-end_span-inline-end] supports-[position-area:end]:[position-try-fallbacks:flip-inline]"
      >
        <nav aria-label={t("label")}>
          <div className="py-1.5">
            <Item href={everything} isHere={current === undefined && !isFiltered(filter)}>
              {t("all")}
            </Item>
          </div>
          {group(t("own"), listed(false))}
          {group(t("shared"), listed(true))}
        </nav>
        <div className="border-t bg-sunken py-1.5 noscript:hidden">
          {views.length === 0 && <p className="px-3 pt-1 pb-1.5 text-ink-faint text-xs">{t("none")}</p>}
          <Action onClick={() => choose(onSave)}>{t("save")}</Action>
          {views.length > 0 && <Action onClick={() => choose(onManage)}>{t("manage")}</Action>}
        </div>
      </div>
    </div>
  );
}

const ITEM =
  "flex min-h-8 w-full min-w-0 items-center gap-2 px-3 py-1 text-left -outline-offset-2 hover:bg-hover focus-visible:bg-hover";

function Item({
  href,
  isHere,
  children,
}: {
  readonly href: string;
  readonly isHere: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "true" : undefined}
      data-item=""
      className={ITEM}
    >
      <Check aria-hidden="true" className={clsx("size-4 shrink-0 text-accent", !isHere && "invisible")} />
      {children}
    </Link>
  );
}

function Action({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" data-item="" onClick={onClick} className={ITEM}>
      <span aria-hidden="true" className="size-4 shrink-0" />
      {children}
    </button>
  );
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const items = itemsOf(event.currentTarget);
  const here = items.findIndex((item) => item.matches(":focus"));
  const there = here === -1 && step === -1 ? -1 : (here + step) % items.length;
  items.at(there)?.focus();
}

function itemsOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
}
