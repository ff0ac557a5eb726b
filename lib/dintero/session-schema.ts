import { z } from "zod";
import type { Express, Session, SessionEvent, SessionOrder } from "@/lib/domain/session";
import { checkboxes, customer } from "./address-schema";
import { basketFields, discountLines, shippingOption } from "./items-schema";
import {
  bag,
  bool,
  currency,
  identity,
  instant,
  list,
  maybe,
  money,
  number,
  optionalInstant,
  optionalMoney,
  passthrough,
  shown,
  text,
  texts,
} from "./leaves";

const order = z
  .object({
    ...basketFields,
    amount: money,
    currency,
    merchant_reference: text,
    merchant_reference_2: text,
    event_reference: text,
    vat_amount: optionalMoney,
    gross_amount: optionalMoney,
    partial_payment: bool,
    is_changed: bool,
    payout_destination_id: text,
    discount_lines: discountLines,
    discount_codes: texts,
  })
  .transform(
    (from): SessionOrder => ({
      amount: from.amount,
      currency: from.currency,
      merchantReference: from.merchant_reference ?? "",
      merchantReference2: from.merchant_reference_2,
      eventReference: from.event_reference,
      vatAmount: from.vat_amount,
      grossAmount: from.gross_amount,
      partialPayment: from.partial_payment ?? false,
      isChanged: from.is_changed,
      payoutDestinationId: from.payout_destination_id,
      items: from.items,
      shippingOption: from.shipping_option,
      store: from.store,
      discountLines: from.discount_lines,
      discountCodes: from.discount_codes,
      giftCards: from.gift_cards,
      shippingAddress: from.shipping_address,
      billingAddress: from.billing_address,
    }),
  );

const events = list(
  z
    .object({
      id: text,
      name: z.string(),
      created_at: instant,
      request_id: text,
      request_headers: passthrough,
      details: bag,
    })
    .transform(
      (from): SessionEvent => ({
        id: from.id,
        name: from.name,
        createdAt: from.created_at,
        requestId: from.request_id,
        requestHeaders: from.request_headers,
        details: from.details,
      }),
    ),
);

/** Strict, unlike the rest of what is offered: it carries prices. */
const express = z
  .object({
    shipping_options: list(shippingOption),
    shipping_mode: text,
    discount_codes: shown(
      z
        .object({ max_count: number, callback_url: text })
        .transform((from) => ({ maxCount: from.max_count, callbackUrl: from.callback_url })),
    ),
    shipping_address_callback_url: text,
    customer_types: texts,
    default_different_billing_shipping_address: texts,
  })
  .transform(
    (from): Express => ({
      shippingOptions: from.shipping_options,
      shippingMode: from.shipping_mode,
      discountCodes: from.discount_codes,
      shippingAddressCallbackUrl: from.shipping_address_callback_url,
      customerTypes: from.customer_types,
      defaultDifferentBillingShippingAddress: from.default_different_billing_shipping_address,
    }),
  );

const url = shown(z.object({ return_url: text, callback_url: text, merchant_terms_url: text })).transform(
  (from) => ({
    returnUrl: from?.return_url,
    callbackUrl: from?.callback_url,
    merchantTermsUrl: from?.merchant_terms_url,
  }),
);

/** `GET /v1/sessions/{id}` (API.md 4.2). */
export const sessionSchema = z
  .object({
    id: identity,
    created_at: optionalInstant,
    updated_at: optionalInstant,
    expires_at: optionalInstant,
    cancelled_at: optionalInstant,
    cancelled_by: text,
    transaction_id: identity,
    url,
    order,
    configuration: bag,
    express: maybe(express),
    customer,
    checkboxes,
    events,
    metadata: bag,
    customer_ip: text,
    user_agent: text,
    initiating_system_request_headers: passthrough,
    payment_operation: text,
  })
  .transform(
    (from): Session => ({
      id: from.id,
      createdAt: from.created_at,
      updatedAt: from.updated_at,
      expiresAt: from.expires_at,
      cancelledAt: from.cancelled_at,
      cancelledBy: from.cancelled_by,
      transactionId: from.transaction_id,
      url: from.url,
      order: from.order,
      configuration: from.configuration,
      express: from.express,
      customer: from.customer,
      checkboxes: from.checkboxes,
      events: from.events,
      metadata: from.metadata,
      customerIp: from.customer_ip,
      userAgent: from.user_agent,
      initiatingSystemRequestHeaders: from.initiating_system_request_headers,
      paymentOperation: from.payment_operation,
    }),
  );
