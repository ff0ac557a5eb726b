import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface DisclosureProps {
  readonly summary: ReactNode;
  readonly isOpen?: boolean;
  readonly id?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Folds what most readers do not need. The browser does the work: no script, and find-in-page opens it. */
export function Disclosure({ summary, isOpen = false, id, className, children }: DisclosureProps) {
  return (
    <details id={id} open={isOpen} className={clsx("min-w-0", className)}>
      <summary className="-mx-1.5 flex min-h-7 w-fit max-w-full items-center gap-1 rounded px-1.5 text-ink-soft text-sm hover:bg-hover hover:text-ink">
        <ChevronRight aria-hidden="true" className="turns size-3.5 shrink-0 text-ink-faint" />
        <span className="min-w-0">{summary}</span>
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
