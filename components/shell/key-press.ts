/** What is read of a keyboard event. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  /** Milliseconds on the event's own clock. */
  readonly timeStamp: number;
  getModifierState(modifier: string): boolean;
}

/** Where the reader is when a key goes down. */
export interface Place {
  readonly isTyping: boolean;
  /** The target does something of its own with Enter and the space bar: a link, a button. */
  readonly isOnControl: boolean;
  readonly isBehindDialog: boolean;
  /** Whether the reader wants single keys to do things (WCAG 2.1.4). */
  readonly areSingleKeysOn: boolean;
  readonly isMac: boolean;
}

/** The first key of a chord, waiting for its second. */
export interface Pending {
  readonly key: string;
  readonly until: number;
}

export interface Resolved {
  /** The name of the shortcut to run. */
  readonly run?: string;
  readonly pending?: Pending;
}

/** How long the second key of a chord may take. */
const CHORD_MS = 1_500;
const LONE_MODIFIERS = ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"];

/**
 * What `press` means where these `names` are on: "j", "?", "ArrowDown", a chord "g h", or "mod+k" (⌘ on a Mac, Ctrl
 * elsewhere). Single keys are off while typing and when switched off; all are off behind a dialog.
 */
export function resolvePress(
  press: Press,
  names: readonly string[],
  place: Place,
  pending?: Pending,
): Resolved {
  if (press.isComposing || place.isBehindDialog) return {};
  // Shift for the "?" of a chord, say: the chord goes on waiting.
  if (LONE_MODIFIERS.includes(press.key)) return pending ? { pending } : {};
  const key = keyOf(press);
  if (hasModifier(press)) {
    const combined = isMod(press, place.isMac) ? `mod+${key}` : undefined;
    return combined !== undefined && names.includes(combined) ? { run: combined } : {};
  }
  if (place.isTyping || !place.areSingleKeysOn) return {};
  if (place.isOnControl && (key === "Enter" || key === " ")) return {};
  if (pending && press.timeStamp <= pending.until) {
    const chord = `${pending.key} ${key}`;
    // A second key that completes nothing does nothing: whoever typed it meant a chord.
    return names.includes(chord) ? { run: chord } : {};
  }
  if (names.includes(key)) return { run: key };
  const isStart = names.some((name) => name.startsWith(`${key} `));
  return isStart ? { pending: { key, until: press.timeStamp + CHORD_MS } } : {};
}

/** A letter is the same with caps lock on, and another one with Shift. */
function keyOf({ key, shiftKey }: Press): string {
  return key.length === 1 && !shiftKey ? key.toLowerCase() : key;
}

/** AltGr is no modifier: it is how half of Europe types "[" and "@", and Windows reports it as Ctrl and Alt. */
function hasModifier(press: Press): boolean {
  if (press.getModifierState("AltGraph")) return false;
  return press.ctrlKey || press.metaKey || press.altKey;
}

function isMod({ ctrlKey, metaKey, altKey, shiftKey }: Press, isMac: boolean): boolean {
  if (altKey || shiftKey) return false;
  return isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}
