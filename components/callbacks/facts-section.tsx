import Link from "next/link";
import { useTranslations } from "next-intl";
import { Identifier } from "@/components/identifier";
import { Instant } from "@/components/instant";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { DeliveryDetail } from "@/lib/domain/delivery-log";
import { orderHrefOf } from "./row-order";
import { useReasonOf } from "./words";

/** When, how often, about what, and what we answered. */
export function FactsSection({ callback }: { readonly callback: DeliveryDetail }) {
  const t = useTranslations("callbacks.detail");
  const reasonOf = useReasonOf();
  const { kind, processing, receipts, lastReceivedAt } = callback;
  const orderHref = orderHrefOf(callback);
  const isFinding = kind === "finding";
  return (
    <Section
      title={t("facts")}
      actions={
        orderHref && (
          <Link href={orderHref} prefetch={false} className="text-accent text-sm hover:underline">
            {t("openOrder")}
          </Link>
        )
      }
    >
      <Facts
        items={[
          { label: t(isFinding ? "foundAt" : "at"), value: <Instant at={callback.at} /> },
          { label: t("eventAt"), value: callback.eventAt && <Instant at={callback.eventAt} /> },
          {
            label: t("receipts"),
            value: isFinding ? undefined : t("receiptsValue", { count: receipts }),
            note:
              receipts > 1 && lastReceivedAt ? (
                <>
                  {t("lastReceived")} <Instant at={lastReceivedAt} />
                </>
              ) : undefined,
          },
          { label: t("answer"), value: callback.answer && <Answer status={callback.answer} /> },
          { label: t("channel"), value: callback.channel && t(callback.channel) },
          { label: t("event"), value: callback.event && <bdi>{callback.event}</bdi> },
          { label: t("error"), value: callback.error && <bdi>{callback.error}</bdi> },
          {
            label: t("reference"),
            value: callback.merchantReference && <bdi>{callback.merchantReference}</bdi>,
          },
          {
            label: t("session"),
            value: callback.sessionId && <Id label={t("session")} value={callback.sessionId} />,
          },
          {
            label: t("transaction"),
            value: callback.transactionId && <Id label={t("transaction")} value={callback.transactionId} />,
          },
          {
            label: t("eventId"),
            value: callback.eventId && <Id label={t("eventId")} value={callback.eventId} />,
          },
          {
            label: t("eventDelivery"),
            value: callback.request?.eventDelivery && (
              <Id label={t("eventDelivery")} value={callback.request?.eventDelivery} />
            ),
          },
          {
            label: t("attempts"),
            value:
              processing.state === "none"
                ? undefined
                : t("attemptsValue", { attempts: processing.attempts, failures: processing.failures }),
          },
          {
            label: t("lastError"),
            value:
              processing.lastError && processing.state !== "none"
                ? reasonOf(processing.lastError)
                : undefined,
          },
          {
            label: t("nextAttempt"),
            value: processing.nextAttemptAt && <Instant at={processing.nextAttemptAt} />,
          },
          { label: t("processed"), value: processing.processedAt && <Instant at={processing.processedAt} /> },
          { label: t("id"), value: callback.id && <Id label={t("id")} value={callback.id} /> },
        ]}
      />
    </Section>
  );
}

function Answer({ status }: { readonly status: number }) {
  const t = useTranslations("callbacks.answer");
  if (status === 200 || status === 401 || status === 503) return t(`${status}`);
  return status;
}

function Id({ label, value }: { readonly label: string; readonly value: string }) {
  return <Identifier value={value} label={label} isCopyable />;
}
