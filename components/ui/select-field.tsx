import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

interface SelectFieldProps extends ComponentProps<"select"> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A labelled choice of one, tied to its hint for a screen reader. */
export function SelectField({ label, hint, options, id, className, ...rest }: SelectFieldProps) {
  const ownId = useId();
  const selectId = id ?? ownId;
  return (
    <div className={clsx("grid gap-1", className)}>
      <label htmlFor={selectId} className="font-medium text-ink text-sm">
        {label}
      </label>
      <select
        {...rest}
        id={selectId}
        aria-describedby={hint ? `${selectId}-hint` : undefined}
        className="h-9 w-full rounded border border-line-control bg-surface px-2.5 text-base text-ink pointer-coarse:text-lg"
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${selectId}-hint`} className="text-ink-faint text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}
