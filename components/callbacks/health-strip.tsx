import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Instant } from "@/components/instant";
import { Bars } from "@/components/ui/bars";
import { Section } from "@/components/ui/section";
import { TONE_TEXTS, type Tone } from "@/components/ui/tone";
import { type CallbackFilter, callbacksHref } from "@/lib/domain/callback-filter";
import { DELIVERY_OUTCOMES, type IntakeHealth } from "@/lib/domain/delivery-log";
import { formatInstant } from "@/lib/format/instants";
import { formatQuantity } from "@/lib/format/numbers";
import { useDuration } from "./words";

interface HealthStripProps {
  readonly health: IntakeHealth;
  /** Milliseconds since 1970: when it was read. */
  readonly now: number;
}

const HOUR_MS = 3_600_000;
/** Acknowledged, whatever came of it: what "received" counts. */
const ACKNOWLEDGED = DELIVERY_OUTCOMES.filter(
  (outcome) => outcome !== "late" && outcome !== "refused" && outcome !== "found",
);

/** How the intake stands: each figure leads to exactly the rows it counts. */
export function HealthStrip({ health, now }: HealthStripProps) {
  const t = useTranslations("callbacks.health");
  const duration = useDuration();
  const { last24h, check, lastReceivedAt, usualGapSeconds, oldestWaitingAt } = health;
  const since = (at: string) => duration((now - Date.parse(at)) / 1000);
  const day = { hours: 24 } as const;
  return (
    <Section title={t("title")} isFlush>
      <div className="@container">
        <div className="grid @3xl:grid-cols-[minmax(0,5fr)_minmax(0,9fr)]">
          <Rate health={health} now={now} />
          <dl className="grid grid-cols-2 gap-px border-t bg-line @lg:grid-cols-4 @3xl:border-t-0">
            <Figure
              label={t("received")}
              value={last24h.received}
              filter={{ outcomes: ACKNOWLEDGED, ...day }}
              isAtLeast={last24h.isAtLeast}
              note={t("last24h")}
            />
            <Figure
              label={t("applied")}
              value={last24h.applied}
              filter={{ outcomes: ["applied", "unchanged", "differs"], ...day }}
              isAtLeast={last24h.isAtLeast}
              note={t("last24h")}
            />
            <Figure
              label={t("refused")}
              value={last24h.refused}
              filter={{ outcomes: ["refused"], ...day }}
              tone="bad"
              note={t("last24h")}
            />
            <Figure
              label={t("duplicates")}
              value={last24h.duplicates}
              filter={{ outcomes: ACKNOWLEDGED, isRepeated: true, ...day }}
              note={t("last24h")}
            />
            <Figure
              label={t("late")}
              value={last24h.late}
              filter={{ outcomes: ["late"], ...day }}
              tone="waiting"
              note={t("last24h")}
            />
            <Figure
              label={t("waiting")}
              value={health.waiting}
              filter={{ outcomes: ["waiting"] }}
              note={oldestWaitingAt ? t("oldest", { duration: since(oldestWaitingAt) }) : t("right")}
            />
            <Figure
              label={t("unconfirmed")}
              value={health.unconfirmed}
              filter={{ outcomes: ["unconfirmed"] }}
              tone="waiting"
              note={t("right")}
            />
            <Figure
              label={t("parked")}
              value={health.parked}
              filter={{ outcomes: ["parked"] }}
              tone="bad"
              note={t("right")}
            />
          </dl>
        </div>
        <div className="flex flex-wrap gap-x-8 gap-y-1 border-t px-4 py-2.5 text-ink-soft text-sm">
          <Line label={t("lastReceived")}>
            {lastReceivedAt ? (
              <>
                <Instant at={lastReceivedAt} className="text-ink" />
                <span>
                  {t("ago", { duration: since(lastReceivedAt) })}
                  {usualGapSeconds !== undefined &&
                    ` · ${t("usual", { duration: duration(usualGapSeconds) })}`}
                </span>
              </>
            ) : (
              t("never")
            )}
          </Line>
          <Line label={t("complete")} title={t("completeNote")}>
            {check.completeTo ? <Instant at={check.completeTo} className="text-ink" /> : "–"}
            <span>
              {check.lastFinishedAt
                ? `${t("lastCheck", { duration: since(check.lastFinishedAt) })} · ${t("found", { count: check.found24h })}`
                : t("noCheck")}
            </span>
          </Line>
        </div>
      </div>
    </Section>
  );
}

function Rate({ health, now }: HealthStripProps) {
  const t = useTranslations("callbacks.health");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const { rate } = health;
  const clock = (at: number) =>
    formatInstant(new Date(at).toISOString(), { locale, timeZone, style: "time" }).slice(0, 5);
  const bars = rate.map((value, place) => {
    const endsAt = now - (rate.length - 1 - place) * HOUR_MS;
    return {
      value,
      title: t("hour", { from: clock(endsAt - HOUR_MS), to: clock(endsAt), count: value }),
    };
  });
  const total = rate.reduce((sum, value) => sum + value, 0);
  return (
    <div className="flex flex-col justify-end gap-1.5 px-4 py-3 @3xl:border-r">
      <p className="text-ink-faint text-xs">{t("rate")}</p>
      <Bars bars={bars} summary={t("rateSummary", { total, most: Math.max(0, ...rate) })} />
      <p aria-hidden="true" className="flex justify-between text-2xs text-ink-faint">
        <span>{t("dayAgo")}</span>
        <span>{t("now")}</span>
      </p>
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly filter: Partial<CallbackFilter>;
  readonly isAtLeast?: boolean;
  /** The colour of anything above 0. */
  readonly tone?: Tone;
  readonly note: string;
}

function Figure({ label, value, filter, isAtLeast = false, tone, note }: FigureProps) {
  const locale = useLocale();
  const t = useTranslations("callbacks.health");
  const count = formatQuantity(value, locale);
  return (
    <div className="relative bg-surface px-3.5 py-2 hover:bg-hover">
      <dt className="truncate text-ink-faint text-xs">{label}</dt>
      <dd>
        <Link
          href={callbacksHref(filter)}
          prefetch={false}
          className={clsx(
            "figures font-semibold text-lg -outline-offset-2 after:absolute after:inset-0",
            value === 0 ? "text-ink-faint" : tone ? TONE_TEXTS[tone] : "text-ink",
          )}
        >
          <span className="sr-only">{label}: </span>
          {isAtLeast ? t("atLeast", { count }) : count}
        </Link>
        <span className="block truncate text-2xs text-ink-faint">{note}</span>
      </dd>
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly title?: string;
  readonly children: ReactNode;
}

function Line({ label, title, children }: LineProps) {
  return (
    <p title={title} className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-ink-faint">{label}</span>
      {children}
    </p>
  );
}
