import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf } from "./instant";
import { minorUnits } from "./minor-units";
import {
  sampleEvent,
  sampleInstant,
  sampleItem,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";
import { timelineOf } from "./timeline";

const names = (entries: ReturnType<typeof timelineOf>) => entries.map((entry) => entry.name);

test("session, transaction and callbacks are one story by time", () => {
  const entries = timelineOf(
    {
      session: sampleSession({
        events: [sampleSessionEvent("INITIATED", 0), sampleSessionEvent("COMPLETED", 9)],
      }),
      transaction: sampleTransaction({ events: [sampleEvent("CAPTURE", 5), sampleEvent("AUTHORIZE", 3)] }),
    },
    [{ id: "c1", receivedAt: sampleInstant(4), state: "applied", attempts: 2, event: "AUTHORIZE" }],
  );
  expect(entries.map(({ lane, name }) => `${lane} ${name}`)).toEqual([
    "customer INITIATED",
    "money AUTHORIZE",
    "callback AUTHORIZE",
    "money CAPTURE",
    "customer COMPLETED",
  ]);
  expect(entries[2]).toMatchObject({ count: 2, status: "applied", sources: [] });
});

describe("a request", () => {
  const request = sampleEvent("INITIATE_CAPTURE", 1, {
    amount: minorUnits(500),
    eventReference: "SHIP-1",
    createdBy: "kari",
  });

  test("is folded into its answer", () => {
    const answer = sampleEvent("CAPTURE", 2, {
      amount: minorUnits(500),
      correlationRequestId: request.requestId,
    });
    const entries = timelineOf({ transaction: sampleTransaction({ events: [request, answer] }) });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      name: "CAPTURE",
      outcome: "done",
      requestedAt: request.createdAt,
      eventReference: "SHIP-1",
      actor: "kari",
      sources: [
        { document: "transaction", index: 0 },
        { document: "transaction", index: 1 },
      ],
    });
  });

  test("without an answer is pending, a refused one failed", () => {
    const [pending] = timelineOf({ transaction: sampleTransaction({ events: [request] }) });
    expect(pending).toMatchObject({ name: "INITIATE_CAPTURE", outcome: "pending" });
    const refused = { ...request, success: false };
    expect(timelineOf({ transaction: sampleTransaction({ events: [refused] }) })[0]?.outcome).toBe("failed");
  });

  test("is answered once: two requests of one id do not share a capture", () => {
    const answer = sampleEvent("CAPTURE", 2, { correlationRequestId: request.requestId });
    expect(
      names(timelineOf({ transaction: sampleTransaction({ events: [request, { ...request }, answer] }) })),
    ).toEqual(["INITIATE_CAPTURE", "CAPTURE"]);
  });
});

test("a capture has its splits and the names of its lines", () => {
  const capture = sampleEvent("CAPTURE", 1, {
    amount: minorUnits(500),
    items: [
      {
        lineId: "1",
        amount: minorUnits(500),
        quantity: 2,
        splits: [{ payoutDestinationId: "a", amount: minorUnits(500) }],
      },
    ],
  });
  const [entry] = timelineOf({
    transaction: sampleTransaction({
      items: [sampleItem("1", 500, { description: "Chair" })],
      events: [capture],
    }),
  });
  expect(entry).toMatchObject({
    splits: { total: 500, difference: 0 },
    lines: [{ lineId: "1", description: "Chair", quantity: 2 }],
  });
});

test("a failure carries its reason", () => {
  const entries = timelineOf({
    session: sampleSession({ events: [sampleSessionEvent("PAY_FAILED", 1, { error: "Rejected" })] }),
    transaction: sampleTransaction({
      events: [sampleEvent("AUTHORIZE", 2, { success: false, error: { types: ["EXPIRED_CARD"] } })],
    }),
  });
  expect(entries.map(({ outcome, failure }) => [outcome, failure?.rule])).toEqual([
    ["failed", "lenderRejected"],
    ["failed", "expiredCard"],
  ]);
});

