import Link from "next/link";
import { useTranslations } from "next-intl";
import type { KeyboardEventHandler } from "react";
import type { ListedOrder, SearchMatch } from "@/lib/queries/search";
import { Instant } from "../instant";
import { Amount } from "../money";
import { usePaymentMethod } from "../order/words";
import { StatusText } from "../status-text";

interface MatchRowProps {
  readonly match: ListedOrder;
  /** What of the order was looked for; left out where that is not why it is listed. */
  readonly reason?: SearchMatch["matched_field"];
  readonly onKeyDown?: KeyboardEventHandler<HTMLAnchorElement>;
}

/** One order in two lines, enough to tell it from its siblings: reference and amount, then status, method, id and time. */
export function MatchRow({ match, reason, onKeyDown }: MatchRowProps) {
  const t = useTranslations("lookup");
  const paymentMethod = usePaymentMethod();
  const method = match.payment_product_type && paymentMethod(match.payment_product_type);
  // The account before the dot is the same on every row.
  const bareId = match.id.slice(match.id.indexOf(".") + 1);
  return (
    <Link
      href={match.href}
      prefetch={false}
      onKeyDown={onKeyDown}
      className="@container grid gap-0.5 px-4 py-2 -outline-offset-2 hover:bg-hover focus-visible:bg-hover"
    >
      <span className="flex min-w-0 items-baseline justify-between gap-4 text-sm">
        <bdi className="truncate font-medium text-ink">{match.merchant_reference ?? t("noReference")}</bdi>
        {match.amount !== undefined && match.currency && (
          <Amount value={match.amount} currency={match.currency} className="font-medium text-ink" />
        )}
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 text-ink-faint text-xs">
        {match.status && <StatusText status={match.status} />}
        {method && <span className="min-w-0 flex-1 truncate @md:flex-none">{method}</span>}
        <bdi className="hidden min-w-0 flex-1 truncate font-mono @md:inline">{bareId}</bdi>
        {reason && <span className="hidden shrink-0 @2xl:inline">{t(`matchedOn.${reason}`)}</span>}
        {match.created_at && <Instant at={match.created_at} className="ml-auto shrink-0" />}
      </span>
    </Link>
  );
}
