import { type KeyboardEvent, useId, useState } from "react";

interface Options {
  readonly listId: string;
  readonly idOf: (key: string) => string;
  /** The chosen option's key; undefined while the cursor is in the text alone. */
  readonly active: string | undefined;
  readonly setActive: (key: string | undefined) => void;
  /** Moves the choice on ↓ and ↑ and opens it on Enter. @returns whether the key was for the options */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => boolean;
}

/**
 * A field with options below it, as ARIA's combobox has them: the cursor stays in the text, one option at a time is the
 * active one. `keys` are the options in order; an active one that is gone is none.
 */
export function useOptions(keys: readonly string[], open: (key: string, isAside: boolean) => void): Options {
  const listId = useId();
  const [chosen, setActive] = useState<string>();
  const active = chosen !== undefined && keys.includes(chosen) ? chosen : undefined;
  const idOf = (key: string) => `${listId}-${keys.indexOf(key)}`;

  function onKeyDown(event: KeyboardEvent<HTMLElement>): boolean {
    if (event.nativeEvent.isComposing || keys.length === 0) return false;
    if (event.key === "Enter" && active !== undefined) {
      event.preventDefault();
      open(active, event.ctrlKey || event.metaKey);
      return true;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
    event.preventDefault();
    const here = active === undefined ? -1 : keys.indexOf(active);
    // Before the first and after the last one is the text itself.
    const there = here < 0 && step < 0 ? keys.length - 1 : here + step;
    const next = keys[there];
    setActive(next);
    if (next !== undefined) document.getElementById(idOf(next))?.scrollIntoView({ block: "nearest" });
    return true;
  }

  return { listId, idOf, active, setActive, onKeyDown };
}
