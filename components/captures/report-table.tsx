import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { CaptureTable, ColumnName, TableCell, TableColumn } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { formatQuantity } from "@/lib/format/numbers";
import { Amount } from "../money";
import { Table, Td, Th } from "../ui/table";
import { usePercent } from "./capture-words";

interface ReportTableProps {
  readonly caption: string;
  readonly isCaptionShown?: boolean;
  /** The same that the file holds. */
  readonly table: CaptureTable;
  readonly currency: CurrencyCode;
  /** What each row is of, and the heading above. */
  readonly heading: string;
  readonly nameOf: (row: number) => { readonly name: string; readonly note?: string | undefined };
  /** What a group's column is called. */
  readonly groupName?: (group: NonNullable<TableColumn["group"]>) => string;
  /** The orders behind a cell, where they are others than the row's. */
  readonly cellHref?: (row: number, column: TableColumn) => string | undefined;
}

/** What a file needs a column for, and the page says as the row's name. */
const NAMING: ReadonlySet<ColumnName> = new Set([
  ...(["start", "from", "to", "is_incomplete", "start_before", "method", "payout_destination"] as const),
  ...(["currency", "min_days", "max_days", "hour"] as const),
]);

/** A longer table scrolls in a box of its own, under its headings. */
const MOST_ROWS_IN_SIGHT = 31;
const SCROLLING = "[&>div]:max-h-[36rem] [&>div]:overflow-y-auto";

/** A chart's numbers as rows; the first of a row leads where its mark leads. */
export function ReportTable(props: ReportTableProps) {
  const { caption, isCaptionShown = false, table, currency, heading, nameOf, groupName, cellHref } = props;
  const t = useTranslations("captures.column");
  const shown = table.columns.flatMap((column, place) =>
    NAMING.has(column.name) ? [] : [{ column, place }],
  );
  const headingOf = ({ name, group }: TableColumn) =>
    group && groupName ? groupName(group) : isNamed(name) ? t(name) : name;
  return (
    <div className={table.rows.length > MOST_ROWS_IN_SIGHT ? SCROLLING : undefined}>
      <Table caption={caption} isCaptionHidden={!isCaptionShown} isStackable>
        <thead className="sticky top-0 z-1 bg-surface">
          <tr>
            <Th>{heading}</Th>
            {shown.map(({ column, place }) => (
              <Th key={place} isNumeric>
                {headingOf(column)}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ cells, href }, row) => {
            const { name, note } = nameOf(row);
            return (
              <tr key={name}>
                <Th scope="row" className="font-normal sm:whitespace-nowrap">
                  <bdi>{name}</bdi>
                  {note && <span className="ml-2 text-waiting text-xs">{note}</span>}
                </Th>
                {shown.map(({ column, place }, at) => (
                  <Td key={place} isNumeric label={headingOf(column)}>
                    <Cell
                      cell={cells[place]}
                      currency={currency}
                      href={cellHref?.(row, column) ?? (at === 0 ? href : undefined)}
                    />
                  </Td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

interface CellProps {
  readonly cell: TableCell | undefined;
  readonly currency: CurrencyCode;
  readonly href: string | undefined;
}

function Cell({ cell, currency, href }: CellProps) {
  const locale = useLocale();
  const percent = usePercent();
  if (cell === undefined) return "–";
  if ("text" in cell) return cell.text;
  if ("share" in cell) return percent(cell.share);
  if ("count" in cell) return formatQuantity(cell.count, locale);
  const amount = <Amount value={cell.amount} currency={cell.currency ?? currency} />;
  // Nothing has no orders behind it.
  if (href === undefined || cell.amount === 0) return amount;
  return (
    <Link href={href} prefetch={false} className="rounded text-accent hover:underline">
      {amount}
    </Link>
  );
}

const NAMED = [
  ...(["captured", "captures", "refunded", "refunds", "net", "authorized", "authorizations"] as const),
  ...(["captured_before", "share", "remaining", "orders", "usual"] as const),
];

function isNamed(name: ColumnName): name is (typeof NAMED)[number] {
  return NAMED.some((known) => known === name);
}
