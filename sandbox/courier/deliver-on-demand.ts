import type { Catalogue } from "../catalogue";
import { badRequest, notFound, Refusal } from "../http/answer";
import { objectsAt, textAt } from "../json";
import type { OrderRecord } from "../order-record";
import type { Courier, Parcel } from "./courier";
import type { Channel, DeliveryRecord } from "./delivery-record";
import { WEBHOOK_EVENTS } from "./messages";
import { isAskedFor, type Notice, noticesOf, readFlags } from "./notice";
import { addressOf, callbackParcel, type Sender, type Spoil, webhookParcel } from "./parcels";

/** What to deliver, now: whatever the order's own flags report, and without their delay. */
export interface DeliverRequest extends Spoil {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  /** Default "callback". */
  readonly channel?: Channel | undefined;
  /** Of a callback: CAPTURE, REFUND, VOID. Of a webhook: one of WEBHOOK_EVENTS; default "checkout_transaction". */
  readonly event?: string | undefined;
  /** Default: that of the transaction's last event of that name. */
  readonly eventId?: string | undefined;
  readonly error?: string | undefined;
  /** Every callback that the order's flags ask for, oldest first, in place of one; "reversed": newest first. */
  readonly story?: boolean | "reversed" | undefined;
  /** In place of the query of the order's callback URL: `method=POST&includes=session`. */
  readonly flags?: string | undefined;
  /** How often, at once: the same delivery, signed in the same second. Default 1. */
  readonly times?: number | undefined;
  readonly delayMs?: number | undefined;
  /** Only into the log, never on its way. */
  readonly isLost?: boolean | undefined;
}

interface Desk {
  readonly catalogue: Catalogue;
  readonly courier: Courier;
  readonly sender: Sender;
}

/**
 * Makes the deliveries that `request` asks for, one after the other; resolves after the first try of each, without
 * waiting for delayed ones. Retries go on by themselves, and the records tell of them.
 * @throws Refusal 404 when there is no such order, 400 when there is nowhere to deliver to
 */
export async function deliverOnDemand(request: DeliverRequest, desk: Desk): Promise<DeliveryRecord[]> {
  const made: DeliveryRecord[] = [];
  for (const parcel of parcelsOf(request, desk)) {
    if (request.isLost === true) made.push(desk.courier.lose(parcel));
    else made.push(...(await sendAtOnce(parcel, request, desk.courier)));
  }
  return made;
}

function sendAtOnce(parcel: Parcel, request: DeliverRequest, courier: Courier): Promise<DeliveryRecord[]> {
  const times = Array.from({ length: request.times ?? 1 });
  return Promise.all(times.map(() => courier.send(parcel, request.delayMs)));
}

function parcelsOf(request: DeliverRequest, desk: Desk): Parcel[] {
  if (request.channel === "webhook") return [webhookOf(request, desk)];
  const record = recordOf(request, desk.catalogue);
  const address = addressOf(record, desk.sender, request.flags);
  if (address === undefined) throw new Refusal(400, "NOWHERE_TO_DELIVER", ["start with deliverTo"]);
  const flags = readFlags(address.url.searchParams);
  return noticesWanted(request, record, (notice) => isAskedFor(notice, flags)).map((notice) =>
    callbackParcel(record, notice, address, desk.sender, request),
  );
}

function webhookOf(request: DeliverRequest, desk: Desk): Parcel {
  const event = WEBHOOK_EVENTS.find((name) => name === (request.event ?? "checkout_transaction"));
  if (event === undefined) throw badRequest(`a webhook is one of ${WEBHOOK_EVENTS.join(", ")}`);
  const record = event === "ping" ? undefined : recordOf(request, desk.catalogue);
  const parcel = webhookParcel(event, record, request.error, desk.sender, request);
  if (parcel === undefined) {
    throw new Refusal(400, "NOWHERE_TO_DELIVER", ["start with deliverTo and webhookSecret"]);
  }
  return parcel;
}

function recordOf({ sessionId, transactionId }: DeliverRequest, catalogue: Catalogue): OrderRecord {
  const record =
    (transactionId === undefined ? undefined : catalogue.find("transaction", transactionId)) ??
    (sessionId === undefined ? undefined : catalogue.find("session", sessionId));
  if (record === undefined) throw notFound();
  return record;
}

function noticesWanted(
  request: DeliverRequest,
  record: OrderRecord,
  isWanted: (notice: Notice) => boolean,
): Notice[] {
  const { event, error, story } = request;
  const notices = noticesOf(record);
  if (story !== undefined && story !== false) {
    const wanted = notices.filter(isWanted);
    return story === "reversed" ? wanted.reverse() : wanted;
  }
  const at = Number.NaN;
  if (error !== undefined) return [{ at, error }];
  if (event === undefined) {
    // The one that tells how the payment went, else that there is an order at all.
    return [notices.find((notice) => notice.event === undefined) ?? { at }];
  }
  const last = objectsAt(record.transaction, "events").findLast((happened) => happened.event === event);
  return [{ at, event, eventId: request.eventId ?? textAt(last, "id") }];
}
