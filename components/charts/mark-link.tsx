import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { COLUMN, PART } from "./use-marks";

interface MarkLinkProps {
  /** Absent: the mark is read, and leads nowhere. */
  readonly href: string | undefined;
  /** What a screen reader says of it. */
  readonly label: string;
  readonly column: number;
  readonly part: number;
  readonly children: ReactNode;
}

/** One mark of a drawing: a link to exactly the orders behind it, that the tab key does not stop at by itself. */
export function MarkLink({ href, label, column, part, children }: MarkLinkProps) {
  const router = useRouter();
  const place = { [COLUMN]: column, [PART]: part };
  if (href === undefined) {
    return <g {...place}>{children}</g>;
  }
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.push(href);
  };
  return (
    <a href={href} aria-label={label} tabIndex={-1} onClick={onClick} className="mark" {...place}>
      {children}
    </a>
  );
}
