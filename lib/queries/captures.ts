import { queryOptions } from "@tanstack/react-query";
import type { CaptureReport } from "@/lib/domain/capture-report";
import { getJson, type RequestError } from "./request";

/** The answer of `GET /api/captures/report`: what the page shows, of one moment. */
export interface CaptureReportAnswer {
  readonly report: CaptureReport;
  /** ISO. */
  readonly read_at: string;
}

/** How long what changes by itself is left alone, and how long while sums are still being made. */
const ASKED_EVERY_MS = 60_000;
const COUNTING_EVERY_MS = 5_000;

/**
 * The report under `params`, as `captureParams` writes them. Asked again while the page is in sight; what was known stays
 * when an answer fails.
 */
export function captureReportQuery(params: string, initial: CaptureReportAnswer | undefined) {
  return queryOptions<CaptureReportAnswer, RequestError>({
    queryKey: ["captures", params],
    queryFn: ({ signal }) => getJson(`/api/captures/report?${params}`, signal),
    initialData: initial,
    initialDataUpdatedAt: initial && Date.parse(initial.read_at),
    refetchInterval: ({ state }) =>
      state.data?.report.isCounting === true ? COUNTING_EVERY_MS : ASKED_EVERY_MS,
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
}
