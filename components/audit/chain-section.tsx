import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { AuditCheck, AuditState } from "@/lib/domain/audit-entry";
import { VerifyButton } from "./verify-button";

/** Whether the log is as it was written, when that was last looked at, and what to keep elsewhere. */
export function ChainSection({ state }: { readonly state: AuditState }) {
  const t = useTranslations("audit.chain");
  const { rows, heads, lastCheck } = state;
  return (
    <Section title={t("title")} actions={<VerifyButton />}>
      <div className="grid gap-3 text-sm">
        {lastCheck !== undefined && lastCheck.faults.length > 0 && <Broken check={lastCheck} />}
        <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {lastCheck === undefined ? (
            <span className="text-ink-soft">{t("never")}</span>
          ) : (
            <>
              <Verdict check={lastCheck} />
              <span className="text-ink-soft">
                {t("verified", { rows: lastCheck.rows, name: lastCheck.byName ?? t("somebody") })}
                {" · "}
                <Instant at={lastCheck.at} />
              </span>
            </>
          )}
          <span className="text-ink-faint">{t("rows", { count: rows })}</span>
        </div>
        {lastCheck?.isComplete === false && <p className="text-ink-soft">{t("partlyNext")}</p>}
        <p className="max-w-prose text-ink-soft">{t("lead")}</p>
        {heads.length > 0 && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <CopyButton value={heads.join("\n")} label={t("heads")}>
              {t("heads")}
            </CopyButton>
            <span className="min-w-0 max-w-prose text-ink-faint text-xs">{t("headsNext")}</span>
          </div>
        )}
      </div>
    </Section>
  );
}

function Verdict({ check }: { readonly check: AuditCheck }) {
  const t = useTranslations("audit.chain");
  if (check.faults.length > 0) return <Chip tone="bad">{t("broken")}</Chip>;
  return check.isComplete ? <Chip tone="good">{t("whole")}</Chip> : <Chip tone="waiting">{t("partly")}</Chip>;
}

function Broken({ check }: { readonly check: AuditCheck }) {
  const t = useTranslations("audit.chain");
  return (
    <Notice tone="bad" title={t("brokenTitle")}>
      <ul className="list-disc pl-4">
        {check.faults.map(({ kind, chain, seq, auditId }) => (
          <li key={`${kind} ${chain} ${seq}`} className="wrap-anywhere">
            {t(`fault.${kind}`, { place: `${chain}.${seq}${auditId === undefined ? "" : ` (${auditId})`}` })}
          </li>
        ))}
      </ul>
      <p>{t("brokenNext")}</p>
    </Notice>
  );
}
