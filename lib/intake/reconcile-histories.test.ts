import { expect, test } from "vitest";
import type { Database } from "@/lib/db/connect";
import { insertDeliveries } from "@/lib/db/deliveries";
import { listFindings } from "@/lib/db/findings";
import { testDatabase } from "@/lib/db/test-database";
import type { JsonObject } from "@/lib/domain/json";
import { AppError } from "@/lib/errors";
import { createLogger } from "@/lib/log";
import { createMetrics } from "@/lib/metrics";
import { apply } from "./apply";
import { reconcile } from "./reconcile";
import { dumpStore } from "./test-dump-store";
import { dyingAfter } from "./test-dying-store";
import { randomOf } from "./test-history";
import { listingDintero } from "./test-listing-dintero";

const { db } = testDatabase();
const SEEDS = Number(process.env.KONTOR_HISTORIES ?? 25);
const FIRST_SEED = Number(process.env.KONTOR_HISTORY_SEED ?? 1);
const AT_ONCE = 5;
const START = Date.parse("2026-05-12T10:00:00.000Z");
const MINUTE = 60_000;
const LIVES: readonly (readonly string[])[] = [
  ["AUTHORIZE"],
  ["AUTHORIZE", "CAPTURE"],
  ["AUTHORIZE", "CAPTURE", "REFUND"],
  ["AUTHORIZE", "VOID"],
  ["INITIALIZE", "AUTHORIZE", "CAPTURE", "CAPTURE", "REFUND"],
];
const STATUS: Readonly<Record<string, string>> = {
  INITIALIZE: "INITIATED",
  AUTHORIZE: "AUTHORIZED",
  CAPTURE: "PARTIALLY_CAPTURED",
  REFUND: "PARTIALLY_CAPTURED_REFUNDED",
  VOID: "AUTHORIZATION_VOIDED",
};

interface Happened {
  readonly findingId: string;
  readonly order: number;
  readonly event: string;
  readonly at: number;
}

/** One account that lives through what `seed` says, next to a Dintero that is the truth. */
class World {
  readonly accountId: string;
  readonly #random: () => number;
  readonly #dintero;
  readonly #lives: readonly (readonly string[])[];
  readonly #times: number[][];
  readonly happened: Happened[] = [];
  readonly told: { readonly order: number; readonly at: number }[] = [];
  #now = START;

