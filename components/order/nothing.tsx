import type { ReactNode } from "react";

/** Says in a quiet line that a part of an order is not there, so that an absent thing is not taken for a hidden one. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="text-ink-faint text-sm">{children}</p>;
}
