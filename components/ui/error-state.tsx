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
  /** It is all there is on the page, so its title is the page's heading. */
  readonly isPage?: boolean;
}

/** Something failed: what, what to do next, and the number to quote. */
export function ErrorState({ title, children, requestId, action, isPage = false }: ErrorStateProps) {
  const Title = isPage ? "h1" : "p";
  const t = useTranslations("errors");
  return (
    <div role="alert" className="flex flex-col items-center gap-1 px-4 py-10 text-center text-sm">
      <CircleAlert aria-hidden="true" className="mb-2 size-5 text-bad" />
      <Title className={isPage ? "font-semibold text-lg" : "font-medium text-ink"}>{title}</Title>
      <div className="max-w-prose text-balance text-ink-soft">{children}</div>
      {requestId && (
        <p className="mt-1 text-ink-faint text-xs">
          {t("requestId")} <code className="select-all text-ink-soft">{requestId}</code>
        </p>
      )}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
