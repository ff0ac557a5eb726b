import clsx from "clsx";
import type { ReactNode } from "react";

interface LabelledProps {
  readonly label: string;
  /** Of the field. */
  readonly id: string;
  readonly className?: string;
  /** One field. */
  readonly children: ReactNode;
}

/** A small field with its name above it. */
export function Labelled({ label, id, className, children }: LabelledProps) {
  return (
    <div className={clsx("grid min-w-0 gap-1", className)}>
      <label htmlFor={id} className="truncate text-ink-faint text-xs">
        {label}
      </label>
      {children}
    </div>
  );
}
