import clsx from "clsx";
import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  /** The landmark's name when it differs from the title: CONTRACT section 3 keeps some in English. */
  readonly label?: string;
  /** Right of the title: buttons, a count, a chip. */
  readonly actions?: ReactNode;
  readonly id?: string;
  readonly className?: string;
  /** Lets a table or a list run to the edges. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** One card of a page: a named landmark with a heading of the second level. */
export function Section({ title, label, actions, id, className, isFlush = false, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-label={label ?? title}
      className={clsx("min-w-0 rounded-lg border bg-surface", className)}
    >
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-1.5">
        <h2 className="font-semibold text-base text-ink">{title}</h2>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      <div className={isFlush ? "overflow-hidden rounded-b-lg" : "p-4"}>{children}</div>
    </section>
  );
}
