import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Amount } from "@/components/money";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { JsonObject } from "@/lib/domain/json";
import type { Transaction } from "@/lib/domain/transaction";
import { AsReceived } from "./as-received";
import { CardFacts } from "./card-facts";
import { Code } from "./inline";
import { Nothing } from "./nothing";
import { Word } from "./word";
import { usePaymentMethod } from "./words";

interface PaymentSectionProps {
  readonly transaction: Transaction | undefined;
  /** The same as received. */
  readonly document: JsonObject | undefined;
  readonly paymentOperation: string | undefined;
}

/** How it was paid: the transaction itself, and the card when there was one. */
export function PaymentSection({ transaction, document, paymentOperation }: PaymentSectionProps) {
  const t = useTranslations("order.payment");
  const methodOf = usePaymentMethod();
  if (!transaction) {
    return (
      <Section title={t("title")} id="payment">
        <div className="grid gap-3">
          <Nothing>{t("none")}</Nothing>
          <Facts items={[operation(paymentOperation, t("operation"))]} />
        </div>
      </Section>
    );
  }
  const { card, verifiedIdentity } = transaction;
  return (
    <Section title={t("title")} id="payment">
      <div className="grid gap-4">
        <Facts
          items={[
            {
              label: t("method"),
              value: methodOf(transaction.paymentProductType),
              note: <Code>{transaction.paymentProductType}</Code>,
            },
            { label: t("gateway"), value: <Word group="gateway" value={transaction.paymentProduct} /> },
            {
              label: t("amount"),
              value: <Amount value={transaction.amount} currency={transaction.currency} />,
            },
            {
              label: t("status"),
              value: transaction.status && <Word group="order" value={transaction.status} />,
            },
            {
              label: t("settlement"),
              value: transaction.settlementStatus && (
                <Word group="settlement" value={transaction.settlementStatus} />
              ),
            },
            {
              label: t("channel"),
              value: transaction.channel && <Word group="channel" value={transaction.channel} />,
            },
            operation(paymentOperation, t("operation")),
            { label: t("descriptor"), value: transaction.dynamicDescriptor },
            {
              label: t("payoutDestination"),
              value: transaction.payoutDestinationId && <Code>{transaction.payoutDestinationId}</Code>,
            },
            { label: t("platform"), value: transaction.platformType },
            { label: t("created"), value: transaction.createdAt && <Instant at={transaction.createdAt} /> },
            { label: t("updated"), value: transaction.updatedAt && <Instant at={transaction.updatedAt} /> },
            { label: t("account"), value: transaction.accountId && <Code>{transaction.accountId}</Code> },
            { label: t("version"), value: transaction.version },
          ]}
        />
        {card && <CardFacts card={card} document={document?.card} />}
        {verifiedIdentity && (
          <div>
            <h3 className="mb-1 text-ink-faint text-xs">{t("identity")}</h3>
            <AsReceived value={verifiedIdentity} />
          </div>
        )}
      </div>
    </Section>
  );
}

function operation(value: string | undefined, label: string) {
  return { label, value: value && <Word group="operation" value={value} /> };
}
