import Link from "next/link";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import type { Tone } from "@/components/ui/tone";
import type { RelatedOrder } from "@/lib/domain/order-context";
import type { OrderView } from "@/lib/domain/order-view";
import { useDuration } from "./duration";
import { usePaymentMethod } from "./words";

const MINUTE = 60_000;

/** What happened around an order: paid later or before, twice, refused again and again. */
export function OrderSurroundings({ view }: { readonly view: OrderView }) {
  const t = useTranslations("order.context");
  const gapOf = useDuration();
  const methodOf = usePaymentMethod();
  const { recovery, paidBefore, paidTwice, refusals, failedBefore } = view.context;
  const method = (order: RelatedOrder) => methodOf(order.paymentProductType ?? order.status);
  return (
    <>
      {recovery && (
        <Neighbour tone="good" order={recovery.order}>
          {t("recovered", { gap: gapOf(roughly(recovery.gapMs)), method: method(recovery.order) })}
        </Neighbour>
      )}
      {paidBefore && (
        <Neighbour tone="waiting" order={paidBefore.order}>
          {t("paidBefore", { gap: gapOf(roughly(paidBefore.gapMs)), method: method(paidBefore.order) })}
        </Neighbour>
      )}
      {paidTwice && (
        <Neighbour tone="waiting" order={paidTwice}>
          {t("paidTwice", { method: method(paidTwice) })}
        </Neighbour>
      )}
      {refusals && (
        <Notice
          tone="waiting"
          title={t("refusals", {
            count: refusals.count,
            gap: gapOf(Math.ceil(refusals.withinMs / MINUTE) * MINUTE),
            areCards: refusals.areCards ? "yes" : "no",
          })}
        />
      )}
      {failedBefore > 0 && (
        <p className="text-ink-soft text-sm">{t("failedBefore", { count: failedBefore })}</p>
      )}
    </>
  );
}

/** To the minute, from one minute on: nobody counts the seconds between two attempts. */
function roughly(ms: number): number {
  return ms < MINUTE ? ms : Math.round(ms / MINUTE) * MINUTE;
}

interface NeighbourProps {
  readonly tone: Tone;
  readonly order: RelatedOrder;
  readonly children: string;
}

function Neighbour({ tone, order, children }: NeighbourProps) {
  const t = useTranslations("order.context");
  const href =
    order.sessionId === undefined
      ? `/transactions/${encodeURIComponent(order.transactionId ?? "")}`
      : `/sessions/${encodeURIComponent(order.sessionId)}`;
  return (
    <Notice
      tone={tone}
      title={children}
      action={
        <Link href={href} className="text-accent underline-offset-2 hover:underline">
          {t("open")}
        </Link>
      }
    >
      {order.isSameReference ? t("sameReference") : t("sameCustomer")}
    </Notice>
  );
}

/** Whether Dintero's message about the order reached us and was worked on, and whether it asks to be told of errors. */
export function WereWeTold({ view }: { readonly view: OrderView }) {
  const t = useTranslations("order.context");
  const { kind, at, host, hasReportError } = view.callbackStory;
  return (
    <div className="text-sm">
      <h3 className="mb-1 text-ink-faint text-xs">{t("callback")}</h3>
      <p className="max-w-prose">
        {t(`callbackStory.${kind}`, { host: host ?? "" })}{" "}
        {at && (
          <span className="text-ink-soft">
            <Instant at={at} />
          </span>
        )}
      </p>
      {hasReportError === false && view.order.failure && (
        <p className="mt-1 max-w-prose text-ink-soft">{t("reportErrors")}</p>
      )}
    </div>
  );
}
