import clsx from "clsx";
import type { ReactNode } from "react";
import { TONE_ICONS, TONE_SURFACES, type Tone } from "./tone";

interface ChipProps {
  readonly tone: Tone;
  /** In place of the tone's own icon; decorative, the word carries the meaning. */
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A state in one or two words: icon, word, colour. */
export function Chip({ tone, icon, className, children }: ChipProps) {
  const Icon = TONE_ICONS[tone];
  return (
    <span
      className={clsx(
        "inline-flex h-[1.375rem] max-w-full items-center gap-1 rounded-full border pr-2 pl-1.5 align-middle font-medium text-xs [&>svg]:size-3.5 [&>svg]:shrink-0",
        TONE_SURFACES[tone],
        className,
      )}
    >
      {icon ?? <Icon aria-hidden="true" />}
      <span className="truncate">{children}</span>
    </span>
  );
}
