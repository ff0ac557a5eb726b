import { type RefObject, useEffect } from "react";

/** Whether something of `box` can be dismissed now, and whether it floats above the page. */
type Dismissable = "no" | "in-place" | "floating";

/** Calls `onDismiss` on Esc inside `box`, and (where it floats) when the pointer or the focus goes elsewhere. */
export function useDismissal(
  box: RefObject<HTMLElement | null>,
  dismissable: Dismissable,
  onDismiss: (reason: "escape" | "elsewhere") => void,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element || dismissable === "no") return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // In a search field the browser's own Esc would also take what was typed.
      event.preventDefault();
      onDismiss("escape");
    };
    const onElsewhere = (event: Event) => {
      const target = event instanceof FocusEvent ? event.relatedTarget : event.target;
      if (target instanceof Node && !element.contains(target)) onDismiss("elsewhere");
    };
    element.addEventListener("keydown", onKey);
    if (dismissable === "floating") {
      element.addEventListener("focusout", onElsewhere);
      document.addEventListener("pointerdown", onElsewhere);
    }
    return () => {
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("focusout", onElsewhere);
      document.removeEventListener("pointerdown", onElsewhere);
    };
  }, [box, dismissable, onDismiss]);
}
