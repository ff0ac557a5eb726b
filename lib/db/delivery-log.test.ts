import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANY_ERROR, type CallbackFilter, EVERY_CALLBACK } from "@/lib/domain/callback-filter";
import { DELIVERY_OUTCOMES, type DeliveryLogRow, LOG_KINDS } from "@/lib/domain/delivery-log";
import { logId } from "@/lib/domain/log-id";
import { listLog } from "./delivery-log";
import { toRow } from "./log-entry";
import { testDatabase } from "./test-database";
import { newDigest, type PlantedEntry, plant } from "./test-log";

const { db } = testDatabase();
const ZONE = "Europe/Oslo";

let accounts = 0;
function newAccount(): string {
  accounts += 1;
  return `T${String(accounts).padStart(8, "0")}`;
}

const START = Date.parse("2026-05-12T20:00:00.000Z");
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Few instants, so that entries share them; two days of Oslo's, so that a day's end lies among them. */
const entries: fc.Arbitrary<PlantedEntry> = fc
  .record({
    kind: fc.constantFrom(...LOG_KINDS),
    minutes: fc.integer({ min: 0, max: 6 }),
    channel: fc.constantFrom("callback" as const, "webhook" as const),
    state: fc.constantFrom("received" as const, "fetched", "applied", "applied", "parked", "unconfirmed"),
    isChanged: fc.boolean(),
    differences: optional(fc.constantFrom<readonly string[]>([], ["amount"])),
    event: optional(fc.constantFrom("CAPTURE", "REFUND")),
    error: optional(fc.constantFrom("cancelled", "failed")),
    sessionId: optional(fc.constantFrom("T1.s1", "T1.s2")),
    transactionId: optional(fc.constantFrom("T1.t1", "T1.t2")),
    merchantReference: optional(fc.constantFrom("R1", "R2")),
    receipts: fc.constantFrom(1, 1, 3),
  })
  .map(({ minutes, ...entry }) => ({
    ...entry,
    key: newDigest(),
    at: new Date(START + minutes * 40 * 60_000).toISOString(),
  }));

const filters: fc.Arbitrary<CallbackFilter> = fc.record({
  outcomes: fc.subarray([...DELIVERY_OUTCOMES]),
  channel: optional(fc.constantFrom("callback" as const, "webhook" as const)),
  event: optional(fc.constantFrom("CAPTURE", "REFUND")),
  error: optional(fc.constantFrom("cancelled", "failed", ANY_ERROR)),
  from: optional(fc.constantFrom("2026-05-12", "2026-05-13")),
  to: optional(fc.constantFrom("2026-05-13", "2026-05-14")),
  about: optional(fc.constantFrom("T1.s1", "T1.t1", "R1")),
  isRepeated: fc.boolean(),
  limit: fc.constant(25 as const),
});
const mostlyOpen = fc.oneof(
  { weight: 2, arbitrary: filters },
  { weight: 1, arbitrary: fc.constant<CallbackFilter>({ ...EVERY_CALLBACK, limit: 25 }) },
);

/** What the log should hold, without any SQL. */
function scan(planted: readonly PlantedEntry[], filter: CallbackFilter): string[] {
  const day = (at: string) => new Date(Date.parse(at) + 2 * 3_600_000).toISOString().slice(0, 10);
  const outcomeOf = (entry: PlantedEntry): string => {
    if (entry.kind === "late") return "late";
    if (entry.kind === "refusal") return "refused";
    if (entry.kind === "finding") return "found";
    if (entry.state === "received" || entry.state === "fetched") return "waiting";
    if (entry.state === "parked" || entry.state === "unconfirmed") return entry.state;
    if ((entry.differences ?? []).length > 0) return "differs";
    return entry.isChanged === false ? "unchanged" : "applied";
  };
  /** As held: a kind has not every field. */
  const heldOf = (entry: PlantedEntry) => ({
    channel: entry.kind === "finding" ? undefined : entry.kind === "late" ? "callback" : entry.channel,
    event:
      entry.kind === "refusal"
        ? undefined
        : (entry.event ?? (entry.kind === "finding" ? "CAPTURE" : undefined)),
    error: entry.kind === "delivery" || entry.kind === "late" ? entry.error : undefined,
    about: entry.kind === "refusal" ? [] : [entry.sessionId, entry.transactionId, entry.merchantReference],
    receipts: entry.kind === "delivery" || entry.kind === "late" ? (entry.receipts ?? 1) : 1,
  });
  return planted
    .filter((entry) => {
      const held = heldOf(entry);
      return (
        (filter.outcomes.length === 0 || filter.outcomes.some((word) => word === outcomeOf(entry))) &&
        (filter.channel === undefined || held.channel === filter.channel) &&
        (filter.event === undefined || held.event === filter.event) &&
        (filter.error === undefined ||
          (filter.error === ANY_ERROR ? held.error !== undefined : held.error === filter.error)) &&
        (filter.from === undefined || day(entry.at) >= filter.from) &&
        (filter.to === undefined || day(entry.at) < filter.to) &&
        (filter.about === undefined || held.about.includes(filter.about)) &&
        (!filter.isRepeated || held.receipts > 1)
      );
    })
    .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
    .map(({ kind, key }) => logId(kind, key));
}

