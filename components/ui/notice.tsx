import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { TONE_ICONS, TONE_SURFACES, type Tone } from "./tone";

interface NoticeProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** What the reader can do about it. */
  readonly action?: ReactNode;
  /** It appeared after the page: read it out, at once when it is bad. */
  readonly isLive?: boolean;
  readonly className?: string;
}

/** Something the reader should know before going on. */
export function Notice({ tone, title, children, action, isLive = false, className }: NoticeProps) {
  const Icon = tone === "waiting" ? TriangleAlert : TONE_ICONS[tone];
  const role = isLive ? (tone === "bad" ? "alert" : "status") : undefined;
  return (
    <div
      role={role}
      className={clsx(
        "flex min-w-0 gap-2.5 rounded-lg border px-3 py-2.5 text-sm",
        TONE_SURFACES[tone],
        className,
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 max-w-prose">
          <div className="font-medium">{title}</div>
          {children && <div className="text-ink-soft">{children}</div>}
        </div>
        {action && <div className="flex shrink-0 flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
