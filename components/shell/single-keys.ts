import { useSyncExternalStore } from "react";

/** Where this browser remembers that its reader wants no single-key shortcuts (WCAG 2.1.4). Nothing personal. */
const KEY = "kontor-shortcuts";
const CHANGED = "kontor-shortcuts-changed";

/** On unless switched off; always on in a browser that keeps nothing. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function switchSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } finally {
    window.dispatchEvent(new Event(CHANGED));
  }
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}
