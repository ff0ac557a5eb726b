import { useSyncExternalStore } from "react";

/** The dialogs that open over any page. */
type DeskDialog = "keys" | "palette";

let open: DeskDialog | undefined;
const listeners = new Set<() => void>();

/** Opens one, from a key or a menu; undefined closes it. */
export function showDeskDialog(name: DeskDialog | undefined): void {
  open = name;
  for (const listener of listeners) listener();
}

export function useDeskDialog(): DeskDialog | undefined {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => undefined,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
