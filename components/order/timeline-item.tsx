import clsx from "clsx";
import { CircleHelp, CircleX, Clock3, Coins, Link2, type LucideIcon, User, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Chip } from "@/components/ui/chip";
import type { OrderItem } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { Lane, TimelineEntry } from "@/lib/domain/order";
import type { OrderView } from "@/lib/domain/order-view";
import { useFailureHeadline } from "./failure-words";
import { LinesSummary } from "./lines-summary";
import { SettlementChip } from "./settlement-chip";
import { SplitsTable } from "./splits-table";
import { TimelineDetails } from "./timeline-details";
import { TimelineSentence } from "./timeline-sentence";

interface TimelineItemProps {
  readonly entry: TimelineEntry;
  readonly documents: OrderView["documents"];
  readonly currency: CurrencyCode;
  readonly items: readonly OrderItem[];
  readonly readAt: string;
}

const LANE_ICONS: Record<Lane, LucideIcon> = { customer: User, money: Coins, callback: Webhook };

/** A request that nobody answered for so long is worth a look. */
const LATE_AFTER_MS = 15 * 60_000;

export function TimelineItem({ entry, documents, currency, items, readAt }: TimelineItemProps) {
  const t = useTranslations("timeline");
  const headlineOf = useFailureHeadline();
  const Icon = iconOf(entry);
  const isLate =
    entry.outcome === "pending" &&
    entry.at !== undefined &&
    Date.parse(readAt) - Date.parse(entry.at) > LATE_AFTER_MS;
  return (
    <li
      id={entry.id}
      data-lane={entry.lane}
      className="group grid grid-cols-[4rem_1rem_minmax(0,1fr)] gap-x-2.5 rounded py-1.5 target:bg-accent-soft sm:gap-x-3"
    >
      <span className="figures text-ink-faint text-xs leading-5">
        {entry.at && <Instant at={entry.at} style="time" />}
      </span>
      <Icon
        aria-hidden="true"
        className={clsx(
          "mt-0.5 size-4",
          entry.outcome === "failed" ? "text-bad" : isLate ? "text-waiting" : "text-ink-faint",
        )}
      />
      <div className="min-w-0 text-sm">
        <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <span className={entry.outcome === "failed" ? "text-bad" : "text-ink"}>
            <TimelineSentence entry={entry} />
          </span>
          {isLate && <Chip tone="waiting">{t("late")}</Chip>}
          {entry.settlements && <SettlementChip settlements={entry.settlements} />}
          <a
            href={`#${entry.id}`}
            aria-label={t("anchor")}
            className="inline-flex size-6 items-center justify-center self-center rounded text-ink-faint opacity-0 hover:text-ink focus-visible:opacity-100 group-hover:opacity-100 print:hidden"
          >
            <Link2 aria-hidden="true" className="size-3.5" />
          </a>
        </div>
        {entry.failure && <p className="text-ink-soft">{headlineOf(entry.failure)}</p>}
        <p className="flex flex-wrap gap-x-3 text-ink-faint text-xs">
          {entry.requestedAt && (
            <span>
              {t("requested")} <Instant at={entry.requestedAt} style="time" />
            </span>
          )}
          {entry.count > 1 && entry.lastAt && (
            <span>
              {t("last")} <Instant at={entry.lastAt} style="time" />
            </span>
          )}
          {entry.eventReference && (
            <span>
              {t("eventReference")} <bdi className="font-mono">{entry.eventReference}</bdi>
            </span>
          )}
        </p>
        <LinesSummary lines={entry.lines} items={items} />
        {entry.splits && <SplitsTable splits={entry.splits} currency={entry.currency ?? currency} />}
        <TimelineDetails
          entry={entry}
          documents={documents}
          currency={entry.currency ?? currency}
          items={items}
        />
      </div>
    </li>
  );
}

function iconOf(entry: TimelineEntry): LucideIcon {
  if (entry.outcome === "failed") return CircleX;
  if (!entry.isKnown) return CircleHelp;
  return entry.outcome === "pending" ? Clock3 : LANE_ICONS[entry.lane];
}
