import { queryOptions } from "@tanstack/react-query";
import type { AttentionName } from "@/lib/domain/attention";
import { getJson, type RequestError } from "./request";

/** One figure of what needs attention, and the address of exactly what it counts. */
export interface AttentionItemJson {
  readonly name: AttentionName;
  readonly count: number;
  /** Otherwise there are more than `count`. */
  readonly is_exact: boolean;
  readonly href: string;
  /** There are orders that were not looked at yet: the figure may grow, and a 0 is not known to be one. */
  readonly is_partial?: boolean;
  /** The same by payment product type, the most first; absent where not all were counted. */
  readonly methods?: readonly { readonly method: string; readonly count: number; readonly href: string }[];
}

/** `GET /api/attention`: what `role` may know of what needs attention. */
export interface AttentionAnswer {
  readonly items: readonly AttentionItemJson[];
  /** ISO. */
  readonly read_at: string;
}

const ASKED_EVERY_MS = 60_000;

/** Asked again while the page is in sight; what was known stays when an answer fails. */
export function attentionQuery(initial: AttentionAnswer | undefined) {
  return queryOptions<AttentionAnswer, RequestError>({
    queryKey: ["attention"],
    queryFn: ({ signal }) => getJson("/api/attention", signal),
    initialData: initial,
    initialDataUpdatedAt: initial && Date.parse(initial.read_at),
    refetchInterval: ASKED_EVERY_MS,
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
}
