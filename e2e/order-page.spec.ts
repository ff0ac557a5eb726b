import type { Page } from "@playwright/test";
import { expect, region, test } from "./fixtures";
import { freshId, type NotableName, SEED_SESSION, SEED_TRANSACTION } from "./sandbox";

const NAMES = [
  "Verdict",
  "Money",
  "Order items",
  "Timeline",
  "Shipping address",
  "Billing address",
  "Shipping",
  "Payment configuration",
  "Customer",
];

const figure = (page: Page, name: string) =>
  region(page, "Money")
    .getByRole("row", { name: new RegExp(`^${name}`) })
    .getByRole("cell");

test("the documented session shows every part by its name, and says what does not add up", async ({
  page,
}) => {
  await page.goto(`/sessions/${SEED_SESSION}`);
  for (const name of NAMES) await expect(region(page, name), name).toBeVisible();

  await expect(region(page, "Verdict")).toContainText("its captures add up to NOK 683.00");
  await expect(figure(page, "Authorized")).toHaveText("NOK 722.00");
  await expect(figure(page, "Captured")).toHaveText("NOK 683.00");
  await expect(figure(page, "Remaining")).toHaveText("NOK 39.00");
  const money = region(page, "Money");
  await expect(money).toContainText(
    "With the status CAPTURED, NOK 722.00 should be captured. The captures add up to NOK 683.00.",
  );
  await expect(money).toContainText("of NOK 86.00 has no splits, while another capture of this payment has.");
  await expect(region(page, "Order items").getByRole("row", { name: /Luftboller/ })).toContainText(
    "NOK 597.00",
  );
});

test("a capture with splits shows who gets what, who bears the fee and that it adds up; one without shows none", async ({
  page,
}) => {
  await page.goto(`/sessions/${SEED_SESSION}`);
  const captures = region(page, "Timeline")
    .getByRole("listitem")
    .filter({ hasText: /NOK\s(597|86)\.00 was captured/ });
  await expect(captures).toHaveCount(2);
  const splits = captures.first().getByRole("table", { name: "Splits" });
  await expect(splits.getByRole("row", { name: /P000000001/ })).toContainText(/NOK\s297\.00.*Bears the fee/);
  await expect(splits.getByRole("row", { name: /P000000002/ })).toContainText("NOK 300.00");
  await expect(splits.getByRole("row", { name: /^Sum/ })).toContainText(
    /NOK\s597\.00.*Adds up to the amount/,
  );
  await expect(captures.last().getByRole("table", { name: "Splits" })).toHaveCount(0);
});

test("splits that come to more than was captured are told with the difference", async ({ page, sandbox }) => {
  const { sessionId } = await sandbox.notable("splits-over");
  await page.goto(`/sessions/${sessionId}`);
  const sum = region(page, "Timeline")
    .getByRole("table", { name: "Splits" })
    .getByRole("row", { name: /^Sum/ });
  await expect(sum.first()).toContainText(/The splits exceed the amount by NOK/);
  await expect(region(page, "Money")).toContainText(/The splits of capture .* add up to NOK/);
});

