import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";

interface MoveButtonsProps {
  readonly upLabel: string;
  readonly downLabel: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (step: -1 | 1) => void;
  readonly className?: string;
}

/** Puts one of a list a place higher or lower, by pointer or key. At an end the button stays, so that the focus does too. */
export function MoveButtons({ upLabel, downLabel, isFirst, isLast, onMove, className }: MoveButtonsProps) {
  return (
    <span className={clsx("inline-flex shrink-0", className)}>
      <MoveButton label={upLabel} isOff={isFirst} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden="true" className="size-4" />
      </MoveButton>
      <MoveButton label={downLabel} isOff={isLast} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden="true" className="size-4" />
      </MoveButton>
    </span>
  );
}

interface MoveButtonProps {
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function MoveButton({ label, isOff, onClick, children }: MoveButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isOff || undefined}
      onClick={isOff ? undefined : onClick}
      className="inline-flex size-7 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink aria-disabled:cursor-default aria-disabled:opacity-35 aria-disabled:hover:bg-transparent"
    >
      {children}
    </button>
  );
}
