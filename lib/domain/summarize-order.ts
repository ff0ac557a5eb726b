import type { Address } from "./address";
import { amountsOf } from "./amounts";
import { attemptAt } from "./attempt";
import { type AuthorizationWindows, authorizationExpiresAt } from "./authorization-window";
import { SHORT_SPLITS } from "./check-payment";
import { checksOf } from "./checks";
import { plainKey } from "./document-key";
import { byInstant, instantOf } from "./instant";
import type { JsonObject, JsonValue } from "./json";
import { linesOf } from "./lines";
import { didSucceed, inOrder, operationOf } from "./money-event";
import type { Check, OrderDocuments } from "./order";
import type { OrderSummary } from "./order-summary";
import { payoutDestinationsOf } from "./payout-destinations";
import { phoneReadings } from "./phone";
import { readState } from "./read-order";
import type { Transaction } from "./transaction";

/**
 * What the store keeps of an order to find and list it. Feed it documents in clear: its search keys are personal.
 *
 * @param now ms since 1970
 * @param windows the days configured for methods; only when an authorization ends hangs on them
 */
export function summarizeOrder(
  documents: OrderDocuments,
  now: number,
  windows: AuthorizationWindows = {},
): OrderSummary {
  const { session, transaction } = documents;
  const amounts = amountsOf(documents);
  const { status, failure } = readState(documents, now, amounts);
  const { currency, ordered, authorized, captured, refunded, voided, remaining } = amounts;
  const paymentProductType = transaction?.paymentProductType ?? lastProductOf(documents);
  const instants = instantsOf(documents);
  return {
    sessionId: session?.id ?? transaction?.sessionId,
    transactionId: transaction?.id ?? session?.transactionId,
    merchantReference: nonEmpty(session?.order.merchantReference) ?? nonEmpty(transaction?.merchantReference),
    merchantReference2:
      nonEmpty(transaction?.merchantReference2) ?? nonEmpty(session?.order.merchantReference2),
    status,
    failureReason: failure?.rule,
    failureWho: failure?.who,
    failure: failure && {
      value: failure.reason.slice(0, MAX_VALUE),
      source: failure.source,
      severity: failure.severity,
      paymentProductType: failure.paymentProductType ?? transaction?.paymentProductType,
      attempt: attemptAt(documents, failure.at),
      at: failure.at,
    },
    ...{ currency, ordered, authorized, captured, refunded, voided, remaining },
    paymentProductType,
    cardBrand: transaction?.card?.brand,
    storeId: transaction?.store?.id ?? session?.order.store?.id,
    channel: transaction?.channel ?? channelOf(documents),
    ...customerKeys(documents),
    providerIds: withoutReferences(providerIdsOf(documents), documents),
    eventIds: withoutReferences(eventIdsOf(documents), documents),
    ...payoutDestinationsOf(documents),
    checkRules: contradictions(checksOf(documents, amounts, linesOf(documents, amounts), now)),
    ...instants,
    authorizationExpiresAt:
      remaining > 0 && paymentProductType !== undefined && instants.authorizedAt !== undefined
        ? authorizationExpiresAt(paymentProductType, instants.authorizedAt, windows)
        : undefined,
    changesAt: status === "OPEN" || status === "IN_PROGRESS" ? instants.expiresAt : undefined,
  };
}

const MAX_VALUE = 200;

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

function lastProductOf({ session }: OrderDocuments): string | undefined {
  const products = byInstant(session?.events ?? [], (event) => event.createdAt).map(
    (event) => event.details.payment_product_type,
  );
  return products.findLast((product) => typeof product === "string");
}

function channelOf({ session }: OrderDocuments): string | undefined {
  const channel = session?.configuration.channel;
  return typeof channel === "string" ? channel : undefined;
}

function customerKeys({ session, transaction }: OrderDocuments) {
  const addresses = [
    transaction?.billingAddress,
    session?.order.billingAddress,
    transaction?.shippingAddress,
    session?.order.shippingAddress,
  ].filter((address) => address !== undefined);
  const first = <T>(read: (address: Address) => T | undefined) =>
    addresses.map(read).find((value) => value !== undefined);
  const email =
    nonEmpty(transaction?.customer?.email) ??
    nonEmpty(session?.customer?.email) ??
    first((address) => nonEmpty(address.email));
  const phone = transaction?.customer?.phoneNumber ?? session?.customer?.phoneNumber;
  const country = first((address) => nonEmpty(address.country));
  return {
    customerName:
      first(personName) ??
      first((address) => nonEmpty(address.businessName))
        ?.trim()
        .toLowerCase(),
    customerEmail: email?.trim().toLowerCase(),
    customerPhone:
      phoneKey(phone, country) ?? first((address) => phoneKey(address.phoneNumber, address.country)),
  };
}

/** "Kari Nordmann" as it is searched: lower case, single spaces. Placeholders such as "N/A" are no name (QUIRKS 37). */
function personName({ firstName, lastName }: Address): string | undefined {
  const name = [firstName, lastName]
    .map((part) => part?.trim() ?? "")
    .filter((part) => part !== "" && part.toUpperCase() !== "N/A")
    .join(" ");
  return name === "" ? undefined : name.replace(/\s+/g, " ").toLowerCase();
}