test("a refused card reads as a sentence, with who refused, what to do and the evidence", async ({
  page,
  sandbox,
}) => {
  const { sessionId } = await sandbox.notable("failed-insufficient-funds");
  await page.goto(`/sessions/${sessionId}`);
  const verdict = region(page, "Verdict");
  await expect(verdict).toContainText("The payment failed. Nothing has been taken.");
  await expect(verdict).toContainText("there is not enough money in the account");
  await expect(verdict.getByText(/^Who:\s*Bank$/)).toBeVisible();
  await expect(verdict).toContainText("Ask the customer to use another card or another way to pay");
  await expect(verdict).toContainText("INSUFFICIENT_FUNDS");
  await verdict.getByRole("link", { name: "Show in the timeline" }).click();
  await expect(page).toHaveURL(/#evt-/);
  await expect(page.locator(":target")).toBeInViewport();
});

/** What each of these orders is looked at for: the verdict, and one thing more. */
const ORDERS: readonly [NotableName, RegExp, ((page: Page) => Promise<void>)?][] = [
  ["authorized", /is reserved and can be captured/],
  ["partially-captured-with-splits", /is still reserved and can be captured/],
  ["failed-pick-up-card", /may have been reported lost or stolen/],
  ["failed-older-vocabulary", /card has expired/],
  ["declined-by-customer", /The customer declined the payment/],
  ["session-rejected", /The credit provider turned the customer's application down/],
  ["abandoned", /never (started to pay|finished|opened)/],
  ["cancelled", /The session was cancelled/],
  ["on-hold", /The provider is reviewing the payment of NOK/],
  [
    "multi-shipment-express",
    /has been captured/,
    async (page) => {
      for (const number of [1, 2, 3])
        await expect(region(page, "Shipping")).toContainText(`Shipment ${number} of 3`);
      await expect(region(page, "Shipping")).toContainText("Porterbuddy");
    },
  ],
  [
    "partially-refunded",
    /was captured, and .* of it has been refunded/,
    async (page) => {
      await expect(figure(page, "Refunded")).not.toHaveText("NOK 0.00");
      await expect(region(page, "Timeline")).toContainText(/was refunded/);
    },
  ],
  ["refunded", /Nothing is left to refund/],
  ["voided", /The reservation of .* was released/],
  ["capture-pending", /has been requested. Dintero has not confirmed it yet/],
  ["corrected", /has been captured/],
  [
    "gift-card",
    /has been captured/,
    async (page) => {
      await expect(region(page, "Money")).toContainText("6277********2407");
      await expect(region(page, "Money")).toContainText("Paid by gift card");
    },
  ],
  [
    "b2b",
    /has been captured/,
    async (page) => {
      await expect(region(page, "Billing address")).toContainText("Organization no.");
      await expect(region(page, "Order items")).toContainText("0.75");
    },
  ],
  ["in-store", /has been captured/],
];

for (const [name, verdict, look] of ORDERS) {
  test(`the order page tells the story of: ${name}`, async ({ page, sandbox }) => {
    const { sessionId, merchantReference } = await sandbox.notable(name);
    await page.goto(`/sessions/${sessionId}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(merchantReference);
    await expect(region(page, "Verdict")).toContainText(verdict);
    await look?.(page);
  });
}

test("events, methods and statuses that nobody documented are shown as received", async ({
  page,
  sandbox,
}) => {
  const order = await sandbox.copy("unknown-values", ({ session, transaction }) => ({
    session: { ...session, brand_new_part: { of: { tomorrow: "shown as received" } } },
    transaction: { ...transaction, status: "HALF_CAPTURED_2027", payment_product_type: "zyx.moonpay" },
  }));
  await page.goto(order.path);
  await expect(region(page, "Verdict")).toContainText("HALF_CAPTURED_2027");
  await expect(page.getByText("zyx.moonpay").first()).toBeVisible();
  await expect(region(page, "Timeline")).toContainText("an event this version does not know");
  await expect(region(page, "Other fields").getByRole("row", { name: /brand_new_part/ })).toContainText(
    "shown as received",
  );
});

test("a link to one event opens the page at that event", async ({ page }) => {
  await page.goto(`/sessions/${SEED_SESSION}`);
  const capture = region(page, "Timeline")
    .getByRole("listitem")
    .filter({ hasText: "NOK 86.00 was captured" });
  await capture.locator("summary").first().click();
  await capture.getByRole("link", { name: "Link to this event" }).click();
  await expect(page).toHaveURL(/#evt-[\w-]+$/);
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.locator(":target")).toContainText("NOK 86.00 was captured");
  await expect(page.locator(":target")).toBeInViewport();
});

test("the timeline can be narrowed to one lane, and the address remembers which", async ({ page }) => {
  await page.goto(`/sessions/${SEED_SESSION}`);
  const timeline = region(page, "Timeline");
  await timeline.getByRole("button", { name: "Money", exact: true }).click();
  await expect(timeline.getByText("The session was created")).toBeHidden();
  await expect(page).toHaveURL(/lane=money/);
  await page.reload();
  await expect(timeline.getByRole("button", { name: "Money", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(timeline.getByText("The session was created")).toBeHidden();
  await expect(timeline.getByText("NOK 597.00 was captured")).toBeVisible();
});

test("a transaction's address leads to its session's page; one without a session has a page of its own", async ({
  page,
  sandbox,
}) => {
  await page.goto(`/transactions/${SEED_TRANSACTION}`);
  await expect(page).toHaveURL(`/sessions/${SEED_SESSION}`);

  const { transaction } = await sandbox.copy("captured");
  const id = freshId();
  await sandbox.put({ transaction: { ...transaction, id, session_id: undefined } });
  await page.goto(`/transactions/${id}`);
  await expect(page).toHaveURL(`/transactions/${id}`);
  await expect(region(page, "Verdict")).toContainText("has been captured");
  await expect(region(page, "Payment configuration")).toContainText(
    "stands on the session, which is not known here",
  );
});

test("ids and a support summary can be copied, and the summary holds nothing personal", async ({
  page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const order = await sandbox.copy("captured");
  await page.goto(order.path);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy Session" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  expect(await clipboard()).toBe(order.sessionId);
  await page.getByRole("button", { name: "Copy a support summary without personal data" }).click();
  await expect.poll(clipboard).toContain(order.transactionId);
  expect(await clipboard()).toContain(order.reference);
  expect(await clipboard()).not.toContain("@");
});

test("on paper stands what matters, without what can only be pressed", async ({ page }) => {
  await page.goto(`/sessions/${SEED_SESSION}`);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const name of ["Verdict", "Money", "Order items", "Timeline"]) {
    await expect(region(page, name), name).toBeVisible();
  }
  await expect(page.getByRole("table", { name: "Splits" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toBeHidden();
  await expect(page.getByRole("button", { name: "Refresh" })).toBeHidden();
  await expect(region(page, "Raw")).toBeHidden();
  // Ink on paper, whatever the screen prefers.
  const [paper = 0, ink = 255] = await page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const brightness = (color: string) => {
      if (canvas === null) return undefined;
      canvas.fillStyle = "#fff";
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data[0];
    };
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [brightness(backgroundColor), brightness(color)];
  });
  expect(paper).toBeGreaterThan(240);
  expect(ink).toBeLessThan(80);
});

test("raw documents are there for who may read them, and not for a manager", async ({
  page,
  browser,
  stateOf,
  baseURL,
}) => {
  await page.goto(`/sessions/${SEED_SESSION}`);
  await region(page, "Raw").getByText("Session document", { exact: true }).click();
  await expect(region(page, "Raw").getByText('"Vissvossafår på neppebrød"')).toBeAttached();

  const context = await browser.newContext({ baseURL, storageState: await stateOf("manager") });
  const other = await context.newPage();
  await other.goto(`/sessions/${SEED_SESSION}`);
  await expect(region(other, "Raw")).toContainText("Your role does not see raw documents.");
  expect(await other.content()).not.toContain("token_event_notification_url&quot;");
  await context.close();
});
