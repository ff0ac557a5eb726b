import "server-only";

/** An order's page: its session's, or its transaction's when it has no session. */
export function orderHref(order: {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
}): { readonly kind: "session" | "transaction"; readonly id: string; readonly href: string } {
  if (order.sessionId !== undefined) {
    return { kind: "session", id: order.sessionId, href: `/sessions/${encodeURIComponent(order.sessionId)}` };
  }
  const id = order.transactionId ?? "";
  return { kind: "transaction", id, href: `/transactions/${encodeURIComponent(id)}` };
}
