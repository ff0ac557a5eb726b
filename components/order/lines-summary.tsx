import { useLocale } from "next-intl";
import type { OrderItem } from "@/lib/domain/items";
import type { TimelineEntry } from "@/lib/domain/order";
import { formatQuantity } from "@/lib/format/numbers";

interface LinesSummaryProps {
  readonly lines: TimelineEntry["lines"];
  readonly items: readonly OrderItem[];
}

/** What an event was about, in one line: "2 × Chair, 1 × Home delivery". */
export function LinesSummary({ lines, items }: LinesSummaryProps) {
  const locale = useLocale();
  if (lines.length === 0) return null;
  const parts = lines.map(({ lineId, description, quantity }) => {
    const name = description ?? items.find((item) => item.lineId === lineId)?.description ?? lineId ?? "?";
    return quantity === undefined ? name : `${formatQuantity(quantity, locale)} × ${name}`;
  });
  return <p className="text-ink-soft">{parts.join(", ")}</p>;
}
