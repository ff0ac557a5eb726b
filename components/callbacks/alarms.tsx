import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { callbacksHref } from "@/lib/domain/callback-filter";
import type { DeliveryOutcome, IntakeHealth } from "@/lib/domain/delivery-log";
import { CallbackAddress } from "./callback-address";
import { expectedAt, useCauseSentence } from "./cause";
import { useDuration, useReasonOf } from "./words";

interface AlarmsProps {
  readonly health: IntakeHealth;
  readonly accountId: string;
  /** Milliseconds since 1970: when it was read. */
  readonly now: number;
}

const EVENTS = ["CAPTURE", "REFUND", "VOID"] as const;

/** What is wrong with the intake as a whole, worst first, each with what to do about it; nothing when nothing is. */
export function Alarms({ health, accountId, now }: AlarmsProps) {
  const t = useTranslations("callbacks.alarm");
  const duration = useDuration();
  const reasonOf = useReasonOf();
  const { last24h, check, flagWarnings, lastReceivedAt, usualGapSeconds } = health;
  const isAllRefused = last24h.received === 0 && last24h.refused > 0;
  const missingEvents = EVENTS.filter((event) => flagWarnings.reportEvents.includes(event));
  const isFlagMissing = flagWarnings.reportError || missingEvents.length > 0;
  // Where callbacks do come, that is how it is meant: a proxy in front, another name for the same host.
  const isElsewhere =
    last24h.received === 0 && flagWarnings.sessions > 0 && flagWarnings.elsewhere === flagWarnings.sessions;
  return (
    <div className="grid gap-3 empty:hidden">
      {(health.isRefusingDintero || isAllRefused) && (
        <Notice
          tone="bad"
          title={
            health.isRefusingDintero
              ? t("refusingTitle", { count: health.refusedInTenMinutes })
              : t("allRefusedTitle", { count: last24h.refused })
          }
          action={<ShowThem outcome="refused" />}
        >
          <LikelyCause health={health} accountId={accountId} />
        </Notice>
      )}
      {health.parked > 0 && (
        <Notice
          tone="bad"
          title={t("parkedTitle", { count: health.parked })}
          action={<ShowThem outcome="parked" />}
        >
          {t("parked")}
        </Notice>
      )}
      {last24h.late > 0 && (
        <Notice
          tone="waiting"
          title={t("clockTitle", { count: last24h.late })}
          action={<ShowThem outcome="late" />}
        >
          {t(last24h.late < last24h.received ? "clockFew" : "clock")}
        </Notice>
      )}
      {health.isSilent && lastReceivedAt !== undefined && usualGapSeconds !== undefined && (
        <Notice
          tone="waiting"
          title={t("silentTitle", {
            since: duration((now - Date.parse(lastReceivedAt)) / 1000),
            usual: duration(usualGapSeconds),
          })}
        >
          {t("silent")}
        </Notice>
      )}
      {check.lastError && (
        <Notice tone="waiting" title={t("checkTitle", { reason: reasonOf(check.lastError) })}>
          {t("check")}
        </Notice>
      )}
      {isElsewhere && (
        <Notice tone="waiting" title={t("elsewhereTitle")}>
          <p>{t("elsewhere", { count: flagWarnings.elsewhere, sessions: flagWarnings.sessions })}</p>
          {!isFlagMissing && <UseThis address={health.callbackUrl} />}
        </Notice>
      )}
      {flagWarnings.sessions > 0 && isFlagMissing && (
        <Notice tone="waiting" title={t("flagsTitle")}>
          <ul className="list-disc pl-4">
            {flagWarnings.reportError && <li>{t("flagError")}</li>}
            {missingEvents.map((event) => (
              <li key={event}>{t(`flag${event}`)}</li>
            ))}
          </ul>
          <UseThis address={health.callbackUrl} />
        </Notice>
      )}
    </div>
  );
}

function UseThis({ address }: { readonly address: string }) {
  const t = useTranslations("callbacks.alarm");
  return (
    <>
      <p className="mt-1.5">{t("flagsNext")}</p>
      <CallbackAddress address={address} />
    </>
  );
}

function ShowThem({ outcome }: { readonly outcome: DeliveryOutcome }) {
  const t = useTranslations("callbacks.alarm");
  return (
    <ButtonLink href={callbacksHref({ outcomes: [outcome] })} size="small" prefetch={false}>
      {t("show")}
    </ButtonLink>
  );
}

function LikelyCause({ health, accountId }: Omit<AlarmsProps, "now">) {
  const t = useTranslations("callbacks");
  const sentenceOf = useCauseSentence();
  const cause = health.likelyCause
    ? sentenceOf(health.likelyCause, expectedAt(health.callbackUrl, accountId))
    : t("cause.secret");
  return <>{t("alarm.likely", { cause })}</>;
}
