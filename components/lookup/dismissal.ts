import { type RefObject, useEffect } from "react";

/** Calls `onDismiss` on Esc inside `box`, and (where it floats) when the pointer or the focus goes elsewhere. */
export function useDismissal(
  box: RefObject<HTMLElement | null>,
  isFloating: boolean,
  onDismiss: (reason: "escape" | "elsewhere") => void,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") onDismiss("escape");
    };
    const onElsewhere = (event: Event) => {
      const target = event instanceof FocusEvent ? event.relatedTarget : event.target;
      if (isFloating && target instanceof Node && !element.contains(target)) onDismiss("elsewhere");
    };
    element.addEventListener("keydown", onKey);
    element.addEventListener("focusout", onElsewhere);
    document.addEventListener("pointerdown", onElsewhere);
    return () => {
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("focusout", onElsewhere);
      document.removeEventListener("pointerdown", onElsewhere);
    };
  }, [box, isFloating, onDismiss]);
}
