import { isObject, type JsonObject, type JsonValue, objectsAt, textAt } from "../json";
import type { OrderRecord } from "../order-record";

/** One order that happens before our eyes. */
export interface Story {
  /** How it stands at `now` (ms): its sessions so far, each with its transaction; none before it begins. */
  at(now: number): readonly OrderRecord[];
  /** How it ends. */
  readonly end: readonly OrderRecord[];
  /** When, in ms. */
  readonly endsAt: number;
}

const SHORT_MS = 8_000;
const FOLD_MS = 8_000;

/** How long a pause is made: seconds stay, minutes become half of one, days more than one. */
function shortened(pause: number): number {
  return pause <= SHORT_MS ? pause : SHORT_MS + FOLD_MS * Math.log(pause / SHORT_MS);
}

/**
 * Tells `records`, the finished order of days or weeks, in minutes: it begins at `startsAt` (ms), and every pause is
 * shortened, then stretched by `scale`.
 */
export function tellStory(records: readonly OrderRecord[], startsAt: number, scale: number): Story {
  const newTimes = new Map<number, number>();
  let [before, exact] = [Number.NaN, startsAt];
  for (const time of momentsOf(records)) {
    if (!Number.isNaN(before)) exact += shortened(time - before) * scale;
    before = time;
    newTimes.set(time, Math.round(exact));
  }
  const end = records.map((record) => retime(record, newTimes));
  const endsAt = Math.round(exact);
  return {
    end,
    endsAt,
    at: (now) => (now >= endsAt ? end : end.flatMap((record) => soFar(record, now))),
  };
}

/** Every instant at which something happens, ascending. */
function momentsOf(records: readonly OrderRecord[]): number[] {
  const moments = records.flatMap(({ session, transaction }) =>
    [...objectsAt(session, "events"), ...objectsAt(transaction, "events")].map(happenedAt),
  );
  return [...new Set(moments)].sort((one, other) => one - other);
}

function happenedAt(happened: JsonObject): number {
  return Date.parse(textAt(happened, "created_at") ?? "");
}

function retime({ session, transaction }: OrderRecord, newTimes: ReadonlyMap<number, number>): OrderRecord {
  const shiftOf = (document: JsonObject): number => {
    const time = happenedAt(document);
    return (newTimes.get(time) ?? time) - time;
  };
  // What both documents say, as when a parcel is expected, stays the same in both.
  const shift = shiftOf(session ?? transaction ?? {});
  const whole = (document: JsonObject): JsonObject => {
    const events = objectsAt(document, "events").map((event) => {
      // Nobody is paid out within minutes.
      const { settlements: _, ...rest } = event;
      return movedObject(rest, shiftOf(event));
    });
    const cancelled = events.find((event) => event.name === "CANCELLED");
    const { card, ...rest } = document;
    return {
      ...movedObject(rest, shift),
      ...(card === undefined ? {} : { card: moved(card, shiftOf(document)) }),
      created_at: new Date(happenedAt(document) + shiftOf(document)).toISOString(),
      updated_at: events.at(-1)?.created_at,
      ...(cancelled === undefined ? {} : { cancelled_at: cancelled.created_at }),
      events,
    };
  };
  return {
    session: session && whole(session),
    transaction: transaction && { ...whole(transaction), settlement_status: "NOT_SETTLED" },
  };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** `value` with every instant in it moved by `shift` ms. */
function moved(value: JsonValue, shift: number): JsonValue {
  if (typeof value === "string") {
    return INSTANT.test(value) ? new Date(Date.parse(value) + shift).toISOString() : value;
  }
  if (Array.isArray(value)) return value.map((entry) => moved(entry, shift));
  return isObject(value) ? movedObject(value, shift) : value;
}

function movedObject(object: JsonObject, shift: number): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, value === undefined ? value : moved(value, shift)]),
  );
}

/** `record` as it stood at `now`: nothing that happens later is in it. */
function soFar({ session, transaction }: OrderRecord, now: number): OrderRecord[] {
  if (session === undefined || happenedAt(session) > now) return [];
  const begun = transaction === undefined ? undefined : transactionSoFar(transaction, now);
  const events = objectsAt(session, "events").filter((event) => happenedAt(event) <= now);
  const { transaction_id, cancelled_at, cancelled_by, ...rest } = session;
  const isCancelled = events.some((event) => event.name === "CANCELLED");
  return [
    {
      session: {
        ...rest,
        updated_at: textAt(events.at(-1), "created_at") ?? session.created_at,
        events,
        ...(begun === undefined ? {} : { transaction_id }),
        ...(isCancelled ? { cancelled_at, cancelled_by } : {}),
      },
      transaction: begun,
    },
  ];
}

function transactionSoFar(transaction: JsonObject, now: number): JsonObject | undefined {
  const all = objectsAt(transaction, "events");
  const events = all.filter((event) => happenedAt(event) <= now);
  const last = events.at(-1);
  if (last === undefined) return undefined;
  if (events.length === all.length) return transaction;
  const { card, ...rest } = transaction;
  return {
    ...rest,
    version: events.length,
    status: last.transaction_status,
    updated_at: last.created_at,
    events,
    // Until it is used, there is no card.
    ...(card === undefined || events.every((event) => event.event === "INITIALIZE") ? {} : { card }),
  };
}
