import { setImmediate } from "node:timers/promises";
import type { Catalogue } from "../catalogue";
import example from "../documents/examples/synthetic/settlements-list.json" with { type: "json" };
import { type JsonObject, numberAt, objectsAt, textAt } from "../json";
import type { OrderRecord } from "../order-record";

/** One capture or refund as it was paid out. */
export interface SettledEvent {
  readonly transaction: JsonObject;
  readonly event: JsonObject;
  /** The entry of `event.settlements.events`. */
  readonly entry: JsonObject;
}

/** A settlement with all that was paid out by it. */
export interface Settlement {
  readonly document: JsonObject;
  readonly events: readonly SettledEvent[];
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** What the provider charges besides, once a month: no capture tells of it. */
const MONTHLY_FEE = 4_900;
/** How many records are looked through before other requests have a turn. */
const TURN = 500;
const EVERYTHING = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * The account's settlements, made from what its captures and refunds say of them, so that both always tell the same.
 * Made when they are first asked for, and again after something was put in.
 */
export class SettlementBook {
  readonly #catalogue: Catalogue;
  #made: Promise<ReadonlyMap<string, Settlement>> | undefined;
  readonly #added = new Map<string, JsonObject>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** Orders have changed: what was made of them is made again. */
  forget(): void {
    this.#made = undefined;
  }

  /** Adds a settlement as given, or replaces the one with its id. */
  put(document: JsonObject): void {
    this.#added.set(textAt(document, "id") ?? `#${this.#added.size}`, document);
    this.forget();
  }

  /** By id, in no order. */
  all(): Promise<ReadonlyMap<string, Settlement>> {
    this.#made ??= this.#make();
    return this.#made;
  }

  async #make(): Promise<ReadonlyMap<string, Settlement>> {
    const groups = new Map<string, SettledEvent[]>();
    let seen = 0;
    for (const record of this.#catalogue.records("transaction", EVERYTHING) ?? []) {
      seen += 1;
      if (seen % TURN === 0) await setImmediate();
      for (const settled of settledEvents(record)) {
        const id = textAt(settled.entry, "settlement_id") ?? "";
        const group = groups.get(id);
        if (group === undefined) groups.set(id, [settled]);
        else group.push(settled);
      }
    }
    const held = new Map(
      example.items.map((document: JsonObject) => [textAt(document, "id") ?? "", document]),
    );
    const documents = new Map([...held, ...this.#added]);
    const made = new Map<string, Settlement>();
    for (const [id, events] of groups) {
      if (id !== "") made.set(id, { document: documents.get(id) ?? documentOf(id, events), events });
    }
    for (const [id, document] of this.#added) {
      if (!made.has(id)) made.set(id, { document, events: [] });
    }
    return made;
  }
}

function settledEvents({ transaction }: OrderRecord): SettledEvent[] {
  if (transaction === undefined) return [];
  return objectsAt(transaction, "events").flatMap((event) =>
    objectsAt(event, "settlements", "events").map((entry) => ({ transaction, event, entry })),
  );
}

/** `GET …/settlements` has it so (API.md 9). */
function documentOf(id: string, events: readonly SettledEvent[]): JsonObject {
  const times = events
    .map(({ event }) => Date.parse(textAt(event, "created_at") ?? ""))
    .sort((a, b) => a - b);
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  const day = /\d{4}-\d{2}-\d{2}$/.exec(id)?.[0] ?? new Date(last + 3 * DAY).toISOString().slice(0, 10);
  const settledAt = Date.parse(`${day}T00:00:00Z`);
  const reference = textAt(events[0]?.entry, "provider_reference");
  const amounts = amountsOf(events, day.endsWith("-01") ? MONTHLY_FEE : 0);
  return {
    id,
    start_at: new Date(first).toISOString(),
    end_at: new Date(last).toISOString(),
    created_at: new Date(settledAt + 5 * HOUR).toISOString(),
    updated_at: new Date(settledAt + 5 * HOUR).toISOString(),
    settled_at: new Date(settledAt).toISOString(),
    email_received_at: new Date(settledAt + 5 * HOUR).toISOString(),
    provider: reference?.replace(/-\d{8}$/, "") ?? textAt(events[0]?.transaction, "payment_product"),
    ...(reference === undefined ? {} : { provider_reference: reference }),
    amounts,
    // What is negative waits for the next period.
    payment_status: amounts.some((sums) => (numberAt(sums, "amount") ?? 0) < 0) ? "postponed" : "paid",
    ...shared("store_id", events, (transaction) => textAt(transaction, "store", "id")),
    ...shared("payout_destination_id", events, (transaction) => textAt(transaction, "payout_destination_id")),
    attachments: ["pdf", "csv", "xml"].map((extension, index) => ({
      id: `att-${index + 1}`,
      key: `reports/${id}.${extension}`,
      content_type: CONTENT_TYPES[extension] ?? "",
      extension,
      created_by: "dintero",
    })),
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  csv: "text/csv",
  xml: "application/xml",
};

/** One for each currency: amount = capture − refund − fee. */
function amountsOf(events: readonly SettledEvent[], monthlyFee: number): JsonObject[] {
  const currencies = [
    ...new Set(events.map(({ transaction }) => textAt(transaction, "currency") ?? "")),
  ].sort();
  return currencies.map((currency, index) => {
    const own = events.filter(({ transaction }) => textAt(transaction, "currency") === currency);
    const sum = (field: string) => own.reduce((total, { entry }) => total + (numberAt(entry, field) ?? 0), 0);
    const [capture, refund] = [sum("capture"), sum("refund")];
    const fee = sum("fee") + (index === 0 ? monthlyFee : 0);
    return { amount: capture - refund - fee, capture, refund, fee, currency };
  });
}

/** Told only when all transactions share it. */
function shared(
  name: string,
  events: readonly SettledEvent[],
  of: (transaction: JsonObject) => string | undefined,
): JsonObject {
  const values = new Set(events.map(({ transaction }) => of(transaction)));
  const [value] = values;
  return values.size === 1 && value !== undefined ? { [name]: value } : {};
}
