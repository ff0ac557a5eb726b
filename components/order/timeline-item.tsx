import clsx from "clsx";
import {
  ChevronRight,
  CircleHelp,
  CircleX,
  Clock3,
  Coins,
  type LucideIcon,
  Store,
  User,
  Webhook,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Chip } from "@/components/ui/chip";
import type { OrderItem } from "@/lib/domain/items";
import type { Lane, TimelineEntry } from "@/lib/domain/order";
import type { OrderView } from "@/lib/domain/order-view";
import { useFailureHeadline } from "./failure-words";
import { LinesSummary } from "./lines-summary";
import { SettlementChip } from "./settlement-chip";
import { SplitsTable } from "./splits-table";
import { TimelineDetails } from "./timeline-details";
import { TimelineNote } from "./timeline-note";
import { TimelineSentence } from "./timeline-sentence";

interface TimelineItemProps {
  readonly entry: TimelineEntry;
  readonly view: OrderView;
  readonly items: readonly OrderItem[];
}

const LANE_ICONS: Record<Lane, LucideIcon> = { customer: User, money: Coins, callback: Webhook };
/** Session events that the shop causes, not the customer. */
const OF_THE_SHOP: ReadonlySet<string> = new Set(["INITIATED", "UPDATE_SESSION"]);

/** A request that nobody answered for so long is worth a look. */
const LATE_AFTER_MS = 15 * 60_000;

/** One entry: when, what in words, whether it worked; the rest is folded behind the sentence. */
export function TimelineItem({ entry, view, items }: TimelineItemProps) {
  const t = useTranslations("timeline");
  const headlineOf = useFailureHeadline();
  const Icon = iconOf(entry);
  const currency = entry.currency ?? view.order.amounts.currency;
  const isLate = isPendingSince(entry, view.fetchedAt);
  const hasFootnote = entry.requestedAt || (entry.count > 1 && entry.lastAt) || entry.eventReference;
  return (
    <li
      id={entry.id}
      data-lane={entry.lane}
      className="grid grid-cols-[3.75rem_1rem_minmax(0,1fr)] gap-x-2 rounded py-0.5 target:bg-accent-soft sm:gap-x-3"
    >
      <span className="figures pt-1 text-ink-faint text-xs leading-5">
        {entry.at && <Instant at={entry.at} style="time" />}
      </span>
      <Icon
        aria-hidden="true"
        className={clsx(
          "mt-1.5 size-4",
          entry.outcome === "failed" ? "text-bad" : isLate ? "text-waiting" : "text-ink-faint",
        )}
      />
      <div className="min-w-0 text-sm">
        <details>
          <summary className="-mx-1.5 flex min-h-7 items-center gap-x-2 rounded px-1.5 py-0.5 hover:bg-hover">
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1">
              <span className={entry.outcome === "failed" ? "text-bad" : "text-ink"}>
                <TimelineSentence entry={entry} />
              </span>
              {isLate && <Chip tone="waiting">{t("late")}</Chip>}
              {entry.settlements && <SettlementChip settlements={entry.settlements} />}
            </span>
            <ChevronRight aria-hidden="true" className="turns size-3.5 shrink-0 text-ink-faint" />
          </summary>
          <TimelineDetails entry={entry} view={view} currency={currency} items={items} />
        </details>
        {entry.failure && <p className="pb-1 text-ink-soft">{headlineOf(entry.failure)}</p>}
        <TimelineNote entry={entry} currency={currency} />
        <LinesSummary lines={entry.lines} items={items} />
        {hasFootnote && (
          <p className="flex flex-wrap gap-x-3 pb-1 text-ink-faint text-xs">
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
        )}
        {entry.splits && <SplitsTable splits={entry.splits} currency={currency} />}
      </div>
    </li>
  );
}

function isPendingSince({ outcome, at }: TimelineEntry, readAt: string): boolean {
  if (outcome !== "pending" || at === undefined) return false;
  return Date.parse(readAt) - Date.parse(at) > LATE_AFTER_MS;
}

function iconOf(entry: TimelineEntry): LucideIcon {
  if (entry.outcome === "failed") return CircleX;
  if (!entry.isKnown) return CircleHelp;
  if (entry.outcome === "pending") return Clock3;
  if (entry.name.endsWith("_CALLBACK_SENT")) return Webhook;
  return entry.lane === "customer" && OF_THE_SHOP.has(entry.name) ? Store : LANE_ICONS[entry.lane];
}
