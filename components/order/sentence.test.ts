import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import type { TimelineEntry } from "@/lib/domain/order";
import { loadMessages } from "@/lib/i18n/messages";
import en from "@/lib/i18n/messages/en/timeline.json";
import { sentenceKey } from "./sentence";

/** API.md 4.4: the names Dintero publishes. */
const SESSION_EVENTS =
  `INITIATED VISITED SET_BILLING_ADDRESS SET_SHIPPING_ADDRESS SET_SHIPPING_OPTION SET_DISCOUNT_CODES SET_GIFT_CARD
  UPDATE_SESSION PAY_LOCK_START PAY_LOCK_META PAY_LOCK_END PAY_FAILED AUTHORIZED DECLINED FAILED COMPLETED CANCELLED
  UNKNOWN AUTH_CALLBACK_SENT ON_HOLD_CALLBACK_SENT PAYMENT_TOKEN_FLOW_START PUSH_NOTIFICATION_SENT
  SECRET_CONFIRMATION_CODE_SENT SET_MY_DINTERO ADD_PAYMENT_INFORMATION`.split(/\s+/);
/** API.md 5.3, with the INITIATE of Dintero's own examples. */
const TRANSACTION_EVENTS =
  `INITIALIZE INITIATE AUTHORIZE CAPTURE REFUND VOID INITIATE_CAPTURE INITIATE_REFUND INITIATE_VOID SETTLEMENT`.split(
    " ",
  );

const entry = (given: Partial<TimelineEntry>): TimelineEntry => ({
  id: "evt-1",
  lane: "customer",
  name: "",
  isKnown: true,
  outcome: "info",
  count: 1,
  lines: [],
  details: {},
  sources: [],
  ...given,
});

describe("the story in words", () => {
  test("each of the 25 session events has a sentence", () => {
    expect(SESSION_EVENTS).toHaveLength(25);
    for (const name of SESSION_EVENTS) expect(sentenceKey(entry({ name }))).toBe(`customer.${name}`);
    expect(Object.keys(en.customer).sort()).toEqual([...SESSION_EVENTS].sort());
  });

  test.each(["done", "failed", "pending", "info"] as const)(
    "each transaction event has one when %s",
    (outcome) => {
      for (const name of TRANSACTION_EVENTS) {
        expect(sentenceKey(entry({ lane: "money", name, outcome }))).toMatch(
          /^money\.\w+\.(done|failed|pending)$/,
        );
      }
    },
  );

  test("an event that Dintero adds tomorrow, or that has the name of something else, is shown by its own name", () => {
    for (const name of ["TELEPORT", "constructor", "__proto__", ""]) {
      expect(sentenceKey(entry({ name }))).toBe("unknown");
      expect(sentenceKey(entry({ lane: "money", name }))).toBe("unknown");
    }
  });

  test("every sentence can be said with and without what it may tell, in both languages", async () => {
    const keys = [
      ...SESSION_EVENTS.map((name) => sentenceKey(entry({ name }))),
      ...TRANSACTION_EVENTS.flatMap((name) =>
        (["done", "failed", "pending"] as const).map((outcome) =>
          sentenceKey(entry({ lane: "money", name, outcome })),
        ),
      ),
      sentenceKey(entry({ lane: "callback", name: "CAPTURE" })),
      sentenceKey(entry({ lane: "callback", name: "failed", outcome: "failed" })),
    ];
    const plain = (text: string) => text;
    for (const locale of ["en", "nb"] as const) {
      const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "timeline" });
      for (const key of keys) {
        for (const has of ["yes", "no"]) {
          const values = { count: has === "yes" ? 3 : 1, b: plain, code: plain };
          const flags = { hasAmount: has, hasMethod: has, hasReason: has, hasEvent: has };
          const given = {
            amount: "AMOUNT",
            method: "METHOD",
            reason: "REASON",
            event: "EVENT",
            error: "ERROR",
          };
          const sentence = t.markup(key, { ...values, ...flags, ...given });
          expect(sentence).toMatch(/^\p{Lu}|^AMOUNT/u);
          if (has === "no") expect(sentence).not.toMatch(/AMOUNT|METHOD|REASON|EVENT/);
        }
      }
    }
  });
});
