import clsx from "clsx";
import { Webhook } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Instant } from "@/components/instant";
import { TONE_TEXTS, type Tone } from "@/components/ui/tone";
import { callbacksHref } from "@/lib/domain/callback-filter";
import type { IntakeHealth } from "@/lib/domain/delivery-log";
import { useDuration } from "./words";

interface IntakeStripProps {
  readonly health: IntakeHealth;
  /** Milliseconds since 1970: when it was read. */
  readonly now: number;
}

/** How the callbacks stand, in a line at the foot of the home page; what is amiss is coloured and leads to its rows. */
export function IntakeStrip({ health, now }: IntakeStripProps) {
  const t = useTranslations("callbacks");
  const duration = useDuration();
  const { lastReceivedAt, usualGapSeconds, isSilent, last24h, waiting, parked } = health;
  return (
    <section
      aria-label={t("strip.title")}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border bg-surface px-4 py-2.5 text-ink-soft text-sm"
    >
      <Link
        href={callbacksHref()}
        className="flex items-center gap-2 rounded font-medium text-ink hover:underline"
      >
        <Webhook aria-hidden="true" className="size-4 text-ink-faint" />
        {t("strip.title")}
      </Link>
      {lastReceivedAt === undefined ? (
        <span>
          {t("strip.none")} ·{" "}
          <Link href={callbacksHref()} className="rounded text-accent underline">
            {t("strip.setUp")}
          </Link>
        </span>
      ) : (
        <>
          <span>
            {t("strip.last")} <Instant at={lastReceivedAt} className="text-ink" />,{" "}
            {t("health.ago", { duration: duration((now - Date.parse(lastReceivedAt)) / 1000) })}
          </span>
          {usualGapSeconds !== undefined && (
            <Item tone={isSilent ? "waiting" : undefined}>
              {isSilent && `${t("strip.quiet")}, `}
              {t("strip.usual", { duration: duration(usualGapSeconds) })}
            </Item>
          )}
        </>
      )}
      {(lastReceivedAt !== undefined || last24h.refused > 0) && (
        <Item
          href={callbacksHref({ outcomes: ["refused"], hours: 24 })}
          tone={last24h.refused > 0 ? "bad" : undefined}
        >
          {t("strip.refused", { count: last24h.refused })}
        </Item>
      )}
      {waiting > 0 && (
        <Item href={callbacksHref({ outcomes: ["waiting"] })}>{t("strip.waiting", { count: waiting })}</Item>
      )}
      {parked > 0 && (
        <Item href={callbacksHref({ outcomes: ["parked"] })} tone="bad">
          {t("strip.parked", { count: parked })}
        </Item>
      )}
    </section>
  );
}

interface ItemProps {
  readonly href?: string;
  readonly tone?: Tone | undefined;
  readonly children: ReactNode;
}

function Item({ href, tone, children }: ItemProps) {
  const look = clsx("rounded", tone && ["font-medium", TONE_TEXTS[tone]]);
  return (
    <span className="before:mr-3 before:text-ink-faint before:content-['·']">
      {href ? (
        <Link href={href} prefetch={false} className={clsx(look, "hover:underline")}>
          {children}
        </Link>
      ) : (
        <span className={look}>{children}</span>
      )}
    </span>
  );
}
