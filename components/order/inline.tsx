import type { ReactNode } from "react";

/** A code that people compare letter by letter, without the copy button of an `Identifier`. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <bdi className="wrap-anywhere font-mono text-xs">{children}</bdi>;
}

/** An address from outside as text: nothing foreign is loaded, and nothing is linked that a customer may have chosen. */
export function PlainUrl({ children }: { readonly children: string }) {
  return <bdi className="wrap-anywhere text-xs">{children}</bdi>;
}
