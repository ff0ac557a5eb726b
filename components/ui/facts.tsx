import clsx from "clsx";
import type { ReactNode } from "react";

interface Fact {
  readonly label: string;
  /** An absent value drops the line: what was not sent is not shown as empty. */
  readonly value: ReactNode;
  /** Beneath the value, quieter. */
  readonly note?: ReactNode;
}

interface FactsProps {
  readonly items: readonly Fact[];
  /** Without it label and value stand side by side, one fact per line; with it the label stands above, so many across. */
  readonly columns?: 2 | 3 | 4;
  readonly className?: string;
}

const COLUMNS = {
  2: "@3xs:grid-cols-2",
  3: "@3xs:grid-cols-2 @2xl:grid-cols-3",
  4: "@3xs:grid-cols-2 @2xl:grid-cols-3 @4xl:grid-cols-4",
};

/** Named values, as a description list. */
export function Facts({ items, columns, className }: FactsProps) {
  const present = items.filter(({ value }) => value !== undefined && value !== null && value !== "");
  if (present.length === 0) return null;
  return (
    <div className={clsx("@container", className)}>
      <dl className={clsx("grid text-sm", columns ? ["gap-x-6 gap-y-3", COLUMNS[columns]] : "gap-y-1.5")}>
        {present.map(({ label, value, note }) => (
          <div
            key={label}
            className={clsx(
              "min-w-0",
              !columns && "@3xs:grid @3xs:grid-cols-[minmax(5.5rem,2fr)_5fr] @3xs:gap-x-4",
            )}
          >
            <dt className="text-ink-faint">{label}</dt>
            <dd className="min-w-0 break-words text-ink">
              {value}
              {note && <div className="text-ink-faint text-xs">{note}</div>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
