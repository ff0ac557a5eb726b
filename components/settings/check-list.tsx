import type { ReactNode } from "react";
import { Chip } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/tone";

/** One thing that was looked at. */
export interface CheckLine {
  readonly name: string;
  readonly tone: Tone;
  /** The state in a word or two. */
  readonly word: string;
  /** What was found, and what to do about it. */
  readonly children?: ReactNode;
}

/** What was looked at and what it came to: name, state, and a sentence. */
export function CheckList({ lines }: { readonly lines: readonly CheckLine[] }) {
  return (
    <dl className="grid divide-y text-sm">
      {lines.map(({ name, tone, word, children }) => (
        <div key={name} className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <dt className="font-medium">{name}</dt>
          <dd className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1">
            <Chip tone={tone}>{word}</Chip>
            {children && (
              <div className="wrap-anywhere min-w-0 flex-1 basis-60 text-ink-soft">{children}</div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
