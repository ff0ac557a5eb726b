import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deviceOf } from "./device";
import { storyOfSession } from "./session-story";
import { sampleInstant, sampleSession, sampleSessionEvent } from "./test-order";

const story = (names: readonly string[], change = {}, isExpired = false) =>
  storyOfSession(
    sampleSession({ events: names.map((name, minute) => sampleSessionEvent(name, minute)), ...change }),
    isExpired,
  );

describe("how far the customer came", () => {
  test.each([
    [["INITIATED"], "created"],
    [["INITIATED", "PUSH_NOTIFICATION_SENT"], "sent"],
    [["INITIATED", "VISITED", "VISITED"], "opened"],
    [["INITIATED", "VISITED", "SET_SHIPPING_ADDRESS"], "address"],
    [["INITIATED", "VISITED", "SET_SHIPPING_ADDRESS", "SET_SHIPPING_OPTION"], "shipping"],
    [["INITIATED", "VISITED", "PAY_LOCK_START"], "tried"],
    [["INITIATED", "VISITED", "PAY_LOCK_START", "PAY_FAILED", "PAY_LOCK_END"], "failed"],
    [["INITIATED", "VISITED", "PAY_LOCK_START", "AUTHORIZED", "COMPLETED"], "paid"],
    [["INITIATED", "PAY_LOCK_START", "PAY_FAILED", "VISITED"], "failed"],
  ] as const)("%j is %s", (names, reached) => {
    expect(story(names).reached).toBe(reached);
  });

  test("is told in time, like steps folded, with what lies between", () => {
    const { points } = story(
      ["INITIATED", "VISITED", "VISITED", "PAY_LOCK_START"],
      { expiresAt: sampleInstant(60) },
      true,
    );
    expect(points.map(({ step, count, afterMs }) => [step, count, afterMs])).toEqual([
      ["created", 1, undefined],
      ["opened", 2, 60_000],
      ["tried", 1, 120_000],
      ["expired", 1, 57 * 60_000],
    ]);
  });

  test("counts visits by the minute, and windows where the events name them", () => {
    const header = (id: string) => ({ requestHeaders: { "dintero-checkout-instance-id": id } });
    const events = [
      { ...sampleSessionEvent("VISITED", 1), ...header("a") },
      { ...sampleSessionEvent("VISITED", 2), ...header("a") },
      { ...sampleSessionEvent("VISITED", 30), ...header("b") },
    ];
    expect(storyOfSession(sampleSession({ events }), false)).toMatchObject({ visits: 2, windows: 2 });
    expect(story(["VISITED"]).windows).toBeUndefined();
  });
});

test("what there was to pay with, and why the rest could not be used", () => {
  const product = (enabled: boolean, payability: string) => ({
    type: "payment_product_type",
    enabled,
    payability,
  });
  const configuration = {
    vipps: product(true, "payable"),
    swish: {
      type: "payment_type",
      swish: product(true, "disabled_by_gateway"),
    },
    collector: {
      type: "payment_type",
      invoice: product(true, "disabled_by_order_amount"),
      finance: product(false, "payable"),
      installment: product(true, "disabled_by_moon"),
    },
  };
  const { offered, notOffered } = story([], { configuration });
  expect(offered).toEqual(["vipps"]);
  expect(notOffered).toEqual([
    { paymentProductType: "swish.swish", because: "disabled_by_gateway" },
    { paymentProductType: "collector.invoice", because: "disabled_by_order_amount" },
    { paymentProductType: "collector.finance", because: "off" },
    { paymentProductType: "collector.installment", because: "disabled_by_moon" },
  ]);
});

test.each([
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1",
    "iPhone",
    "Safari",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36",
    "Android",
    "Samsung Internet",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
    "Windows",
    "Edge",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120.0) Gecko/20100101 Firefox/120.0", "Mac", "Firefox"],
])("%.40s is read as %s with %s", (text, system, browser) => {
  expect(deviceOf(text)).toEqual({ system, browser });
});

test("a text that is no browser names no device", () => {
  expect(deviceOf("node")).toBeUndefined();
  expect(deviceOf(undefined)).toBeUndefined();
});

test("any events make a story, which never says paid without an event that does", () => {
  const names = [
    "INITIATED",
    "VISITED",
    "PAY_LOCK_START",
    "PAY_FAILED",
    "AUTHORIZED",
    "EXPIRED",
    "__proto__",
    "x",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names)), fc.boolean(), (events, isExpired) => {
      const { reached, points } = story(events, { expiresAt: sampleInstant(99) }, isExpired);
      expect(reached === "paid").toBe(events.includes("AUTHORIZED"));
      expect(points.every((point) => point.count > 0)).toBe(true);
    }),
  );
});
