import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ListedOrder, SearchMatch } from "@/lib/queries/search";
import { Instant } from "../instant";
import { Amount } from "../money";
import { usePaymentMethod } from "../order/words";
import { StatusText } from "../status-text";
import { MarkedText } from "./marked-text";

interface MatchContentProps {
  readonly order: ListedOrder;
  /** The same order with why it is here; left out where that is not why it is listed. */
  readonly match?: SearchMatch | undefined;
}

/** One order in two lines, enough to tell it from its siblings: reference and amount, then status, why, method, id and time. */
export function MatchContent({ order, match }: MatchContentProps) {
  const t = useTranslations("lookup");
  const paymentMethod = usePaymentMethod();
  const method = order.payment_product_type && paymentMethod(order.payment_product_type);
  // The account before the dot is the same on every row.
  const bareId = order.id.slice(order.id.indexOf(".") + 1);
  const isReference = match !== undefined && match.matched.text === order.merchant_reference;
  return (
    <>
      <span className="flex min-w-0 items-baseline justify-between gap-4 text-sm">
        <span className="truncate font-medium text-ink">
          {isReference ? (
            <MarkedText matched={match.matched} />
          ) : (
            <bdi>{order.merchant_reference ?? t("noReference")}</bdi>
          )}
        </span>
        {order.amount !== undefined && order.currency && (
          <Amount value={order.amount} currency={order.currency} className="font-medium text-ink" />
        )}
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 text-ink-faint text-xs">
        {order.status && <StatusText status={order.status} />}
        {match && (
          // Where there is little room, the mark in the reference above says it.
          <span
            className={clsx("min-w-0 max-w-full truncate text-ink-soft", isReference && "hidden @sm:inline")}
          >
            {t(`matchedOn.${match.matched_field}`)}
            {!isReference && (
              <>
                {" "}
                <MarkedText matched={match.matched} />
              </>
            )}
          </span>
        )}
        {method && <span className="hidden min-w-0 truncate @md:inline">{method}</span>}
        <bdi className="hidden min-w-0 flex-1 truncate font-mono @lg:inline">{bareId}</bdi>
        {order.created_at && <Instant at={order.created_at} className="ml-auto shrink-0" />}
      </span>
    </>
  );
}
