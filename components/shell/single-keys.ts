import { useSyncExternalStore } from "react";
import { savePreferences } from "@/lib/queries/preferences";

// As the page came: the server knows it from a cookie.
let isOn = true;
const listeners = new Set<() => void>();

/** Whether keys without Ctrl or ⌘ do things for this reader (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return isOn;
}

/** For the page that is open; `switchSingleKeys` also keeps it. */
export function setSingleKeys(next: boolean): void {
  isOn = next;
  for (const listener of listeners) listener();
}

/** Counts at once. @returns whether it is kept for the next page too */
export function switchSingleKeys(next: boolean): Promise<boolean> {
  setSingleKeys(next);
  return savePreferences({ singleKeys: next });
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
