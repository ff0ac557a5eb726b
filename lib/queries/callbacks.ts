import { queryOptions } from "@tanstack/react-query";
import type { BulkReprocessResult, ReprocessResult } from "@/lib/domain/delivery-log";
import type { CallbacksAnswer } from "./callbacks-answer";
import { getJson, postJson, type RequestError } from "./request";

const EVERY_MS = 5_000;

/**
 * The log as `query` (of the page's address) finds it, asked for every five seconds while the page is in sight.
 * @param isOn false: nothing is asked
 */
export function freshCallbacksQuery(query: string, isOn = true) {
  return queryOptions<CallbacksAnswer, RequestError>({
    queryKey: ["callbacks", query],
    queryFn: ({ signal }) => getJson(`/api/callbacks?${query}`, signal),
    enabled: isOn,
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
    staleTime: EVERY_MS,
    gcTime: 0,
  });
}

/** What the demo's signed test came to. */
export interface SignedTestAnswer {
  /** What our own endpoint answered. */
  readonly status: number;
  readonly callback_id: string;
  readonly session_id: string;
}

export const sendSignedTest = () => postJson<SignedTestAnswer>("/api/callbacks/test", {});

export const reprocessCallback = (id: string, isDryRun: boolean) =>
  postJson<ReprocessResult>(`/api/callbacks/${encodeURIComponent(id)}/reprocess`, { dry_run: isDryRun });

export const reprocessParked = (isDryRun: boolean) =>
  postJson<BulkReprocessResult>("/api/callbacks/reprocess", { dry_run: isDryRun });
