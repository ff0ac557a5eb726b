import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ZERO } from "@/lib/domain/minor-units";
import type { OrderColumn } from "@/lib/domain/order-look";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { formatMoney } from "@/lib/format/money";
import type { ListedOrderJson } from "@/lib/queries/order-list";
import { Instant } from "../instant";
import { Amount } from "../money";
import { MoneyLadder } from "../order/money-ladder";
import { StatusText } from "../status-text";
import { useFilterWords } from "./order-words";

interface OrderCellProps {
  readonly column: OrderColumn;
  readonly order: ListedOrderJson;
}

/** What one column says of an order; nothing where the order has nothing to say there. */
export function OrderCell({ column, order }: OrderCellProps): ReactNode {
  const t = useTranslations("orders");
  const words = useFilterWords();
  switch (column) {
    case "status":
      return <StatusText status={order.status} />;
    case "amount":
      return <Amount value={order.amount.amount} currency={order.amount.currency} />;
    case "money":
      return <CapturedBar order={order} />;
    case "method":
      return <Method order={order} />;
    case "customer":
      return order.customer && <bdi className="block max-w-36 truncate text-ink-soft">{order.customer}</bdi>;
    case "created":
      return <At at={order.created_at} />;
    case "last_event":
      return <At at={order.last_event_at} />;
    case "authorized":
      return <At at={order.authorized_at} />;
    case "captured":
      return <At at={order.captured_at} />;
    case "refunded":
      return <At at={order.refunded_at} />;
    case "expires":
      return <At at={order.authorization_expires_at} />;
    case "received":
      return <At at={order.received_at} />;
    case "failed":
      return <At at={order.failed_at} />;
    case "who":
      return order.failure?.who && words.who(order.failure.who);
    case "reason":
      return (
        order.failure && (
          <span className="line-clamp-1 max-w-72" title={words.reason(order.failure.rule)}>
            {words.reason(order.failure.rule)}
          </span>
        )
      );
    case "session":
      return <Id value={order.session_id} />;
    case "transaction":
      return <Id value={order.transaction_id} />;
    case "reference_2":
      return <Text value={order.merchant_reference_2} />;
    case "store":
      return <Text value={order.store_id} />;
    case "channel":
      return <Text value={order.channel} />;
    case "sellers":
      return order.payout_destinations.length === 0 ? undefined : (
        <span title={order.payout_destinations.slice(0, 20).join(", ")}>
          {t("sellers", { count: order.payout_destinations.length })}
        </span>
      );
  }
}

function At({ at }: { readonly at?: string | undefined }) {
  return at && <Instant at={at} style="minute" className="whitespace-nowrap" />;
}

function Text({ value }: { readonly value?: string | undefined }) {
  return (
    value && (
      <bdi className="block max-w-56 truncate" title={value}>
        {value}
      </bdi>
    )
  );
}

function Id({ value }: { readonly value?: string | undefined }) {
  return (
    value && (
      <bdi className="font-mono text-xs" title={value}>
        {shortenIdentifier(value)}
      </bdi>
    )
  );
}

function Method({ order }: { readonly order: ListedOrderJson }) {
  const words = useFilterWords();
  if (order.payment_product_type === undefined) return undefined;
  const method = words.method(order.payment_product_type);
  const text = order.card_brand === undefined ? method : `${order.card_brand} · ${method}`;
  return (
    <bdi className="block max-w-44 truncate" title={text}>
      {text}
    </bdi>
  );
}

/** What was captured of what was reserved; the bar's name says every part in figures. */
function CapturedBar({ order }: { readonly order: ListedOrderJson }) {
  const t = useTranslations("orders");
  const locale = useLocale();
  if (order.authorized.amount === 0) return undefined;
  const { currency } = order.amount;
  const left = formatMoney(order.remaining.amount, currency, locale);
  return (
    <span
      className="flex items-center justify-between gap-2.5"
      title={order.remaining.amount > 0 ? t("left", { amount: left }) : undefined}
    >
      <span className="w-14 shrink-0 [&_svg]:h-2">
        <MoneyLadder
          amounts={{
            currency,
            ordered: order.amount.amount,
            authorized: order.authorized.amount,
            captured: order.captured.amount,
            refunded: order.refunded.amount,
            voided: order.voided.amount,
            remaining: order.remaining.amount,
            pendingCapture: ZERO,
            pendingRefund: ZERO,
            giftCards: ZERO,
          }}
        />
      </span>
      <Amount value={order.captured.amount} currency={currency} />
    </span>
  );
}
