"use client";

import { CircleX } from "lucide-react";
import { useEffect, useRef } from "react";

/** What is wrong with one field. */
export interface FieldError {
  /** The id of its input. */
  readonly fieldId: string;
  readonly text: string;
}

interface ErrorSummaryProps {
  readonly title: string;
  readonly errors: readonly FieldError[];
}

/**
 * What keeps a form from being sent; each line leads to its field. It takes the focus when it comes, so leave it out while
 * there is nothing to say and while an answer is waited for.
 */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="alert"
      className="flex gap-2.5 rounded-lg border border-bad-line bg-bad-soft px-3 py-2.5 text-bad text-sm"
    >
      <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <ul className="mt-1 grid gap-1">
          {errors.map(({ fieldId, text }) => (
            <li key={fieldId}>
              <a
                href={`#${fieldId}`}
                className="inline-block min-h-6 underline underline-offset-2"
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId)?.focus();
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
