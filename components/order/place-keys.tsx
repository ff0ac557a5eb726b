"use client";

import { useRouter } from "next/navigation";
import { useShortcuts } from "../shell/shortcuts";

interface PlaceKeysProps {
  readonly hrefs: Readonly<Record<"previous" | "next" | "list", string | undefined>>;
  /** What each key does, in the reader's language. */
  readonly words: Readonly<Record<"scope" | "previous" | "next" | "list", string>>;
}

/** The keys that walk the list an order was opened from; a way that is closed has none. */
export function PlaceKeys({ hrefs, words }: PlaceKeysProps) {
  const router = useRouter();
  const way = (key: string, name: keyof typeof hrefs) => {
    const href = hrefs[name];
    return href === undefined ? [] : [[key, { label: words[name], run: () => router.push(href) }] as const];
  };
  useShortcuts(
    words.scope,
    Object.fromEntries([...way("[", "previous"), ...way("]", "next"), ...way("u", "list")]),
  );
  return null;
}
