import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { Checkbox, Session } from "@/lib/domain/session";
import { Checkboxes } from "./checkboxes";
import { Code } from "./inline";
import { PublishedTo } from "./published-to";

interface SessionSectionProps {
  readonly session: Session | undefined;
  readonly checkboxes: readonly Checkbox[];
}

/** The checkout the customer was sent to: its life, how it was sent out, what the customer ticked. */
export function SessionSection({ session, checkboxes }: SessionSectionProps) {
  const t = useTranslations("order.session");
  if (!session && checkboxes.length === 0) return null;
  const express = session?.express;
  return (
    <Section title={t("title")} id="session">
      <Facts
        items={[
          { label: t("created"), value: session?.createdAt && <Instant at={session.createdAt} /> },
          { label: t("updated"), value: session?.updatedAt && <Instant at={session.updatedAt} /> },
          { label: t("expires"), value: session?.expiresAt && <Instant at={session.expiresAt} /> },
          { label: t("cancelled"), value: session?.cancelledAt && <Instant at={session.cancelledAt} /> },
          { label: t("cancelledBy"), value: session?.cancelledBy && <Code>{session.cancelledBy}</Code> },
          { label: t("published"), value: session && <PublishedTo configuration={session.configuration} /> },
          {
            label: t("checkboxes"),
            value: checkboxes.length > 0 ? <Checkboxes checkboxes={checkboxes} /> : undefined,
          },
          {
            label: t("eventReference"),
            value: session?.order.eventReference && <Code>{session.order.eventReference}</Code>,
          },
          {
            label: t("payoutDestination"),
            value: session?.order.payoutDestinationId && <Code>{session.order.payoutDestinationId}</Code>,
          },
          { label: t("express"), value: express && t("yes") },
          { label: t("customerTypes"), value: express && list(express.customerTypes, t("nothing")) },
          {
            label: t("differentAddresses"),
            value: express && list(express.defaultDifferentBillingShippingAddress, t("nothing")),
          },
          { label: t("maxCodes"), value: express?.discountCodes?.maxCount },
        ]}
      />
    </Section>
  );
}

function list(values: readonly string[], nothing: string) {
  return values.length > 0 ? <Code>{values.join(", ")}</Code> : nothing;
}
