import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { Customer } from "@/lib/domain/address";
import { Code, PlainUrl } from "./inline";
import { Nothing } from "./nothing";
import { usePaymentMethod } from "./words";

interface CustomerSectionProps {
  readonly customer: Customer | undefined;
  /** Whether contact data on this page is hidden, and the way to see it. */
  readonly contact?: ReactNode;
}

/** Who pays, with contact data masked unless this reader asked to see it. */
export function CustomerSection({ customer, contact }: CustomerSectionProps) {
  const t = useTranslations("order.customer");
  const methodOf = usePaymentMethod();
  return (
    <Section title={t("title")} id="customer">
      <div className="grid gap-3">
        {contact}
        {customer ? (
          <Facts
            items={[
              { label: t("email"), value: customer.email },
              { label: t("phone"), value: customer.phoneNumber },
              { label: t("id"), value: customer.customerId && <Code>{customer.customerId}</Code> },
              {
                label: t("tokens"),
                value:
                  customer.storedTokenProducts.length > 0
                    ? customer.storedTokenProducts.map((product) => (
                        <div key={product} title={product}>
                          {methodOf(product)}
                        </div>
                      ))
                    : undefined,
              },
              {
                label: t("giftCards"),
                value:
                  customer.giftCards.length > 0
                    ? customer.giftCards.map((card) => (
                        <div key={JSON.stringify(card)} className="flex flex-wrap gap-x-2">
                          {card.maskedCardToken && <Code>{card.maskedCardToken}</Code>}
                          <span className="text-ink-faint text-xs">
                            {card.system} {card.cardId && <Code>{card.cardId}</Code>}
                          </span>
                        </div>
                      ))
                    : undefined,
              },
              {
                label: t("myDintero"),
                value: customer.myDintero?.actions.join(", "),
                note: customer.myDintero?.terms && (
                  <>
                    {t("terms")} <Code>{customer.myDintero.terms.id}</Code>{" "}
                    {customer.myDintero.terms.url && <PlainUrl>{customer.myDintero.terms.url}</PlainUrl>}
                  </>
                ),
              },
            ]}
          />
        ) : (
          <Nothing>{t("none")}</Nothing>
        )}
      </div>
    </Section>
  );
}