/** The country decides what a number without one means. */
function phoneKey(text: string | undefined, country: string | undefined): string | undefined {
  return text === undefined ? undefined : (phoneReadings(text, country)[0] ?? phoneReadings(text)[0]);
}

const MAX_IDS = 100;

/**
 * A provider may repeat the merchant's reference, and a shop may name a capture by it. It stays what it is: as an id it
 * would seem to name one order, while several sessions may share it.
 */
function withoutReferences(
  ids: readonly string[],
  { session, transaction }: OrderDocuments,
): readonly string[] {
  const references = [session?.order, transaction].flatMap((half) => [
    half?.merchantReference?.trim().toLowerCase(),
    half?.merchantReference2?.trim().toLowerCase(),
  ]);
  return ids.filter((id) => !references.includes(id.toLowerCase()));
}

/** Ids that payment providers gave: `vipps:payment:id`, `bambora:transaction_id`, `klarna.session_id` and their like. */
function providerIdsOf({ session, transaction }: OrderDocuments): readonly string[] {
  const ids = new Set<string>();
  for (const event of session?.events ?? []) collectProviderIds(event.details, ids, false);
  for (const event of transaction?.events ?? []) collectProviderIds(event.metadata, ids, false);
  collectProviderIds(transaction?.metadata ?? {}, ids, false);
  return [...ids].slice(0, MAX_IDS);
}

/** Of a payee, a merchant or a profile there is one for every order, so its id finds nothing. */
const SHARED_ID = /payee|merchant|profile|account|store|terminal|seller|destination|product|tenant/i;

function collectProviderIds(object: JsonObject, ids: Set<string>, isProviders: boolean): void {
  for (const [key, value] of Object.entries(object)) {
    if (SHARED_ID.test(key)) continue;
    if (isObject(value)) collectProviderIds(value, ids, true);
    if (!isProviders && !key.includes(":")) continue;
    if (!/(^|_)(id|number|reference|rrn)$/.test(plainKey(key))) continue;
    const id = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
    if (id.length < 6 || id.length > 200 || id.includes("@")) continue;
    ids.add(id);
    // PayEx ids are paths; people paste the last part.
    const last = id.slice(id.lastIndexOf("/") + 1);
    if (last.length >= 6) ids.add(last);
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Ids a person may paste from a log. A transaction's own event ids are short numbers and find nothing. */
function eventIdsOf({ session, transaction }: OrderDocuments): readonly string[] {
  const ids = [
    ...(session?.events ?? []).flatMap((event) => [event.id, event.requestId]),
    ...(transaction?.events ?? []).flatMap((event) => [
      event.id,
      event.requestId,
      event.correlationRequestId,
      event.eventReference,
    ]),
  ];
  const known = ids.filter((id) => id !== undefined && id.length >= 6 && id.length <= 200);
  return [...new Set(known.filter((id) => id !== undefined))].slice(0, MAX_IDS);
}

function instantsOf({ session, transaction }: OrderDocuments) {
  const events = inOrder(transaction?.events ?? []);
  const lastSuccess = (operation: string) =>
    validInstant(
      events.findLast((event) => operationOf(event) === operation && didSucceed(event))?.createdAt,
    );
  const authorizedEvent = events.find((event) => operationOf(event) === "AUTHORIZE" && didSucceed(event));
  return {
    createdAt:
      validInstant(session?.createdAt) ??
      validInstant(transaction?.createdAt) ??
      validInstant(session?.events[0]?.createdAt) ??
      validInstant(events[0]?.createdAt),
    authorizedAt:
      validInstant(authorizedEvent?.createdAt) ??
      validInstant(session?.events.find((event) => event.name === "AUTHORIZED")?.createdAt),
    capturedAt: lastSuccess("CAPTURE"),
    refundedAt: lastSuccess("REFUND"),
    expiresAt: validInstant(session?.expiresAt),
    lastEventAt: lastInstant(
      session?.events.map((event) => event.createdAt),
      transaction,
    ),
  };
}

/** In one spelling, so that the store never has to guess a zone. */
function validInstant(iso: string | undefined): string | undefined {
  const at = instantOf(iso);
  return at === undefined ? undefined : new Date(at).toISOString();
}

function lastInstant(
  sessionInstants: readonly (string | undefined)[] | undefined,
  transaction: Transaction | undefined,
): string | undefined {
  const all = [...(sessionInstants ?? []), ...(transaction?.events ?? []).map((event) => event.createdAt)];
  const known = all.flatMap((iso) => instantOf(iso) ?? []);
  return known.length === 0 ? undefined : new Date(Math.max(...known)).toISOString();
}

function contradictions(checks: readonly Check[]): readonly string[] {
  return [...new Set(checks.map(({ rule }) => rule))].filter((rule) => rule !== SHORT_SPLITS);
}
