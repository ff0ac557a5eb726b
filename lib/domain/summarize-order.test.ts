import { describe, expect, test } from "vitest";
import { minorUnits } from "./minor-units";
import { summarizeOrder } from "./summarize-order";
import {
  sampleEvent,
  sampleInstant,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";

const NOON = Date.parse(sampleInstant(0));

test("a row of the store holds the order's state, ids and instants", () => {
  const session = sampleSession(
    {
      createdAt: "2026-05-12T14:00:00+02:00",
      expiresAt: sampleInstant(60),
      configuration: { channel: "in_app" },
      events: [sampleSessionEvent("VISITED", 1)],
    },
    { merchantReference2: "second" },
  );
  const transaction = sampleTransaction({
    status: "PARTIALLY_REFUNDED",
    card: { brand: "Visa" },
    events: [
      sampleEvent("AUTHORIZE", 2),
      sampleEvent("CAPTURE", 3, { amount: minorUnits(10_000) }),
      sampleEvent("REFUND", 4, { amount: minorUnits(1_000) }),
      sampleEvent("REFUND", 5, { amount: minorUnits(1_000), success: false }),
    ],
  });
  expect(summarizeOrder({ session, transaction }, NOON)).toMatchObject({
    sessionId: "T12345678.session",
    transactionId: "T12345678.transaction",
    merchantReference: "10023",
    merchantReference2: "second",
    status: "PARTIALLY_REFUNDED",
    captured: 10_000,
    refunded: 1_000,
    cardBrand: "Visa",
    channel: "in_app",
    createdAt: sampleInstant(0),
    authorizedAt: sampleInstant(2),
    capturedAt: sampleInstant(3),
    refundedAt: sampleInstant(4),
    expiresAt: sampleInstant(60),
    lastEventAt: sampleInstant(5),
  });
});

test("the failure is kept by rule and by who", () => {
  const transaction = sampleTransaction({
    status: "FAILED",
    events: [
      sampleEvent("AUTHORIZE", 1, {
        success: false,
        error: { types: ["REJECTED_BY_ACQUIRER_CARD_EXPIRED"] },
      }),
    ],
  });
  expect(summarizeOrder({ transaction }, NOON)).toMatchObject({
    failureReason: "expiredCard",
    failureWho: "bank",
  });
});

describe("search keys", () => {
  test("are what a person would type", () => {
    const session = sampleSession(
      {
        customer: {
          email: " Kari@Example.COM ",
          phoneNumber: "99 99 99 99",
          giftCards: [],
          storedTokenProducts: [],
        },
      },
      { billingAddress: { firstName: " Kari", lastName: "Nordmann ", country: "DK" } },
    );
    expect(summarizeOrder({ session }, NOON)).toMatchObject({
      customerName: "kari nordmann",
      customerEmail: "kari@example.com",
      customerPhone: "+4599999999",
    });
  });

  test("pass over placeholders, to the next address and then the firm (QUIRKS 37)", () => {
    const nobody = { firstName: "N/A", lastName: " " };
    const order = (shippingAddress: object) =>
      sampleSession({}, { billingAddress: { ...nobody, businessName: "Ola AS" }, shippingAddress });
    expect(
      summarizeOrder({ session: order({ firstName: "Kari", lastName: "N/A" }) }, NOON).customerName,
    ).toBe("kari");
    expect(summarizeOrder({ session: order(nobody) }, NOON).customerName).toBe("ola as");
  });

  test("an empty reference is none (QUIRKS 33)", () => {
    const session = sampleSession({}, { merchantReference: "", merchantReference2: "10023" });
    expect(summarizeOrder({ session }, NOON)).toMatchObject({
      merchantReference: undefined,
      merchantReference2: "10023",
    });
  });

  test("providers' ids are found in details and metadata; ids that many orders share are not", () => {
    const session = sampleSession({
      events: [
        sampleSessionEvent("VISITED", 1, {
          "payex:payment:id": "/psp/creditcard/payments/11111111-2222-3333-4444-555555555555",
          "payex:payment:payee_info:payee_id": "99999999-0000-0000-0000-000000000000",
          klarna: { session_id: "klarna-session-1" },
        }),
      ],
    });
    const transaction = sampleTransaction({
      metadata: {
        "session:profile_id": "default-profile",
        "vipps:payment:id": 1234567890,
        order_id: "shop-internal-1",
      },
      events: [
        sampleEvent("AUTHORIZE", 1, {
          metadata: { "bambora:transaction_id": "bambora-1", "vipps:amount": 123456 },
        }),
      ],
    });
    expect(summarizeOrder({ session, transaction }, NOON).providerIds).toEqual([
      "/psp/creditcard/payments/11111111-2222-3333-4444-555555555555",
      "11111111-2222-3333-4444-555555555555",
      "klarna-session-1",
      "bambora-1",
      "1234567890",
    ]);
  });

  test("a merchant reference that a provider repeats, or that names a capture, is no id of one order", () => {
    const transaction = sampleTransaction({
      merchantReference: "KONTOR-1013",
      events: [
        sampleEvent("AUTHORIZE", 1, {
          metadata: { "bambora:order_id": "kontor-1013", "bambora:transaction_id": "bambora-1" },
        }),
        sampleEvent("CAPTURE", 2, { eventReference: "KONTOR-1013" }),
      ],
    });
    const { providerIds, eventIds } = summarizeOrder({ transaction }, NOON);
    expect(providerIds).toEqual(["bambora-1"]);
    expect(eventIds).not.toContain("KONTOR-1013");
  });

  test("ids of events and requests are kept when they can find one order", () => {
    const transaction = sampleTransaction({
      events: [
        sampleEvent("CAPTURE", 1, {
          id: "3",
          requestId: "27c71936004e48649c6dd437d314d90c",
          eventReference: "SHIP-1",
        }),
      ],
    });
    expect(summarizeOrder({ transaction }, NOON).eventIds).toEqual([
      "27c71936004e48649c6dd437d314d90c",
      "SHIP-1",
    ]);
  });
});
