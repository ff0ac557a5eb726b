import "server-only";
import { withoutPersonalData } from "@/lib/domain/projection";
import { findErasureOf } from "@/lib/intake/erasure";
import { runtime } from "@/lib/runtime";
import type { HeldDocument, HeldOrder } from "./fetch-order";

/** `order` as it may be shown: without its person when they were erased, though Dintero may know them still (F64). */
export async function eraseHeld<Order extends HeldOrder>(
  order: Order,
): Promise<Order & { readonly erasedAt?: string | undefined }> {
  const { db, env, log } = runtime();
  const { session, transaction } = order.documents;
  const half = (held: HeldDocument | undefined, documentId: string | undefined) =>
    held === undefined || documentId === undefined ? [] : [{ documentId, document: held.document }];
  const halves = [...half(session, order.ids.session), ...half(transaction, order.ids.transaction)];
  const erasedAt = await findErasureOf(db, env.accountId, halves);
  if (erasedAt === undefined) return order;
  const without = (held: HeldDocument | undefined) =>
    held && { ...held, document: withoutPersonalData(held.document) };
  log.info("erasure.reapplied", { session_id: order.ids.session, transaction_id: order.ids.transaction });
  return {
    ...order,
    documents: { session: without(session), transaction: without(transaction) },
    erasedAt,
  };
}
