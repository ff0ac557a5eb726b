"use client";

import { useRouter } from "next/navigation";
import { useShortcuts } from "../shell/shortcuts";
import { announce } from "../ui/announcer";
import { copyText } from "../ui/copy-text";

interface OrderKeysProps {
  /** What each key does, in the reader's language. */
  readonly words: Readonly<
    Record<
      "scope" | "next" | "previous" | "open" | "openAside" | "select" | "copy" | "filter" | "copied",
      string
    >
  >;
}

/** The keys of the list. They walk the links of its rows: the one with the focus is the one they work on. */
export function OrderKeys({ words }: OrderKeysProps) {
  const router = useRouter();
  const next = { label: words.next, run: () => walk(1) };
  const previous = { label: words.previous, run: () => walk(-1) };
  useShortcuts(words.scope, {
    j: next,
    k: previous,
    ArrowDown: next,
    ArrowUp: previous,
    Enter: { label: words.open, run: () => withRow(({ href }) => router.push(href)) },
    o: {
      label: words.openAside,
      run: () => withRow(({ href }) => window.open(href, "_blank", "noopener")),
    },
    x: {
      label: words.select,
      run: () => withRow(({ row }) => row.querySelector<HTMLInputElement>("[data-select]")?.click()),
    },
    c: { label: words.copy, run: () => withRow(({ reference }) => void copy(reference, words.copied)) },
    f: { label: words.filter, run: openFilters },
  });
  return null;
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("tr[data-order]")];
}

function currentRow(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>("tr[data-order]") ?? undefined;
}

function walk(step: 1 | -1): void {
  const all = rows();
  const current = currentRow();
  const here = current === undefined ? -1 : all.indexOf(current);
  const there = here === -1 ? all.at(step === 1 ? 0 : -1) : all[Math.max(0, here + step)];
  there?.querySelector("a")?.focus();
}

function withRow(
  work: (of: { readonly row: HTMLElement; readonly href: string; readonly reference: string }) => void,
): void {
  const row = currentRow();
  const { reference } = row?.dataset ?? {};
  const href = row?.querySelector("a")?.getAttribute("href");
  if (row && href && reference) work({ row, href, reference });
}

async function copy(reference: string, copied: string): Promise<void> {
  if (await copyText(reference)) announce(copied);
}

function openFilters(): void {
  const filters = document.querySelector<HTMLDetailsElement>("#order-filters");
  if (!filters) return;
  filters.open = true;
  filters.querySelector<HTMLElement>("select, input:not([type=hidden])")?.focus();
}
