import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Identifier } from "@/components/identifier";
import { Amount } from "@/components/money";
import { Facts } from "@/components/ui/facts";
import { Table, Td, Th } from "@/components/ui/table";
import type { OrderItem } from "@/lib/domain/items";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { EventSource, TimelineEntry } from "@/lib/domain/order";
import type { OrderView } from "@/lib/domain/order-view";
import { formatQuantity } from "@/lib/format/numbers";
import { AsReceived } from "./as-received";
import { Code } from "./inline";
import { isList, isObject } from "./json-shape";
import { SettlementsTable } from "./settlements-table";
import { Word } from "./word";
import { usePaymentMethod } from "./words";

interface TimelineDetailsProps {
  readonly entry: TimelineEntry;
  readonly view: OrderView;
  readonly currency: CurrencyCode;
  readonly items: readonly OrderItem[];
}

/** The rest of one entry, folded: ids, lines, settlements, and each event behind it exactly as Dintero sent it. */
export function TimelineDetails({ entry, view, currency, items }: TimelineDetailsProps) {
  const t = useTranslations("timeline");
  const methodOf = usePaymentMethod();
  const events = entry.sources.map((source) => eventAt(view, source)).filter(isObject);
  return (
    <div className="grid gap-3 py-2">
      <Facts
        items={[
          {
            label: t("statusAfter"),
            value: isOrderStatus(entry) ? <Word group="order" value={entry.status} /> : undefined,
          },
          { label: t("method"), value: entry.paymentProductType && methodOf(entry.paymentProductType) },
          { label: t("by"), value: entry.actor && <Code>{entry.actor}</Code> },
          {
            label: t("eventId"),
            value: entry.eventId && <Identifier value={entry.eventId} label={t("eventId")} isCopyable />,
          },
          {
            label: t("requestId"),
            value: entry.requestId && (
              <Identifier value={entry.requestId} label={t("requestId")} isCopyable />
            ),
          },
        ]}
      />
      {entry.lines.length > 0 && <LinesTable lines={entry.lines} currency={currency} items={items} />}
      {entry.settlements && entry.settlements.events.length > 0 && (
        <SettlementsTable settlements={entry.settlements} currency={currency} />
      )}
      {entry.sources.length === 0 && Object.keys(entry.details).length > 0 && (
        <AsReceived value={entry.details} />
      )}
      {events.length > 0 && (
        <div className="grid gap-2 print:hidden">
          <h4 className="text-ink-faint text-xs">{t("asReceived")}</h4>
          {events.map((event) => (
            <div key={JSON.stringify(event)} className="rounded border bg-sunken p-2.5">
              <AsReceived value={event} />
            </div>
          ))}
        </div>
      )}
      {entry.href && (
        <Link
          href={entry.href}
          prefetch={false}
          className="w-fit text-accent text-xs underline-offset-2 hover:underline print:hidden"
        >
          {t("inLog")}
        </Link>
      )}
      <a
        href={`#${entry.id}`}
        className="w-fit text-accent text-xs underline-offset-2 hover:underline print:hidden"
      >
        {t("anchor")}
      </a>
    </div>
  );
}

/** A callback has a state of its own, which its details tell. */
function isOrderStatus(entry: TimelineEntry): entry is TimelineEntry & { readonly status: string } {
  return entry.lane !== "callback" && entry.status !== undefined && entry.status !== "";
}

interface LinesTableProps {
  readonly lines: TimelineEntry["lines"];
  readonly currency: CurrencyCode;
  readonly items: readonly OrderItem[];
}

function LinesTable({ lines, currency, items }: LinesTableProps) {
  const t = useTranslations("timeline.lines");
  const locale = useLocale();
  return (
    <Table caption={t("caption")} isStackable className="max-w-2xl">
      <thead>
        <tr>
          <Th>{t("line")}</Th>
          <Th isNumeric>{t("quantity")}</Th>
          <Th isNumeric>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={JSON.stringify(line)}>
            <Th scope="row" className="font-normal">
              <bdi>{line.description ?? items.find((item) => item.lineId === line.lineId)?.description}</bdi>{" "}
              <span className="text-ink-faint">
                <Code>{line.lineId}</Code>
              </span>
            </Th>
            <Td isNumeric label={t("quantity")}>
              {line.quantity !== undefined && formatQuantity(line.quantity, locale)}
            </Td>
            <Td isNumeric label={t("amount")}>
              {line.amount !== undefined && <Amount value={line.amount} currency={currency} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** As received, with details as this reader may read them now: raw documents stay masked while contact data is revealed. */
function eventAt({ documents, session }: OrderView, { document, index }: EventSource) {
  const events = documents[document]?.events;
  const event = isList(events) ? events[index] : undefined;
  const details = document === "session" ? session?.events[index]?.details : undefined;
  return isObject(event) && isObject(event.details) && details ? { ...event, details } : event;
}
