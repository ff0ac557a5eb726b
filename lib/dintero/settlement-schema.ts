import { z } from "zod";
import type { Settlement, SettlementAttachment } from "@/lib/domain/settlement";
import {
  currency,
  identity,
  list,
  maybe,
  money,
  optionalInstant,
  optionalMoney,
  shownList,
  state,
  text,
} from "./leaves";

const amounts = list(
  z.object({ currency, amount: money, capture: optionalMoney, refund: optionalMoney, fee: optionalMoney }),
);

/** Lenient: a settlement whose files cannot be had still says what was paid out. */
const attachments = shownList(
  z
    .object({
      id: z.union([z.string().min(1), z.number().transform(String)]),
      key: text,
      content_type: text,
      extension: text,
      created_by: text,
    })
    .transform(
      (from): SettlementAttachment => ({
        id: from.id,
        key: from.key,
        contentType: from.content_type,
        extension: from.extension,
        createdBy: from.created_by,
      }),
    ),
);

/** An entry of `GET /v1/accounts/{aid}/settlements` (API.md 9). Strict about money, identities and instants; see `leaves.ts`. */
export const settlementSchema = z
  .object({
    id: identity.refine((value) => value !== undefined, "missing"),
    start_at: optionalInstant,
    end_at: optionalInstant,
    created_at: optionalInstant,
    updated_at: optionalInstant,
    settled_at: optionalInstant,
    provider: text,
    provider_reference: text,
    amounts,
    payment_status: state,
    store_id: text,
    payout_destination_id: text,
    attachments,
  })
  .transform(
    (from): Settlement => ({
      // Refined above; the schema's type does not know.
      id: from.id ?? "",
      startAt: from.start_at,
      endAt: from.end_at,
      createdAt: from.created_at,
      updatedAt: from.updated_at,
      settledAt: from.settled_at,
      provider: from.provider,
      providerReference: from.provider_reference,
      amounts: from.amounts,
      paymentStatus: from.payment_status,
      storeId: from.store_id,
      payoutDestinationId: from.payout_destination_id,
      attachments: from.attachments,
    }),
  );

/** The answer around them. A key with less than both values leads nowhere. */
export const settlementPageSchema = z.object({
  items: z.array(z.json()),
  last_evaluated_key: maybe(
    z.object({ id: identity, settled_at: optionalInstant, created_at: optionalInstant }),
  ),
});
