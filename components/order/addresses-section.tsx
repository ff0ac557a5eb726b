import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { callbackFaults } from "@/lib/domain/callback-flags";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { PlainUrl } from "./inline";

interface AddressesSectionProps {
  readonly session: Session | undefined;
  readonly transaction: Transaction | undefined;
}

/** Where customer and callbacks are sent, and what the callback address forgets to ask for. */
export function AddressesSection({ session, transaction }: AddressesSectionProps) {
  const t = useTranslations("order.urls");
  const callbackUrl = session?.url.callbackUrl ?? transaction?.url.callbackUrl;
  const other = transaction?.url.callbackUrl === callbackUrl ? undefined : transaction?.url.callbackUrl;
  const faults = callbackUrl === undefined ? [] : callbackFaults(callbackUrl);
  return (
    <Section title={t("title")} id="urls">
      <div className="grid gap-3">
        <Facts
          items={[
            { label: t("callback"), value: url(callbackUrl, t("copy")) },
            { label: t("transactionCallback"), value: url(other, t("copy")) },
            { label: t("return"), value: url(session?.url.returnUrl, t("copy")) },
            { label: t("redirect"), value: url(transaction?.url.redirectUrl, t("copy")) },
            { label: t("approval"), value: url(transaction?.url.approvalUrl, t("copy")) },
            { label: t("terms"), value: url(session?.url.merchantTermsUrl, t("copy")) },
            {
              label: t("discountCodes"),
              value: url(session?.express?.discountCodes?.callbackUrl, t("copy")),
            },
            {
              label: t("shippingAddress"),
              value: url(session?.express?.shippingAddressCallbackUrl, t("copy")),
            },
          ]}
        />
        {session && callbackUrl === undefined && (
          <Notice tone="waiting" title={t("noCallback")}>
            {t("noCallbackCost")}
          </Notice>
        )}
        {faults.length > 0 && (
          <Notice tone="waiting" title={t("faultsTitle")}>
            <ul className="list-disc pl-4">
              {faults.map((fault) => (
                <li key={fault}>{t(`fault.${fault}`)}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Section>
  );
}

function url(value: string | undefined, copyLabel: string): ReactNode {
  if (!value) return undefined;
  return (
    <span className="flex items-start gap-1">
      <PlainUrl>{value}</PlainUrl>
      <CopyButton value={value} label={copyLabel} />
    </span>
  );
}
