import { readFileSync } from "node:fs";
import { createElement } from "react";
import { expect, test } from "vitest";
import type { OrderView } from "@/lib/domain/order-view";
import { useSupportSummary } from "./support-summary";
import { orderViewOf, readableText, renderIn } from "./test-rendered-order";

const REFUSED = JSON.parse(
  readFileSync(
    new URL(
      "../../sandbox/documents/examples/synthetic/transaction-failed-insufficient-funds.json",
      import.meta.url,
    ),
    "utf8",
  ),
);

function Summary({ view }: { readonly view: OrderView }) {
  return useSupportSummary(view);
}

const summaryOf = async (locale: "en" | "nb") =>
  readableText(
    await renderIn(locale, createElement(Summary, { view: orderViewOf({ transaction: REFUSED }) })),
  )
    .replaceAll("\u00a0", " ")
    .trim();

test("the support summary holds numbers, status, money, reason and the last events with their zone", async () => {
  expect(await summaryOf("en")).toBe(`Reference: ORDER-1001
Session: T12345678.ses0000000000000000000001
Transaction: T12345678.txn0000000000000000000001
Status: Failed (FAILED)
Method: Card · Dintero PSP
Ordered: NOK 564.00
Authorized: NOK 0.00
Captured: NOK 0.00
Refunded: NOK 0.00
Voided: NOK 0.00
Remaining: NOK 0.00
Failure: The customer's bank refused the card: there is not enough money in the account. (INSUFFICIENT_FUNDS)
Result code: 51

Last events:
- 12 May 2026, 12:15:30 CEST: The payment was started with Card · Dintero PSP
- 12 May 2026, 12:15:31 CEST: The authorization failed

Read from Dintero: 20 May 2026, 14:00:00 CEST`);
});

test("nobody's contact data is in it, even while it is readable on the page", async () => {
  for (const locale of ["en", "nb"] as const) {
    expect(await summaryOf(locale)).not.toMatch(/kari|nordmann|example\.com|4799999999|testveien|0349/i);
  }
});
