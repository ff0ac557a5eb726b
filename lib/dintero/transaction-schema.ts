import { z } from "zod";
import type { Card, Transaction } from "@/lib/domain/transaction";
import { checkboxes, customer } from "./address-schema";
import { transactionEvents } from "./event-schema";
import { basketFields } from "./items-schema";
import {
  bag,
  currency,
  identity,
  money,
  number,
  optionalInstant,
  passthrough,
  shown,
  state,
  text,
} from "./leaves";

const card = shown(
  z
    .object({
      brand: text,
      masked_pan: text,
      expiry_date: text,
      type: text,
      region: text,
      country: text,
      issuing_bank: text,
      authentication_status: text,
      three_ds_version: text,
      eci: text,
    })
    .transform(
      (from): Card => ({
        brand: from.brand,
        maskedPan: from.masked_pan,
        expiryDate: from.expiry_date,
        type: from.type,
        region: from.region,
        country: from.country,
        issuingBank: from.issuing_bank,
        authenticationStatus: from.authentication_status,
        threeDsVersion: from.three_ds_version,
        eci: from.eci,
      }),
    ),
);

const url = shown(z.object({ callback_url: text, redirect_url: text, approval_url: text })).transform(
  (from) => ({
    callbackUrl: from?.callback_url,
    redirectUrl: from?.redirect_url,
    approvalUrl: from?.approval_url,
  }),
);

/** `GET /v1/transactions/{id}` (API.md 5.1). Old and mocked transactions name no payment product: then it is empty. */
export const transactionSchema = z
  .object({
    ...basketFields,
    id: identity,
    account_id: identity,
    session_id: identity,
    version: number,
    created_at: optionalInstant,
    updated_at: optionalInstant,
    payment_product: text,
    payment_product_type: text,
    amount: money,
    currency,
    status: state,
    settlement_status: text,
    merchant_reference: text,
    merchant_reference_2: text,
    channel: text,
    platform_type: text,
    dynamic_descriptor: text,
    payout_destination_id: text,
    payment_operation: text,
    events: transactionEvents,
    customer,
    checkboxes,
    card,
    verified_identity: passthrough,
    url,
    customer_ip: text,
    user_agent: text,
    initiating_system_request_headers: passthrough,
    metadata: bag,
  })
  .transform(
    (from): Transaction => ({
      id: from.id,
      accountId: from.account_id,
      sessionId: from.session_id,
      version: from.version,
      createdAt: from.created_at,
      updatedAt: from.updated_at,
      paymentProduct: from.payment_product ?? "",
      paymentProductType: from.payment_product_type ?? "",
      amount: from.amount,
      currency: from.currency,
      status: from.status,
      settlementStatus: from.settlement_status,
      merchantReference: from.merchant_reference,
      merchantReference2: from.merchant_reference_2,
      channel: from.channel,
      platformType: from.platform_type,
      dynamicDescriptor: from.dynamic_descriptor,
      payoutDestinationId: from.payout_destination_id,
      paymentOperation: from.payment_operation,
      events: from.events,
      items: from.items,
      giftCards: from.gift_cards,
      shippingOption: from.shipping_option,
      shippingAddress: from.shipping_address,
      billingAddress: from.billing_address,
      store: from.store,
      customer: from.customer,
      checkboxes: from.checkboxes,
      card: from.card,
      verifiedIdentity: from.verified_identity,
      url: from.url,
      customerIp: from.customer_ip,
      userAgent: from.user_agent,
      initiatingSystemRequestHeaders: from.initiating_system_request_headers,
      metadata: from.metadata,
    }),
  );
