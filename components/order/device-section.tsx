import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RequestHeaders } from "@/lib/domain/address";
import { AsReceived } from "./as-received";
import { Code } from "./inline";

interface DeviceSectionProps {
  readonly customerIp: string | undefined;
  readonly userAgent: string | undefined;
  readonly sessionHeaders: RequestHeaders | undefined;
  readonly transactionHeaders: RequestHeaders | undefined;
}

/** What the customer used, and which system of the shop made the session. */
export function DeviceSection({
  customerIp,
  userAgent,
  sessionHeaders,
  transactionHeaders,
}: DeviceSectionProps) {
  const t = useTranslations("order.device");
  const isSame = JSON.stringify(sessionHeaders) === JSON.stringify(transactionHeaders);
  if (!customerIp && !userAgent && !sessionHeaders && !transactionHeaders) return null;
  return (
    <Section title={t("title")} id="device">
      <Facts
        items={[
          { label: t("ip"), value: customerIp && <Code>{customerIp}</Code> },
          {
            label: t("userAgent"),
            value: userAgent && <span className="break-words text-xs">{userAgent}</span>,
          },
          { label: t("system"), value: sessionHeaders && <AsReceived value={sessionHeaders} isStacked /> },
          {
            label: sessionHeaders ? t("transactionSystem") : t("system"),
            value: transactionHeaders && !isSame && <AsReceived value={transactionHeaders} isStacked />,
          },
        ].map(({ label, value }) => ({ label, value: value || undefined }))}
      />
    </Section>
  );
}
