import { appendCsvFormat, CSV_PARAMETERS, type CsvFormat, readCsvFormat } from "./csv-format";
import { oneOf, type ParameterProblem, ParameterReader } from "./parameter-reader";
import { type PayoutQuery, payoutParams, type SplitsQuery, splitsParams, withParams } from "./payout-query";

/** One row per payout destination, or one per part of a capture or refund. */
export const PAYOUT_ROWS = ["destinations", "splits"] as const;
export type PayoutRows = (typeof PAYOUT_ROWS)[number];

export interface PayoutExport {
  readonly rows: PayoutRows;
  readonly format: CsvFormat;
}

/** Reads the parameters that are an export's own, and gives back the rest, which say which payouts. It has no pages. */
export function readPayoutExport(params: URLSearchParams): {
  readonly asked: PayoutExport;
  readonly rest: URLSearchParams;
  readonly problems: readonly ParameterProblem[];
} {
  const read = new ParameterReader(params);
  const asked = {
    rows: read.one("rows", oneOf(PAYOUT_ROWS)) ?? "destinations",
    format: readCsvFormat(read),
  };
  const rest = new URLSearchParams(params);
  const problems: ParameterProblem[] = [...read.problems];
  if (rest.has("after")) problems.push({ name: "after", reason: "unknown-parameter" });
  for (const name of ["rows", "after", ...CSV_PARAMETERS]) rest.delete(name);
  return { asked, rest, problems };
}

/** The address of the file of all destinations under `query`. */
export function payoutsExportHref(query: PayoutQuery, format?: CsvFormat): string {
  return exportHref(payoutParams(query), "destinations", format);
}

/** The address of the file of all parts under `query`, whatever its page. */
export function splitsExportHref(query: SplitsQuery, format?: CsvFormat): string {
  return exportHref(splitsParams({ ...query, after: undefined }), "splits", format);
}

function exportHref(params: URLSearchParams, rows: PayoutRows, format: CsvFormat | undefined): string {
  if (rows !== "destinations") params.append("rows", rows);
  if (format !== undefined) appendCsvFormat(params, format);
  return withParams("/api/payouts/export", params);
}
