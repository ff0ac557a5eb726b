import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonClass } from "./button";

interface ButtonLinkProps extends ComponentProps<typeof Link> {
  readonly variant?: Parameters<typeof buttonClass>[0];
  readonly size?: Parameters<typeof buttonClass>[1];
}

/** Goes somewhere, and looks like a button because it is the one thing to do next. */
export function ButtonLink({ variant = "secondary", size = "medium", className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={clsx(buttonClass(variant, size), className)} />;
}
