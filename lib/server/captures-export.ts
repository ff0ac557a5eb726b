import "server-only";
import { recordAudit } from "@/lib/db/audit";
import { readCaptureExport } from "@/lib/domain/capture-export";
import { type CaptureProblem, captureParams } from "@/lib/domain/capture-query";
import type { CaptureReport } from "@/lib/domain/capture-report";
import {
  type CaptureTable,
  captureTable,
  type TableCell,
  type TableColumn,
} from "@/lib/domain/capture-table";
import type { CsvFormat } from "@/lib/domain/csv-format";
import { AppError } from "@/lib/errors";
import { type CsvCell, csvLine, csvStart } from "@/lib/format/csv";
import { runtime } from "@/lib/runtime";
import { readCaptureQuery, readCaptureReport } from "./captures";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export interface CaptureFile {
  readonly text: string;
  readonly fileName: string;
}

/**
 * The file that `params` ask for, or what is wrong with them. Its audit row is written before this returns (F61).
 * @throws AppError "forbidden", "audit-unavailable" or "storage-unavailable"
 */
export async function exportCaptures(
  viewer: Viewer,
  params: URLSearchParams,
  origin: RequestOrigin,
): Promise<CaptureFile | { readonly problems: readonly Pick<CaptureProblem, "name" | "reason">[] }> {
  if (!viewer.may("captures.export"))
    throw new AppError("forbidden", `${viewer.role} may not export captures`);
  const { asked, rest, problems: own } = readCaptureExport(params);
  const { query, problems } = await readCaptureQuery(viewer, rest);
  if (own.length + problems.length > 0) return { problems: [...own, ...problems] };
  const report = await readCaptureReport(viewer, query);
  const table = captureTable(report, asked.chart);
  const { env, db, now } = runtime();
  const at = now();
  await recordAudit(db, {
    accountId: env.accountId,
    at,
    actorId: viewer.userId,
    action: "captures.export",
    outcome: "done",
    ...origin,
    details: { chart: asked.chart, filter: captureParams(query).toString(), rows: table.rows.length },
  });
  return { text: fileText(report, table, asked.format), fileName: fileNameOf(asked.chart, at) };
}

function fileText(report: CaptureReport, { columns, rows }: CaptureTable, format: CsvFormat): string {
  const headings = columns.flatMap((column) => headingsOf(column, report.timeZone));
  const lines = rows.map(({ cells }) => [
    ...columns.flatMap(({ name, kind }, index) =>
      cells[index] === undefined && REST_NAMED_BY.has(name)
        ? [{ text: "others" }]
        : cellsOf(kind, cells[index], report.currency),
    ),
    ...(isInOneCurrency(columns) ? [{ text: report.currency }] : []),
  ]);
  const head = [...headings, ...(isInOneCurrency(columns) ? ["currency"] : [])].map((text) => ({ text }));
  return csvStart(format) + [head, ...lines].map((cells) => csvLine(cells, format)).join("");
}

/** The row of all other groups has no name of its own. */
const REST_NAMED_BY: ReadonlySet<string> = new Set(["method", "payout_destination"] as const);

/** A table by currency names each row's itself. */
function isInOneCurrency(columns: readonly TableColumn[]): boolean {
  return !columns.some(({ name }) => name === "currency");
}

/** An amount stands twice, as in an export of orders: as a decimal, and in minor units. An instant's heading names its clock. */
function headingsOf({ name, kind, group }: TableColumn, timeZone: string): readonly string[] {
  if (kind === "amount") {
    const suffix = group === undefined ? "" : ` (${group.isRest ? "others" : group.value})`;
    return [`${name}${suffix}`, `${name}_minor${suffix}`];
  }
  const hasClock = name === "start" || name === "start_before" || name === "hour";
  return [hasClock ? `${name} (${timeZone})` : name];
}

function cellsOf(
  kind: TableColumn["kind"],
  cell: TableCell | undefined,
  currency: string | undefined,
): readonly CsvCell[] {
  const nothing = { text: undefined };
  if (cell === undefined) return kind === "amount" ? [nothing, nothing] : [nothing];
  if ("text" in cell) return [{ text: cell.text }];
  if ("count" in cell) return [{ whole: cell.count }];
  if ("share" in cell) return [{ text: cell.share.toFixed(6) }];
  return [{ amount: cell.amount, currency: cell.currency ?? currency ?? "XXX" }, { whole: cell.amount }];
}

/** "captures-by_method-20260512T100000Z.csv" */
function fileNameOf(chart: string, at: number): string {
  const stamp = new Date(at).toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  return `captures-${chart}-${stamp}.csv`;
}
