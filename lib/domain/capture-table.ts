import {
  bucketHref,
  daysToCaptureHref,
  groupHref,
  hourHref,
  outstandingHref,
  rangeHref,
} from "./capture-links";
import type {
  CaptureBucket,
  CaptureFigures,
  CaptureGroupRow,
  CaptureReport,
  CurrencyCaptures,
  DaysToCapture,
  OutstandingBin,
  TodayHour,
} from "./capture-report";
import type { MinorUnits } from "./minor-units";

/** The charts of the captures page, each with a table and a file of the same numbers. */
export const CAPTURE_CHARTS = [
  "over_time",
  "by_method",
  "by_payout_destination",
  "authorized",
  "days_to_capture",
  "outstanding_by_age",
  "outstanding_by_expiry",
  "today",
  "by_currency",
] as const;
export type CaptureChart = (typeof CAPTURE_CHARTS)[number];

export type TableCell =
  | { readonly text: string }
  /** Of the report's currency, or of the row's own. */
  | { readonly amount: MinorUnits; readonly currency?: string | undefined }
  | { readonly count: number }
  /** 0 to 1. */
  | { readonly share: number };

export interface TableColumn {
  /** Names the column in a file, and its heading's sentence on the page. */
  readonly name: ColumnName;
  /** Of which group of the report, where there is one column for each. */
  readonly group?: Pick<CaptureGroupRow, "value" | "isRest"> | undefined;
  readonly kind: "text" | "amount" | "count" | "share";
}

export type ColumnName =
  | "start"
  | "from"
  | "to"
  | "is_incomplete"
  | "captured"
  | "captures"
  | "refunded"
  | "refunds"
  | "net"
  | "authorized"
  | "authorizations"
  | "captured_before"
  | "start_before"
  | "share"
  | "method"
  | "payout_destination"
  | "currency"
  | "min_days"
  | "max_days"
  | "remaining"
  | "orders"
  | "hour"
  | "usual";

export interface TableRow {
  /** As many as columns; absent where there is nothing to say. */
  readonly cells: readonly (TableCell | undefined)[];
  /** The list of exactly the orders behind it. */
  readonly href?: string | undefined;
}

export interface CaptureTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** The numbers of one chart as rows: what the page shows as a table is what the file holds. */
export function captureTable(report: CaptureReport, chart: CaptureChart): CaptureTable {
  return TABLES[chart](report);
}

const TABLES: Record<CaptureChart, (report: CaptureReport) => CaptureTable> = {
  over_time: overTime,
  by_method: (report) =>
    tableOf(groupColumns("method"), report.byMethod, (row) => groupHref(report, "method", row, "captured")),
  by_payout_destination: (report) =>
    tableOf(groupColumns("payout_destination"), report.byDestination, (row) =>
      groupHref(report, "payout_destination", row, "captured"),
    ),
  authorized: (report) =>
    tableOf(
      [
        ...SPAN,
        amount("authorized", ({ authorized }: CaptureBucket) => authorized),
        count("authorizations", (bucket: CaptureBucket) => bucket.authorizedCount),
        ...MOVED,
      ],
      report.buckets,
      (bucket) => bucketHref(report, bucket, "authorized"),
    ),
  days_to_capture: (report) =>
    tableOf(DAYS_TO_CAPTURE, report.daysToCapture, (bin) => daysToCaptureHref(report, bin)),
  outstanding_by_age: (report) =>
    tableOf(OUTSTANDING, report.outstanding.byAge, (bin) => outstandingHref(report, "age", bin)),
  outstanding_by_expiry: (report) =>
    tableOf(OUTSTANDING, report.outstanding.byExpiry, (bin) => outstandingHref(report, "expiry", bin)),
  today: (report) =>
    tableOf(TODAY, report.today.hours, ({ hour, captured }) =>
      captured === undefined ? undefined : hourHref(report, hour),
    ),
  by_currency: (report) =>
    tableOf(BY_CURRENCY, report.currencies, ({ currency }) => rangeHref({ ...report, currency }, "captured")),
};

interface Column<Row> extends TableColumn {
  readonly cell: (row: Row, index: number) => TableCell | undefined;
}

function tableOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  hrefOf: (row: Row) => string | undefined,
): CaptureTable {
  return {
    columns: columns.map(({ cell: _, ...column }) => column),
    rows: rows.map((row, index) => ({
      cells: columns.map(({ cell }) => cell(row, index)),
      href: hrefOf(row),
    })),
  };
}

const text = <Row>(name: ColumnName, of: (row: Row) => string | undefined): Column<Row> => ({
  name,
  kind: "text",
  cell: (row) => {
    const value = of(row);
    return value === undefined ? undefined : { text: value };
  },
});
const amount = <Row>(
  name: ColumnName,
  of: (row: Row, index: number) => MinorUnits | undefined,
  group?: TableColumn["group"],
): Column<Row> => ({
  name,
  group,
  kind: "amount",
  cell: (row, index) => {
    const value = of(row, index);
    return value === undefined ? undefined : { amount: value };
  },
});
const count = <Row>(name: ColumnName, of: (row: Row) => number | undefined): Column<Row> => ({
  name,
  kind: "count",
  cell: (row) => {
    const value = of(row);
    return value === undefined ? undefined : { count: value };
  },
});

const MOVED: readonly Column<CaptureFigures>[] = [
  amount("captured", ({ captured }) => captured),
  count("captures", (row) => row.count),
  amount("refunded", ({ refunded }) => refunded),
  count("refunds", ({ refundedCount }) => refundedCount),
  amount("net", ({ net }) => net),
];

const SPAN: readonly Column<CaptureBucket>[] = [
  text("start", ({ start }) => start),
  text("is_incomplete", ({ isIncomplete }) => (isIncomplete ? "yes" : "no")),
];

function overTime(report: CaptureReport): CaptureTable {
  const { buckets, before, groups } = report;
  const ofGroups = groups.map((group, place) =>
    amount<CaptureBucket>("captured", (bucket) => bucket.groups[place]?.captured, {
      value: group.value,
      isRest: group.isRest,
    }),
  );
  const ofBefore: readonly Column<CaptureBucket>[] =
    before === undefined
      ? []
      : [
          { ...text("start_before", () => ""), cell: (_, index) => startOf(before[index]) },
          amount("captured_before", (_, index) => before[index]?.captured),
        ];
  return tableOf([...SPAN, ...MOVED, ...ofGroups, ...ofBefore], buckets, (bucket) =>
    bucketHref(report, bucket, "captured"),
  );
}

function startOf(bucket: CaptureBucket | undefined): TableCell | undefined {
  return bucket && { text: bucket.start };
}

/** A row of the rest has no name; the page says how many are in it. */
function groupColumns(name: "method" | "payout_destination"): readonly Column<CaptureGroupRow>[] {
  return [
    text(name, ({ value, isRest }) => (isRest ? undefined : value)),
    ...MOVED,
    { name: "share", kind: "share", cell: ({ share }) => (share === undefined ? undefined : { share }) },
  ];
}

const DAYS_TO_CAPTURE: readonly Column<DaysToCapture>[] = [
  count("min_days", ({ minDays }) => minDays),
  count("max_days", ({ maxDays }) => maxDays),
  amount("captured", ({ captured }) => captured),
  count("captures", (row) => row.count),
];

const OUTSTANDING: readonly Column<OutstandingBin>[] = [
  count("min_days", ({ minDays }) => minDays),
  count("max_days", ({ maxDays }) => maxDays),
  text("from", ({ from }) => from),
  text("to", ({ to }) => to),
  amount("remaining", ({ remaining }) => remaining),
  count("orders", (row) => row.count),
];

const TODAY: readonly Column<TodayHour>[] = [
  count("hour", ({ hour }) => hour),
  amount("captured", ({ captured }) => captured),
  amount("usual", ({ usual }) => usual),
];

const BY_CURRENCY: readonly Column<CurrencyCaptures>[] = [
  text("currency", ({ currency }) => currency),
  { name: "captured", kind: "amount", cell: ({ captured, currency }) => ({ amount: captured, currency }) },
  count("captures", (row) => row.count),
];
