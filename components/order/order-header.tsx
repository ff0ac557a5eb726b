import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { Identifier } from "@/components/identifier";
import { Instant } from "@/components/instant";
import { Amount } from "@/components/money";
import { buttonClass } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import type { OrderView } from "@/lib/domain/order-view";
import { backofficeHref, referencesOf } from "./reference";
import { RefreshButton } from "./refresh-button";
import { SavedCopy } from "./saved-copy";
import { StatusChip } from "./status-chip";
import { useSupportSummary } from "./support-summary";
import { usePaymentMethod } from "./words";

interface OrderHeaderProps {
  readonly view: OrderView;
  /** This page's own address, to be passed on. */
  readonly pageHref: string;
  readonly traceHref: string | undefined;
}

/** What order this is, how much, in what state, from when; and what can be done with the page. */
export function OrderHeader({ view, pageHref, traceHref }: OrderHeaderProps) {
  const t = useTranslations("order.header");
  const trace = useTranslations("audit.trace");
  const methodOf = usePaymentMethod();
  const summary = useSupportSummary(view);
  const { order, session, transaction, sessionId, transactionId } = view;
  const [reference, secondReference] = referencesOf(view);
  const backoffice = backofficeHref(transactionId);
  const createdAt = session?.createdAt ?? transaction?.createdAt;
  return (
    <header className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="flex min-w-0 items-center gap-1 font-semibold text-xl">
              <span className="min-w-0 break-words">
                {reference ? (
                  <>
                    <span className="font-normal text-ink-soft">{t("order")}</span> <bdi>{reference}</bdi>
                  </>
                ) : (
                  t("noReference")
                )}
              </span>
              {reference && <CopyButton value={reference} label={t("copyReference")} />}
            </h1>
            <StatusChip status={order.status} />
          </div>
          <p className="mt-1 flex flex-wrap items-baseline gap-x-3">
            <Amount
              value={order.amounts.ordered}
              currency={order.amounts.currency}
              className="font-semibold text-2xl"
            />
            {transaction && <span className="text-ink-soft">{methodOf(transaction.paymentProductType)}</span>}
          </p>
        </div>
        <div className="flex flex-wrap gap-2 print:hidden">
          <RefreshButton label={t("refresh")} />
          <CopyButton value={pageHref} label={t("copyLink")}>
            {t("link")}
          </CopyButton>
          <CopyButton value={summary} label={t("copySummary")}>
            {t("summary")}
          </CopyButton>
          {traceHref && (
            <ButtonLink href={traceHref} size="small" prefetch={false}>
              {trace("fromOrder")}
            </ButtonLink>
          )}
          {backoffice && (
            <a
              href={backoffice}
              target="_blank"
              rel="noreferrer"
              className={buttonClass("secondary", "small")}
            >
              {t("backoffice")}
              <ExternalLink aria-hidden="true" className="size-3.5" />
            </a>
          )}
        </div>
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-ink-faint text-xs">
        <Id label={t("session")} value={sessionId} />
        <Id label={t("transaction")} value={transactionId} />
        <Id label={t("reference2")} value={secondReference} />
        {createdAt && (
          <div className="flex items-center gap-1.5">
            <dt>{t("created")}</dt>
            <dd className="text-ink-soft">
              <Instant at={createdAt} />
            </dd>
          </div>
        )}
        {view.source === "dintero" && (
          <div className="flex items-center gap-1.5">
            <dt>{t("live")}</dt>
            <dd className="text-ink-soft">
              <Instant at={view.fetchedAt} style="time" />
            </dd>
          </div>
        )}
      </dl>
      {view.source === "saved" && <SavedCopy fetchedAt={view.fetchedAt} because={view.staleBecause} />}
    </header>
  );
}

interface IdProps {
  readonly label: string;
  readonly value: string | undefined;
}

function Id({ label, value }: IdProps) {
  if (!value) return null;
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <dt className="shrink-0">{label}</dt>
      <dd className="min-w-0 text-ink-soft">
        <Identifier value={value} label={label} isCopyable />
      </dd>
    </div>
  );
}
