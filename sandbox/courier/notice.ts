import { type JsonObject, listAt, objectsAt, textAt, valueAt } from "../json";
import type { OrderRecord } from "../order-record";

/** One thing that Dintero may tell of an order. */
export interface Notice {
  /** When there is something to tell, in ms. */
  readonly at: number;
  /** Only with `report_event` of this name. */
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  /** Only with `report_error`. */
  readonly error?: string | undefined;
}

/** What the query of a callback URL asks for (API.md 6). */
export interface CallbackFlags {
  readonly method: "GET" | "POST";
  readonly hasSession: boolean;
  readonly hasErrors: boolean;
  readonly events: readonly string[];
  readonly delayMs: number;
  readonly sessionParameter: "session_id" | "sid";
}

const LONGEST_DELAY_SECONDS = 60;

export function readFlags(query: URLSearchParams): CallbackFlags {
  const delay = Number(query.get("delay_callback"));
  return {
    method: query.get("method")?.toUpperCase() === "POST" ? "POST" : "GET",
    hasSession: query.getAll("includes").includes("session"),
    hasErrors: query.get("report_error") === "true",
    events: query.getAll("report_event"),
    delayMs: delay > 0 ? Math.min(delay, LONGEST_DELAY_SECONDS) * 1000 : 0,
    sessionParameter: query.get("sid_parameter_name") === "sid" ? "sid" : "session_id",
  };
}

export function isAskedFor({ error, event }: Notice, flags: CallbackFlags): boolean {
  if (error !== undefined) return flags.hasErrors;
  return event === undefined || flags.events.includes(event);
}

/** Everything there is to tell of `record`, oldest first, whatever its callback URL asks for. */
export function noticesOf(record: OrderRecord): Notice[] {
  const notices = record.transaction === undefined ? [] : ofTransaction(record.transaction, record.session);
  if (notices.length === 0 && record.session !== undefined) notices.push(...ofSession(record.session));
  return notices.sort((one, other) => one.at - other.at);
}

/** Between an event and its callback: as AUTH_CALLBACK_SENT follows AUTHORIZE in the sessions of the shop. */
const NOTICE_MS = 900;
const VERIFICATIONS = ["FAILED_VERIFICATION", "ADDITIONAL_VERIFICATION_REQUIRED"];

function ofTransaction(transaction: JsonObject, session: JsonObject | undefined): Notice[] {
  const isAutoCapture = valueAt(session, "configuration", "auto_capture") === true;
  const notices: Notice[] = [];
  let isPaid = false;
  for (const happened of objectsAt(transaction, "events")) {
    const at = instantOf(happened) + NOTICE_MS;
    const name = textAt(happened, "event");
    const eventId = textAt(happened, "id");
    if (happened.success === false) {
      const error = name === "AUTHORIZE" ? errorOf(happened) : undefined;
      if (error !== undefined) notices.push({ at, error });
    } else if (textAt(happened, "transaction_status") === "ON_HOLD") {
      notices.push({ at });
    } else if (name === "AUTHORIZE" && !isAutoCapture) {
      isPaid = true;
      notices.push({ at });
    } else if (name === "CAPTURE" || name === "REFUND" || name === "VOID") {
      // With auto-capture, or where the money is taken at once, the first capture is what tells of the payment.
      if (!isPaid && name === "CAPTURE") notices.push({ at });
      isPaid = true;
      notices.push({ at, event: name, eventId });
    }
  }
  return notices;
}

/** `error` of a refused payment (API.md 10). */
function errorOf(refusal: JsonObject): string | undefined {
  if (refusal.transaction_status === "DECLINED") return "cancelled";
  if (refusal.transaction_status !== "FAILED") return undefined;
  const types = [textAt(refusal, "error", "type"), ...listAt(refusal, "error", "type")];
  return types.some((type) => typeof type === "string" && VERIFICATIONS.includes(type))
    ? "authorization"
    : "failed";
}

const SESSION_ERRORS = new Map([
  ["CANCELLED", "cancelled"],
  ["DECLINED", "authorization"],
  ["FAILED", "failed"],
]);

/** A session that came to nothing before there was a transaction. */
function ofSession(session: JsonObject): Notice[] {
  return objectsAt(session, "events").flatMap((happened) => {
    const error = SESSION_ERRORS.get(textAt(happened, "name") ?? "");
    return error === undefined ? [] : [{ at: instantOf(happened) + NOTICE_MS, error }];
  });
}

function instantOf(happened: JsonObject): number {
  return Date.parse(textAt(happened, "created_at") ?? "");
}
