import { type CaptureQuery, captureParams } from "./capture-query";
import { CAPTURE_CHARTS, type CaptureChart } from "./capture-table";
import { appendCsvFormat, CSV_PARAMETERS, type CsvFormat, readCsvFormat } from "./csv-format";
import { oneOf, type ParameterProblem, ParameterReader } from "./parameter-reader";

/** Which chart's numbers, and how the file is written. */
export interface CaptureExport {
  readonly chart: CaptureChart;
  readonly format: CsvFormat;
}

/** Reads the parameters that are an export's own, and gives back the rest, which say which captures. */
export function readCaptureExport(params: URLSearchParams): {
  readonly asked: CaptureExport;
  readonly rest: URLSearchParams;
  readonly problems: readonly ParameterProblem[];
} {
  const read = new ParameterReader(params);
  const asked = {
    chart: read.one("chart", oneOf(CAPTURE_CHARTS)) ?? "over_time",
    format: readCsvFormat(read),
  };
  const rest = new URLSearchParams(params);
  for (const name of ["chart", ...CSV_PARAMETERS]) rest.delete(name);
  return { asked, rest, problems: read.problems };
}

/** The address of the file with `chart`'s numbers under `query`. `readCaptureExport` reads it back. */
export function captureExportHref(query: CaptureQuery, { chart, format }: CaptureExport): string {
  const params = captureParams(query);
  if (chart !== "over_time") params.append("chart", chart);
  appendCsvFormat(params, format);
  return params.size === 0 ? "/api/captures/export" : `/api/captures/export?${params}`;
}
