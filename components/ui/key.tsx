import type { ReactNode } from "react";

/** A key of the keyboard. */
export function Key({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border bg-sunken px-1 text-2xs text-ink-soft">
      {children}
    </kbd>
  );
}