  constructor(seed: number) {
    this.accountId = `T${String(10_000_000 + seed)}`;
    this.#random = randomOf(seed);
    this.#dintero = listingDintero(this.accountId, () => this.#now);
    this.#lives = Array.from({ length: 2 + this.below(9) }, () => LIVES[this.below(LIVES.length)] ?? []);
    this.#times = this.#lives.map(() => []);
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  pass(minutes: number): void {
    this.#now += minutes * MINUTE;
  }

  /** The next event of some order, at Dintero. */
  happen(): void {
    const order = this.below(this.#lives.length);
    const times = this.#times[order] ?? [];
    const event = this.#lives[order]?.[times.length];
    if (event === undefined) return;
    // Two orders never change in one millisecond, so that the lists' order is one.
    this.#now += 1;
    times.push(this.#now);
    const position = times.length;
    this.happened.push({ findingId: `${this.#id("t", order)}/${position}`, order, event, at: this.#now });
    for (const document of this.#documents(order)) this.#dintero.documents.set(String(document.id), document);
  }

  /** Dintero calls back about some order that lives. */
  async tell(): Promise<void> {
    const order = this.below(this.#lives.length);
    if (this.#times[order]?.length === 0) return;
    this.told.push({ order, at: this.#now });
    await insertDeliveries(db, this.accountId, [
      {
        deliveryId: `d${this.told.length}`,
        channel: "callback",
        receivedAt: new Date(this.#now).toISOString(),
        keyNumber: 0,
        method: "GET",
        rawQuery: "",
        headers: {},
        bodyState: "absent",
        bodyBytes: 0,
        eventId: String(this.#times[order]?.length),
        ...(this.#random() < 0.5
          ? { sessionId: this.#id("s", order) }
          : { transactionId: this.#id("t", order) }),
      },
    ]);
  }

  /** A run in bad weather: the process may be killed at any statement, Dintero may fail at any call, things go on happening. */
  async run(weather: "good" | "bad"): Promise<void> {
    const store = weather === "bad" && this.#random() < 0.6 ? dyingAfter(db, this.below(60)) : db;
    const failsAt = weather === "bad" && this.#random() < 0.6 ? this.below(20) : Number.POSITIVE_INFINITY;
    let calls = 0;
    this.#dintero.onCall = () => {
      calls += 1;
      if (calls > failsAt) throw new AppError("upstream-unreachable", "nobody there");
      if (weather === "bad" && this.#random() < 0.1) this.happen();
    };
    await this.#reconcile(store).catch((error: unknown) => {
      if (weather === "good") throw error;
    });
    this.#dintero.onCall = () => {};
  }

  /** The same truth, remembered in one go. */
  async expected() {
    const accountId = this.accountId.replace("T", "P");
    const fetchedAt = new Date(this.#now).toISOString();
    for (const [id, document] of this.#dintero.documents) {
      const kind = document.amount === undefined ? "session" : "transaction";
      await apply(
        { db, accountId, now: () => this.#now },
        { [kind]: { id, document, fetchedAt } },
        "reconcile",
      );
    }
    return contents(accountId);
  }

  #reconcile(store: Database) {
    return reconcile({
      db: store,
      accountId: this.accountId,
      dintero: this.#dintero,
      log: createLogger("silent"),
      metrics: createMetrics(),
      timeZone: "Europe/Oslo",
      now: () => this.#now,
      elapsed: () => this.#now,
      signal: new AbortController().signal,
    });
  }

  #id(kind: "s" | "t", order: number): string {
    return `${this.accountId}.${kind}${order}`;
  }

  #documents(order: number): readonly JsonObject[] {
    const times = this.#times[order] ?? [];
    const iso = times.map((at) => new Date(at).toISOString());
    const events = (this.#lives[order] ?? []).slice(0, times.length);
    const common = { created_at: iso[0] ?? "", updated_at: iso.at(-1) ?? "" };
    return [
      {
        ...common,
        id: this.#id("s", order),
        transaction_id: this.#id("t", order),
        url: {},
        configuration: {},
        order: { amount: 1_000, currency: "NOK", items: [] },
        events: [{ id: "e1", name: "INITIATED", created_at: iso[0] ?? "" }],
      },
      {
        ...common,
        id: this.#id("t", order),
        session_id: this.#id("s", order),
        payment_product: "vipps",
        payment_product_type: "vipps",
        amount: 1_000,
        currency: "NOK",
        status: STATUS[events.at(-1) ?? ""] ?? "UNKNOWN",
        events: events.map((event, index) => ({
          id: String(index + 1),
          event,
          success: true,
          amount: 100,
          created_at: iso[index] ?? "",
        })),
      },
    ];
  }
}

/** What the store holds, less when it was asked. */
async function contents(accountId: string) {
  const { order_documents, orders, events, session_events } = await dumpStore(db, accountId);
  const text = JSON.stringify({ order_documents, orders, events, session_events });
  return JSON.parse(text.replaceAll(/"fetched_at":"[^"]*"/g, '"fetched_at":""'));
}

async function live(seed: number): Promise<void> {
  const world = new World(seed);
  // The store watches from its first run on; what happened before is history.
  const before = world.below(3);
  for (let left = before; left > 0; left -= 1) world.happen();
  const history = world.happened.length;
  world.pass(2);
  await world.run("good");
  for (let steps = 8 + world.below(12); steps > 0; steps -= 1) {
    const chance = world.below(10);
    if (chance < 4) world.happen();
    else if (chance < 5) await world.tell();
    else if (chance < 8) await world.run("bad");
    else world.pass(3 + world.below(40));
  }
  // All is quiet; the turn of every unfinished order comes, and nothing more is on its way.
  world.pass(13 * 60);
  await world.run("good");
  world.pass(6);
  await world.run("good");
  expect(await contents(world.accountId)).toEqual(await world.expected());

  const found = (await listFindings(db, world.accountId, { limit: 500 })).map(({ findingId }) => findingId);
  expect(new Set(found).size).toBe(found.length);
  for (const [index, { findingId, order, event, at }] of world.happened.entries()) {
    const isReportable = event !== "INITIALIZE" && index >= history;
    const tellings = world.told.filter((telling) => telling.order === order && telling.at >= at);
    if (isReportable && tellings.length === 0) expect(found).toContain(findingId);
    if (!isReportable || tellings.some((telling) => telling.at < at + 5 * MINUTE))
      expect(found).not.toContain(findingId);
  }
}

test(
  `any changes, crashes and failures leave the store equal to Dintero and everything untold found once (${SEEDS} seeds)`,
  async () => {
    let next = FIRST_SEED;
    const walk = async () => {
      while (next < FIRST_SEED + SEEDS) {
        const seed = next++;
        await live(seed).catch((error: unknown) => {
          throw new Error(`KONTOR_HISTORY_SEED=${seed} KONTOR_HISTORIES=1 shows it again`, { cause: error });
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, walk));
  },
  Math.max(120_000, SEEDS * 1_000),
);
