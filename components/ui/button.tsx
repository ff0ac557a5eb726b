import clsx from "clsx";
import type { ComponentProps } from "react";

type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
/** 28, 32 and 40 px high. */
type ButtonSize = "small" | "medium" | "large";

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    "bg-accent-solid text-accent-on hover:bg-accent-strong border border-transparent disabled:bg-neutral-soft disabled:text-ink-faint",
  secondary:
    "bg-surface text-ink border border-line-strong hover:bg-hover disabled:text-ink-faint disabled:bg-sunken",
  quiet: "border border-transparent text-ink-soft hover:bg-hover hover:text-ink disabled:text-ink-faint",
  danger:
    "bg-bad-solid text-accent-on hover:bg-bad-strong border border-transparent disabled:bg-neutral-soft disabled:text-ink-faint",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-7 gap-1.5 px-2 text-xs",
  medium: "h-8 gap-1.5 px-3 text-sm",
  large: "h-10 gap-2 px-4 text-base",
};

/** The look of a button, for the element that is one and for the link that only looks it. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize): string {
  return clsx(
    "inline-flex shrink-0 select-none items-center justify-center rounded font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Under way: it keeps its focus and its place, says so, and does nothing when pressed. */
  readonly isBusy?: boolean;
}

export function Button({
  variant = "secondary",
  size = "medium",
  type = "button",
  isBusy = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass(variant, size), isBusy && "cursor-progress opacity-70", className)}
    />
  );
}