/** Only "the last 24 hours" asks for it. */
const NOW = START;

const placeOf = ({ at, kind, key }: PlantedEntry) => `${at} ${kind} ${key}`;

/** All pages of `filter`, each asked for by the cursor of the one before; `between` runs before each further page. */
async function walk(
  accountId: string,
  filter: CallbackFilter,
  between: () => Promise<void> = async () => {},
): Promise<DeliveryLogRow[]> {
  const rows: DeliveryLogRow[] = [];
  let page = await listLog(db, accountId, filter, ZONE, NOW);
  for (;;) {
    expect(page.entries.length).toBeLessThanOrEqual(filter.limit);
    rows.push(...page.entries.map(({ entry }) => toRow(entry)));
    const last = page.entries.at(-1);
    if (!page.hasMore || last === undefined) return rows;
    await between();
    page = await listLog(db, accountId, { ...filter, before: last.cursor }, ZONE, NOW);
  }
}

describe("the paged list", () => {
  test("is a plain scan in order, each entry once, whatever the filter", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entries, { maxLength: 70 }),
        fc.array(mostlyOpen, { minLength: 1, maxLength: 6 }),
        async (planted, asked) => {
          const accountId = newAccount();
          for (const entry of planted) await plant(db, accountId, entry);
          for (const filter of asked) {
            const rows = await walk(accountId, filter);
            expect(rows.map(({ id }) => id)).toEqual(scan(planted, filter));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("newer pages lead back over the same entries", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entries, { minLength: 30, maxLength: 60 }), async (planted) => {
        const accountId = newAccount();
        for (const entry of planted) await plant(db, accountId, entry);
        const all = scan(planted, EVERY_CALLBACK);
        const oldest = [...planted].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))[0];
        if (oldest === undefined) return;
        let cursor = { at: oldest.at, kind: oldest.kind, key: oldest.key };
        const back: string[] = [logId(oldest.kind, oldest.key)];
        for (;;) {
          const filter = { ...EVERY_CALLBACK, limit: 25, after: cursor } as const;
          const page = await listLog(db, accountId, filter, ZONE, NOW);
          back.unshift(...page.entries.map(({ entry }) => toRow(entry).id));
          const first = page.entries[0];
          if (!page.hasMore || first === undefined) break;
          cursor = { ...first.cursor };
        }
        expect(back).toEqual(all);
      }),
      { numRuns: 10 },
    );
  });

  test("entries that come between two pages neither repeat nor hide any that were there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entries, { minLength: 40, maxLength: 70 }),
        fc.array(entries, { minLength: 10, maxLength: 20 }),
        async (planted, arriving) => {
          const accountId = newAccount();
          for (const entry of planted) await plant(db, accountId, entry);
          const coming = [...arriving];
          const rows = await walk(accountId, { ...EVERY_CALLBACK, limit: 25 }, async () => {
            await Promise.all(coming.splice(0, 8).map((entry) => plant(db, accountId, entry)));
          });
          const ids = rows.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          const late = new Set(arriving.map(({ kind, key }) => logId(kind, key)));
          expect(ids.filter((id) => !late.has(id))).toEqual(scan(planted, EVERY_CALLBACK));
        },
      ),
      { numRuns: 8 },
    );
  });

  test("the last 24 hours are just those, of every kind", async () => {
    const accountId = newAccount();
    const within = new Date(NOW - 24 * 3_600_000 + 1).toISOString();
    const before = new Date(NOW - 24 * 3_600_000).toISOString();
    for (const kind of LOG_KINDS) {
      await plant(db, accountId, { kind, key: newDigest(), at: within });
      await plant(db, accountId, { kind, key: newDigest(), at: before });
    }
    expect(await walk(accountId, EVERY_CALLBACK)).toHaveLength(8);
    const rows = await walk(accountId, { ...EVERY_CALLBACK, hours: 24 });
    expect(rows.map(({ at }) => at)).toEqual([within, within, within, within]);
  });

  test("another account's entries are not there", async () => {
    const [mine, theirs] = [newAccount(), newAccount()];
    const at = new Date(START).toISOString();
    for (const kind of LOG_KINDS) await plant(db, theirs, { kind, key: newDigest(), at, sessionId: "T1.s1" });
    expect(await walk(mine, EVERY_CALLBACK)).toEqual([]);
    expect(await walk(mine, { ...EVERY_CALLBACK, about: "T1.s1" })).toEqual([]);
  });
});

test("a row says what was answered and why", async () => {
  const accountId = newAccount();
  const at = new Date(START).toISOString();
  for (const kind of LOG_KINDS) await plant(db, accountId, { kind, key: newDigest(), at });
  const rows = await walk(accountId, EVERY_CALLBACK);
  expect(rows.map(({ kind, answer, code, outcome }) => [kind, answer, code, outcome])).toEqual([
    ["refusal", 401, "signature-mismatch", "refused"],
    ["late", 503, "timestamp-outside-window", "late"],
    ["finding", undefined, undefined, "found"],
    ["delivery", 200, undefined, "applied"],
  ]);
});
