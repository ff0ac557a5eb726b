import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface ErrorStateProps {
  readonly title: string;
  /** What to do next. */
  readonly children: ReactNode;
  /** What support can be told, and our log can be searched for. */
  readonly requestId?: string | undefined;
  /** Usually "Try again". */
  readonly action?: ReactNode;
}

/** Something failed: what, what to do next, and the number to quote. */
export function ErrorState({ title, children, requestId, action }: ErrorStateProps) {
  const t = useTranslations("errors");
  return (
    <div role="alert" className="flex flex-col items-center gap-1 px-4 py-10 text-center text-sm">
      <CircleAlert aria-hidden="true" className="mb-2 size-5 text-bad" />
      <p className="font-medium text-ink">{title}</p>
      <div className="max-w-prose text-ink-soft">{children}</div>
      {requestId && (
        <p className="mt-1 text-ink-faint text-xs">
          {t("requestId")} <code className="select-all text-ink-soft">{requestId}</code>
        </p>
      )}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
