import { type RefObject, useEffect } from "react";
import { areShortcutsOn } from "./shortcuts";

/**
 * Lets "/" put the cursor into `ref`, from anywhere on the page. Not while typing, not with a modifier (it is a
 * letter on many keyboards), not behind an open dialog, not when the reader switched it off.
 */
export function useFocusKey(ref: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]") || !areShortcutsOn()) return;
      event.preventDefault();
      ref.current?.focus();
      ref.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [ref]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
