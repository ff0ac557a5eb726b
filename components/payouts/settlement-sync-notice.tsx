import { useTranslations } from "next-intl";
import type { SettlementSync } from "@/lib/domain/settlement-report";
import { Instant } from "../instant";
import { Notice } from "../ui/notice";

interface SettlementSyncNoticeProps {
  readonly sync: SettlementSync | undefined;
}

const SCOPES = ["read:settlements", "read:reports", "read:billing"];

/** Why settlements may be missing: not granted, not asked yet, not answered, not readable. */
export function SettlementSyncNotice({ sync }: SettlementSyncNoticeProps) {
  const t = useTranslations("payouts.sync");
  if (sync === undefined) {
    return (
      <Notice tone="info" title={t("never.title")}>
        {t("never.text")}
      </Notice>
    );
  }
  const at = () => <Instant at={sync.checkedAt} style="minute" />;
  if (sync.isGranted === false) {
    return (
      <Notice tone="waiting" title={t("notGranted.title")}>
        <p>
          {t.rich("notGranted.text", {
            at,
            scopes: () => (
              <>
                {SCOPES.map((scope, index) => (
                  <span key={scope}>
                    {index > 0 && ", "}
                    <code className="font-mono text-xs">{scope}</code>
                  </span>
                ))}
              </>
            ),
          })}
        </p>
        <p>{t("notGranted.next")}</p>
      </Notice>
    );
  }
  return (
    <>
      {sync.lastError !== undefined && (
        <Notice tone="waiting" title={t("failed.title")}>
          {t.rich("failed.text", {
            at,
            code: () => <code className="font-mono text-xs">{sync.lastError}</code>,
          })}
        </Notice>
      )}
      {sync.nameless > 0 && (
        <Notice tone="waiting" title={t("nameless.title", { count: sync.nameless })}>
          {t("nameless.text")}
        </Notice>
      )}
    </>
  );
}
