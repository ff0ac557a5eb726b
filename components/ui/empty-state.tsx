import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** Why it is empty, and what would fill it. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  /** It is all there is on the page, so its title is the page's heading. */
  readonly isPage?: boolean;
}

/** Nothing here, on purpose: said in words, with one way on. */
export function EmptyState({ title, children, action, icon, isPage = false }: EmptyStateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-10 text-center text-sm">
      {icon && <div className="mb-2 text-ink-faint [&>svg]:size-5">{icon}</div>}
      <Title className={isPage ? "font-semibold text-lg" : "font-medium text-ink"}>{title}</Title>
      {children && <div className="max-w-prose text-balance text-ink-soft">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
