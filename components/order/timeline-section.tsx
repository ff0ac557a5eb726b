import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { OrderItem } from "@/lib/domain/items";
import type { Lane, TimelineEntry } from "@/lib/domain/order";
import type { OrderView } from "@/lib/domain/order-view";
import { formatInstant } from "@/lib/format/instants";
import { LaneFilter } from "./lane-filter";
import { Nothing } from "./nothing";
import { TimelineItem } from "./timeline-item";

interface TimelineSectionProps {
  readonly view: OrderView;
  /** The order's lines, to name what was captured or refunded. */
  readonly items: readonly OrderItem[];
}

const LANES: readonly Lane[] = ["customer", "money", "callback"];

/** Everything that happened, in one story, by day on the shop's clock. */
export function TimelineSection({ view, items }: TimelineSectionProps) {
  const t = useTranslations("timeline");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const entries = view.order.timeline;
  const lanes = LANES.filter((lane) => entries.some((entry) => entry.lane === lane));
  if (entries.length === 0) {
    return (
      <Section title={t("title")} id="timeline">
        <Nothing>{t("empty")}</Nothing>
      </Section>
    );
  }
  const days = byDay(entries, (at) => formatInstant(at, { locale, timeZone, style: "date" }));
  const story = days.map(([day, ofDay]) => (
    <div key={day} data-day="">
      <h3 className="mb-1 pt-3 font-medium text-ink-faint text-xs">{day || t("undated")}</h3>
      <ol>
        {ofDay.map((entry) => (
          <TimelineItem key={entry.id} entry={entry} view={view} items={items} />
        ))}
      </ol>
    </div>
  ));
  return (
    <Section title={t("title")} id="timeline">
      {lanes.length > 1 ? (
        <LaneFilter
          label={t("lanes.label")}
          all={t("lanes.all")}
          lanes={lanes.map((lane) => ({ lane, name: t(`lanes.${lane}`) }))}
        >
          {story}
        </LaneFilter>
      ) : (
        story
      )}
    </Section>
  );
}

/** Consecutive entries of one day together; the empty text stands for those without a time. */
function byDay(
  entries: readonly TimelineEntry[],
  dayOf: (at: string) => string,
): [string, TimelineEntry[]][] {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const day = entry.at === undefined ? "" : dayOf(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}
