import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and how to put it right. */
  readonly error?: string | undefined;
}

/** A labelled text input with its hint and its error, tied together for a screen reader. */
export function Field({ label, hint, error, id, className, ...rest }: FieldProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const described = [hint && `${inputId}-hint`, error && `${inputId}-error`].filter(Boolean).join(" ");
  return (
    <div className={clsx("grid gap-1", className)}>
      <label htmlFor={inputId} className="font-medium text-ink text-sm">
        {label}
      </label>
      <input
        {...rest}
        id={inputId}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className={clsx(
          "h-9 w-full rounded border bg-surface px-3 text-base text-ink pointer-coarse:text-lg disabled:bg-sunken disabled:text-ink-faint",
          error ? "border-bad" : "border-line-control",
        )}
      />
      {hint && (
        <p id={`${inputId}-hint`} className="text-ink-faint text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${inputId}-error`} className="text-bad text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
