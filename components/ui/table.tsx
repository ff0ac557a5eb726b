import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

interface TableProps {
  readonly caption: string;
  readonly isCaptionHidden?: boolean;
  /** Rows become labelled cards where the table's box is narrow; give every `Td` its `label` then. */
  readonly isStackable?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A compact table that scrolls inside its own box, never the page. */
export function Table({
  caption,
  isCaptionHidden = false,
  isStackable = false,
  className,
  children,
}: TableProps) {
  return (
    <div className="@container/table min-w-0 overflow-x-auto">
      <table
        className={clsx("w-full border-collapse text-left text-sm", isStackable && "stackable", className)}
      >
        <caption
          className={
            isCaptionHidden ? "sr-only" : "px-4 pt-3 pb-1 text-left font-medium text-ink-soft text-xs"
          }
        >
          {caption}
        </caption>
        {children}
      </table>
    </div>
  );
}

interface ThProps extends ComponentProps<"th"> {
  readonly isNumeric?: boolean;
  readonly label?: string;
}

/** A heading: of a column unless `scope` says row. */
export function Th({ isNumeric = false, label, scope = "col", className, ...rest }: ThProps) {
  return (
    <th
      {...rest}
      scope={scope}
      data-label={label}
      className={clsx(
        "h-row border-b px-3 py-2 first:pl-4 last:pr-4 [tbody:last-child>tr:last-child>&]:border-b-0",
        scope === "col"
          ? "whitespace-nowrap align-bottom font-medium text-ink-faint text-xs"
          : "align-top font-medium text-ink",
        isNumeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

interface TdProps extends ComponentProps<"td"> {
  readonly isNumeric?: boolean;
  /** What the column is called, for the narrow layout of a stackable table. */
  readonly label?: string;
}

export function Td({ isNumeric = false, label, className, ...rest }: TdProps) {
  return (
    <td
      {...rest}
      data-label={label}
      className={clsx(
        "h-row border-b px-3 py-2 align-top text-ink first:pl-4 last:pr-4 [tbody:last-child>tr:last-child>&]:border-b-0",
        isNumeric && "figures text-right",
        className,
      )}
    />
  );
}
