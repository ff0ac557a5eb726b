import type { DeliveryLogRow } from "@/lib/domain/delivery-log";

/** The page of the order that a callback names; undefined when it names none. */
export function orderHrefOf({
  sessionId,
  transactionId,
}: Pick<DeliveryLogRow, "sessionId" | "transactionId">): string | undefined {
  if (sessionId !== undefined) return `/sessions/${encodeURIComponent(sessionId)}`;
  if (transactionId !== undefined) return `/transactions/${encodeURIComponent(transactionId)}`;
  return undefined;
}
