import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { OrderView } from "@/lib/domain/order-view";
import { Nothing } from "./nothing";
import { RawDocument } from "./raw-document";
import { Withheld } from "./withheld";

interface RawSectionProps {
  readonly documents: OrderView["documents"];
  readonly canRead: boolean;
}

/** Dintero's own objects, and the list of what is kept out of them. */
export function RawSection({ documents, canRead }: RawSectionProps) {
  const t = useTranslations("order.raw");
  const { session, transaction } = documents;
  return (
    <Section title={t("title")} id="raw" className="print:hidden">
      <div className="grid gap-2">
        {!canRead && <Nothing>{t("notForRole")}</Nothing>}
        {canRead && session && (
          <RawDocument title={t("session")} copyLabel={t("copySession")} document={session} />
        )}
        {canRead && transaction && (
          <RawDocument title={t("transaction")} copyLabel={t("copyTransaction")} document={transaction} />
        )}
        <Withheld />
      </div>
    </Section>
  );
}
