import { type RefObject, useEffect, useRef } from "react";
import { type Pending, type Place, resolvePress } from "./key-press";
import { areSingleKeysOn } from "./single-keys";

export interface Shortcut {
  /** What it does, as the dialog of the keys says it. */
  readonly label: string;
  readonly run: () => void;
}

/** By key: "j", "?", "ArrowDown", a chord such as "g h", or "mod+k" (⌘ on a Mac, Ctrl elsewhere). */
export type Shortcuts = Readonly<Record<string, Shortcut>>;

export interface Layer {
  /** The heading that its keys stand under; layers with the same heading stand together. */
  readonly scope: string;
  readonly shortcuts: Shortcuts;
}

/** What is mounted, in the order it was mounted: where two want the same key, the later one has it. */
const layers = new Set<RefObject<Layer>>();
let pending: Pending | undefined;

/**
 * Lets keys do things while the calling component is mounted, from anywhere on its page. Single keys and chords are off
 * while the reader types, with modifiers, behind a dialog, and for whoever switched them off; "mod+" combinations work
 * in a field too. `?` lists what is mounted, under `scope`. A component with a key of its own calls `preventDefault`.
 */
export function useShortcuts(scope: string, shortcuts: Shortcuts): void {
  const layer = useRef<Layer>({ scope, shortcuts });
  useEffect(() => {
    layer.current = { scope, shortcuts };
  });
  useEffect(() => mount(layer), []);
}

/** What can be pressed now, by heading, as mounted; a key that a later layer took stands there only. */
export function mountedShortcuts(): readonly Layer[] {
  const byScope = new Map<string, Record<string, Shortcut>>();
  for (const { current } of layers) {
    for (const shortcuts of byScope.values()) {
      for (const key of Object.keys(current.shortcuts)) delete shortcuts[key];
    }
    byScope.set(current.scope, { ...byScope.get(current.scope), ...current.shortcuts });
  }
  return [...byScope]
    .map(([scope, shortcuts]) => ({ scope, shortcuts }))
    .filter(({ shortcuts }) => Object.keys(shortcuts).length > 0);
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

function mount(layer: RefObject<Layer>): () => void {
  if (layers.size === 0) document.addEventListener("keydown", onKeyDown);
  layers.add(layer);
  return () => {
    layers.delete(layer);
    if (layers.size > 0) return;
    document.removeEventListener("keydown", onKeyDown);
    pending = undefined;
  };
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const mounted = [...layers].map(({ current }) => current.shortcuts);
  const resolved = resolvePress(event, mounted.flatMap(Object.keys), placeOf(event.target), pending);
  pending = resolved.pending;
  const name = resolved.run;
  if (name === undefined) return;
  event.preventDefault();
  mounted.findLast((shortcuts) => Object.hasOwn(shortcuts, name))?.[name]?.run();
}

function placeOf(target: EventTarget | null): Place {
  const element = target instanceof HTMLElement ? target : undefined;
  return {
    isTyping: element !== undefined && (element.isContentEditable || element.matches(FIELDS)),
    isOnControl: element?.closest("a, button, summary") != null,
    isBehindDialog: document.querySelector("dialog:modal") !== null,
    areSingleKeysOn: areSingleKeysOn(),
    isMac: isMac(),
  };
}

/** A box to tick takes the space bar and arrows, but no letters. */
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";
