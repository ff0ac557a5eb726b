import type { ReactNode } from "react";
import { type PayoutTab, PayoutTabs } from "./payout-tabs";

interface PayoutHeadProps {
  readonly title: string;
  readonly lead: ReactNode;
  /** Absent below the three pages. */
  readonly tab?: PayoutTab | undefined;
  readonly actions?: ReactNode;
}

/** What each page about payouts begins with. */
export function PayoutHead({ title, lead, tab, actions }: PayoutHeadProps) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="wrap-anywhere font-semibold text-2xl">{title}</h1>
          <p className="mt-1 max-w-prose text-ink-soft">{lead}</p>
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      <PayoutTabs current={tab} />
    </div>
  );
}
