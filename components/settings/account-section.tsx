import { useTranslations } from "next-intl";
import { EnvironmentBadge } from "@/components/shell/environment-badge";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";

interface AccountSectionProps {
  readonly accountId: string;
  readonly appUrl: string;
  readonly apiUrl: string;
  readonly checkoutUrl: string;
  readonly syncIntervalSeconds: number;
  readonly businessTimeZone: string;
  readonly rawBodyRetentionDays: number;
  readonly piiRetentionDays: number;
  readonly oidcIssuer?: string | undefined;
}

/** Whose account this is, whether its money is real, and how Kontor was configured. Read at start; changed there. */
export function AccountSection(connection: AccountSectionProps) {
  const t = useTranslations("settings.account");
  const { accountId, oidcIssuer, syncIntervalSeconds } = connection;
  const isTest = accountId.startsWith("T");
  const address = (text: string) => <code className="wrap-anywhere text-xs">{text}</code>;
  return (
    <Section title={t("title")} actions={<EnvironmentBadge accountId={accountId} />}>
      <div className="grid gap-4">
        <Notice tone={isTest ? "waiting" : "info"} title={t(isTest ? "test" : "production")}>
          {t(isTest ? "testNote" : "productionNote")}
        </Notice>
        <Facts
          columns={3}
          items={[
            { label: t("accountId"), value: address(accountId), note: "DINTERO_ACCOUNT_ID" },
            { label: t("checkoutUrl"), value: address(connection.checkoutUrl), note: "DINTERO_CHECKOUT_URL" },
            { label: t("apiUrl"), value: address(connection.apiUrl), note: "DINTERO_API_URL" },
            { label: t("appUrl"), value: address(connection.appUrl), note: "APP_URL" },
            { label: t("zone"), value: connection.businessTimeZone, note: "BUSINESS_TIME_ZONE" },
            {
              label: t("oidc"),
              value: oidcIssuer === undefined ? t("off") : address(oidcIssuer),
              note: "OIDC_ISSUER",
            },
            {
              label: t("sync"),
              value: syncIntervalSeconds === 0 ? t("off") : t("seconds", { count: syncIntervalSeconds }),
              note: "SYNC_INTERVAL_SECONDS",
            },
            {
              label: t("rawBodies"),
              value: t("days", { count: connection.rawBodyRetentionDays }),
              note: "RAW_BODY_RETENTION_DAYS",
            },
            {
              label: t("personal"),
              value: t("days", { count: connection.piiRetentionDays }),
              note: "PII_RETENTION_DAYS",
            },
          ]}
        />
        <p className="text-ink-faint text-xs">{t("where")}</p>
      </div>
    </Section>
  );
}
