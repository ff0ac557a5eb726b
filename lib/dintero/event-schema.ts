import { z } from "zod";
import type {
  Correction,
  EventError,
  EventItem,
  EventSettlements,
  TransactionEvent,
} from "@/lib/domain/transaction";
import { feeSplit, giftCards, splits } from "./items-schema";
import {
  bag,
  flag,
  list,
  maybe,
  number,
  optionalInstant,
  optionalMoney,
  passthrough,
  shown,
  state,
  text,
  textOrTexts,
  texts,
} from "./leaves";

/** Lenient throughout: it explains a failure, and `success` beside it has already said that there was one. */
const error = shown(
  z.union([
    z.string().transform((message): EventError => ({ message, types: [] })),
    z
      .object({
        code: text,
        message: text,
        type: textOrTexts,
        result_code: text,
        retry_policy: shown(
          z
            .object({ retry_codes: textOrTexts, retry_after: text })
            .transform((from) => ({ retryCodes: from.retry_codes, retryAfter: from.retry_after })),
        ),
      })
      .transform(
        (from): EventError => ({
          code: from.code,
          message: from.message,
          types: from.type,
          resultCode: from.result_code,
          retryPolicy: from.retry_policy,
        }),
      ),
  ]),
);

const correction = z
  .object({
    event_ids: texts,
    status: state,
    remaining_capture_amount: optionalMoney,
    remaining_refund_amount: optionalMoney,
    remaining_void_amount: optionalMoney,
  })
  .transform(
    (from): Correction => ({
      eventIds: from.event_ids,
      status: from.status,
      remainingCaptureAmount: from.remaining_capture_amount,
      remainingRefundAmount: from.remaining_refund_amount,
      remainingVoidAmount: from.remaining_void_amount,
    }),
  );

const settlements = z
  .object({
    settlement_status: text,
    events: list(
      z
        .object({
          settlement_id: text,
          provider_reference: text,
          event_correlation_id: text,
          amount: optionalMoney,
          capture: optionalMoney,
          refund: optionalMoney,
          fee: optionalMoney,
        })
        .transform((from) => ({
          settlementId: from.settlement_id,
          providerReference: from.provider_reference,
          eventCorrelationId: from.event_correlation_id,
          amount: from.amount,
          capture: from.capture,
          refund: from.refund,
          fee: from.fee,
        })),
    ),
  })
  .transform((from): EventSettlements => ({ settlementStatus: from.settlement_status, events: from.events }));

const eventItems = list(
  z
    .object({
      line_id: text,
      quantity: number,
      amount: optionalMoney,
      description: text,
      splits,
      fee_split: feeSplit,
    })
    .transform(
      (from): EventItem => ({
        lineId: from.line_id,
        quantity: from.quantity,
        amount: from.amount,
        description: from.description,
        splits: from.splits,
        feeSplit: from.fee_split,
      }),
    ),
);

/** `transaction.events` (API.md 5.3). */
export const transactionEvents = list(
  z
    .object({
      id: text,
      event: z.string(),
      transaction_status: state,
      success: flag,
      amount: optionalMoney,
      created_at: optionalInstant,
      created_by: text,
      request_id: text,
      correlation_request_id: text,
      event_reference: text,
      items: eventItems,
      splits,
      fee_split: feeSplit,
      gift_cards: giftCards,
      calculated_vat_amount: optionalMoney,
      error,
      correction: maybe(correction),
      settlements: maybe(settlements),
      request_headers: passthrough,
      metadata: bag,
    })
    .transform(
      (from): TransactionEvent => ({
        id: from.id,
        event: from.event,
        transactionStatus: from.transaction_status,
        success: from.success,
        amount: from.amount,
        createdAt: from.created_at,
        createdBy: from.created_by,
        requestId: from.request_id,
        correlationRequestId: from.correlation_request_id,
        eventReference: from.event_reference,
        items: from.items,
        splits: from.splits,
        feeSplit: from.fee_split,
        giftCards: from.gift_cards,
        calculatedVatAmount: from.calculated_vat_amount,
        error: from.error,
        correction: from.correction,
        settlements: from.settlements,
        requestHeaders: from.request_headers,
        metadata: from.metadata,
      }),
    ),
);
