import Link from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to an order's page. One to an event on it is the browser's own: only a real navigation makes the event the
 * page's target, which is scrolled to and set off.
 */
export function OrderLink({ href, ...rest }: ComponentProps<"a"> & { readonly href: string }) {
  return href.includes("#") ? <a {...rest} href={href} /> : <Link {...rest} href={href} prefetch={false} />;
}