test("small steps in a row are one entry with a count, and none of them is lost", () => {
  const steps = ["VISITED", "VISITED", "VISITED", "SET_SHIPPING_OPTION", "VISITED"];
  const events = steps.map((name, minute) => sampleSessionEvent(name, minute, { step: minute }));
  const entries = timelineOf({ session: sampleSession({ events }) });
  expect(entries.map(({ name, count }) => [name, count])).toEqual([
    ["VISITED", 3],
    ["SET_SHIPPING_OPTION", 1],
    ["VISITED", 1],
  ]);
  expect(entries[0]).toMatchObject({ at: sampleInstant(0), lastAt: sampleInstant(2), details: { step: 2 } });
  expect(entries.flatMap((entry) => entry.sources.map((source) => source.index))).toEqual([0, 1, 2, 3, 4]);
});

test("failures in a row stay apart", () => {
  const events = [sampleSessionEvent("PAY_FAILED", 1), sampleSessionEvent("PAY_FAILED", 2)];
  expect(timelineOf({ session: sampleSession({ events }) })).toHaveLength(2);
});

test("F19 a name we do not know is kept as received", () => {
  const entries = timelineOf({
    session: sampleSession({ events: [sampleSessionEvent("BRAND_NEW", 1)] }),
    transaction: sampleTransaction({ events: [sampleEvent("TELEPORT", 2, { amount: minorUnits(5) })] }),
  });
  expect(entries.map(({ name, isKnown, outcome }) => [name, isKnown, outcome])).toEqual([
    ["BRAND_NEW", false, "info"],
    ["TELEPORT", false, "info"],
  ]);
});

test("an entry without a readable time stays behind its predecessor", () => {
  const events = [
    sampleEvent("AUTHORIZE", 1),
    sampleEvent("CAPTURE", 0, { createdAt: "<string>" }),
    sampleEvent("REFUND", 9),
  ];
  const entries = timelineOf({
    session: sampleSession({ events: [sampleSessionEvent("COMPLETED", 5)] }),
    transaction: sampleTransaction({ events }),
  });
  expect(names(entries)).toEqual(["AUTHORIZE", "CAPTURE", "COMPLETED", "REFUND"]);
  expect(entries[1]?.at).toBe("<string>");
});

const history = fc.record({
  session: fc.array(
    fc.record({
      name: fc.constantFrom("VISITED", "PAY_FAILED", "X y/z"),
      minute: fc.nat(5),
      id: fc.constantFrom(undefined, "1", "a b", "a/b"),
    }),
  ),
  transaction: fc.array(
    fc.record({
      event: fc.constantFrom("CAPTURE", "INITIATE_CAPTURE", "AUTHORIZE"),
      minute: fc.nat(5),
      id: fc.constantFrom(undefined, "1", "2"),
      reply: fc.boolean(),
    }),
  ),
});

test("every event is told exactly once, by time, under an anchor of its own", () => {
  fc.assert(
    fc.property(history, ({ session, transaction }) => {
      const documents = {
        session: sampleSession({
          events: session.map(({ name, minute, id }) => ({ ...sampleSessionEvent(name, minute), id })),
        }),
        transaction: sampleTransaction({
          events: transaction.map(({ event, minute, id, reply }) =>
            sampleEvent(event, minute, {
              id,
              correlationRequestId: reply ? `INITIATE_CAPTURE-${minute}` : undefined,
            }),
          ),
        }),
      };
      const entries = timelineOf(documents);
      const told = entries.flatMap((entry) =>
        entry.sources.map(({ document, index }) => `${document} ${index}`),
      );
      expect(told.toSorted()).toEqual(
        [
          ...session.map((_, index) => `session ${index}`),
          ...transaction.map((_, index) => `transaction ${index}`),
        ].toSorted(),
      );
      expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
      expect(entries.every((entry) => /^evt-[stc]-[A-Za-z0-9_-]+$/.test(entry.id))).toBe(true);
      const times = entries.map((entry) => instantOf(entry.at) ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});
