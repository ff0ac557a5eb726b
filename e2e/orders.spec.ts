import type { Page } from "@playwright/test";
import { saveOrder } from "@/lib/db/save-order";
import { minorUnits } from "@/lib/domain/minor-units";
import { expect, test } from "./fixtures";
import { many, plant, START } from "./planted-orders";
import { ACCOUNT, freshId } from "./sandbox";

const zero = minorUnits(0);
const rows = (page: Page) => page.locator("tr[data-order]");
const references = (page: Page) =>
  rows(page).evaluateAll((all) =>
    all.map((row) => (row instanceof HTMLElement ? row.dataset.reference : "")),
  );
const heading = (page: Page, name: string) =>
  page.getByRole("columnheader", { name: new RegExp(`^${name}`) });

test("an address filters; a chip takes its filter away; the count and the tabs are those of the filter", async ({
  page,
  store,
}) => {
  const { path } = await plant(store, [
    { status: "FAILED", failureWho: "bank", failureReason: "insufficientFunds" },
    { status: "FAILED", failureWho: "customer", failureReason: "customerCancelled" },
    ...many(3),
  ]);
  await page.goto(`${path}&status=FAILED&who=bank`);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByText("1 order", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Remove filter: Who refused: Bank" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`${path.slice(8)}$|status=FAILED`));
  const tabs = page.getByRole("navigation", { name: "Status" });
  await expect(tabs.getByRole("link", { name: "Captured 3" })).toBeVisible();
  await tabs.getByRole("link", { name: "All" }).click();
  await expect(rows(page)).toHaveCount(5);
});

test("the form of filters writes the address; amounts are typed as people write them", async ({
  page,
  store,
}) => {
  const { path } = await plant(store, [{ ordered: minorUnits(124_950) }, { ordered: minorUnits(50_000) }]);
  await page.goto(path);
  await page.keyboard.press("f");
  const form = page.locator("#order-filters");
  await form.getByLabel("NOK", { exact: true }).check();
  await form.getByLabel("From", { exact: true }).last().fill("1 000,50");
  await form.getByLabel("Captured", { exact: true }).check();
  await form.getByRole("button", { name: "Show orders" }).click();
  await expect(page).toHaveURL(/amount_gte=100050/);
  await expect(page).toHaveURL(/status=CAPTURED/);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("link", { name: /Remove filter: Amount: from NOK 1,000.50/ })).toBeVisible();
});

test("what an address asks for and nobody knows is said on the page, and 400 by name in the API", async ({
  page,
  store,
}) => {
  const { path } = await plant(store, many(2));
  await page.goto(`${path}&state=CAPTURED&limit=1000`);
  const notice = page.getByText("Parts of this address were not followed");
  await expect(notice).toBeVisible();
  await expect(page.getByText(/There is no filter called .*state/)).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  const answer = await page.request.get(`/api${path}&state=CAPTURED`);
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "invalid-request", parameters: [{ name: "state" }] });
  await page.getByRole("link", { name: "Clean the address" }).click();
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${path.slice(8)}$`));
});

test("headings sort, the third time as if nobody had; the sort is said to a screen reader", async ({
  page,
  store,
}) => {
  const { path } = await plant(store, many(3));
  await page.goto(path);
  const newestFirst = await references(page);
  await heading(page, "Reference").getByRole("link").click();
  await expect(heading(page, "Reference")).toHaveAttribute("aria-sort", "ascending");
  expect(await references(page)).toEqual(newestFirst.toReversed());
  await heading(page, "Reference").getByRole("link").click();
  await expect(heading(page, "Reference")).toHaveAttribute("aria-sort", "descending");
  await heading(page, "Reference").getByRole("link").click();
  await expect(heading(page, "Created")).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(new RegExp(`${path.slice(8)}$`));
});

test("the pages are those of the API, forth and back", async ({ page, store }) => {
  const { path } = await plant(store, many(60));
  const expected: string[][] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const answer = await page.request.get(`/api${path}&limit=25${cursor && `&after=${cursor}`}`);
    const body: { orders: { merchant_reference: string }[]; next_cursor?: string; count: number } =
      await answer.json();
    expect(body.count).toBe(60);
    expected.push(body.orders.map((order) => order.merchant_reference));
    cursor = body.next_cursor;
  }
  expect(expected.map((orders) => orders.length)).toEqual([25, 25, 10]);
  await page.goto(`${path}&limit=25`);
  for (const orders of expected) {
    await expect.poll(() => references(page)).toEqual(orders);
    if (orders.length === 25) await page.getByRole("link", { name: "Older" }).click();
  }
  await page.getByRole("link", { name: "Newer" }).click();
  await expect.poll(() => references(page)).toEqual(expected[1]);
  await page.reload();
  expect(await references(page)).toEqual(expected[1]);
  await page.getByRole("link", { name: "Newer" }).click();
  await expect.poll(() => references(page)).toEqual(expected[0]);
});

test("one total per currency, never one of several", async ({ page, store }) => {
  const { path } = await plant(store, [...many(2), { currency: "SEK" }, { currency: "ISK" }]);
  await page.goto(path);
  const totals = page.getByRole("region", { name: "Totals" });
  await expect(totals.getByRole("row", { name: /^NOK 2 / })).toContainText("NOK 200.01");
  await expect(totals.getByRole("row", { name: /^SEK 1 / })).toContainText("SEK 100.02");
  await expect(totals.getByRole("row", { name: /^ISK 1 / })).toContainText("ISK 10,003");
  await expect(totals.getByRole("row")).toHaveCount(4);
});

test("the keys walk the rows, select, copy and open", async ({ page, store, context }) => {
  const { path, storeId } = await plant(store, many(3));
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(path);
  await expect(rows(page)).toHaveCount(3);
  const link = (index: number) => rows(page).nth(index).getByRole("link");
  await page.keyboard.press("j");
  await expect(link(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(link(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(link(0)).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("c");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`${storeId}-002`);
  await page.keyboard.press("f");
  await expect(page.locator("#order-filters select").first()).toBeFocused();
  await page.getByLabel("Part of a reference").fill("j");
  await expect(page.getByLabel("Part of a reference")).toHaveValue("j");
});

test("what is typed filters in the address's own words; what is not understood is said and sent nowhere", async ({
  page,
  store,
  expectAccessible,
}) => {
  const { path } = await plant(store, [
    { status: "FAILED" },
    { status: "FAILED", ordered: minorUnits(100) },
    {},
  ]);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(path);
  const box = page.getByRole("textbox", { name: "Filter by typing" });
  await expect(async () => {
    await box.fill("status:broken stat:x kari@example.com");
    await page.keyboard.press("Enter");
    await expect(page.getByText("There is no filter called “\u2068stat\u2069”.")).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await expect(page.getByText("“\u2068broken\u2069” is no value of “\u2068status\u2069”.")).toBeVisible();
  await expect(page.getByRole("alert").getByText(/must not stand in an address/)).toBeVisible();
  await expectAccessible();
  expect(asked.filter((url) => url.includes("kari"))).toEqual([]);
  await box.fill("stat");
  await page.getByRole("button", { name: "status:", exact: true }).click();
  await page.keyboard.type("fai");
  await page.getByRole("button", { name: "status:FAILED", exact: true }).click();
  await page.keyboard.type("currency:nok amount:>50");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/status=FAILED&currency=NOK&store=[\w-]+&amount_gte=5001$/);
  await expect(box).toHaveValue("");
});

test("what may be somebody's name or address is kept out of the address", async ({ page, store }) => {
  const { path } = await plant(store, many(1));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(path);
  // A page that was just loaded may not hear keys yet, nor look at what is typed.
  await expect(async () => {
    await page.keyboard.press("f");
    await expect(page.getByLabel("Part of a reference")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByLabel("Part of a reference").fill("kari@example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Part of a reference")).toHaveJSProperty("validity.valid", false);
  expect(asked.filter((url) => url.includes("kari"))).toEqual([]);
});

test("what comes in while one looks announces itself and waits", async ({ page, store }) => {
  const { path, storeId } = await plant(store, many(2));
  await page.clock.install();
  await page.goto(path);
  await expect(rows(page)).toHaveCount(2);
  const id = freshId();
  await saveOrder(store, ACCOUNT, {
    orderKey: id,
    sessionId: id,
    source: "callback",
    fetchedAt: new Date(START).toISOString(),
    summary: {
      status: "OPEN",
      currency: "NOK",
      merchantReference: "just-in",
      ordered: zero,
      authorized: zero,
      captured: zero,
      refunded: zero,
      voided: zero,
      remaining: zero,
      providerIds: [],
      eventIds: [],
      payoutDestinations: [],
      hasSplits: false,
      createdAt: new Date(START + 3_600_000).toISOString(),
      storeId,
    },
  });
  await page.clock.runFor(21_000);
  await expect(page.getByText("1 new order", { exact: true })).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(rows(page)).toHaveCount(3);
});

const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  '=HYPERLINK("http://example.com")',
  "\u202egnirts\u202c 1001",
  "A".repeat(400),
  "{{constructor.constructor('alert(1)')()}}",
];

test("hostile references and names are only text: no dialog, nothing out of place", async ({
  page,
  store,
  expectAccessible,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const { path } = await plant(
    store,
    HOSTILE.map((text) => ({
      merchantReference: text,
      merchantReference2: text,
      customerName: text,
      cardBrand: text,
      status: text,
      paymentProductType: text,
      currency: "NOK",
      payoutDestinations: [text],
    })),
  );
  await page.goto(
    `${path}&columns=status&columns=customer&columns=method&columns=reference_2&columns=sellers`,
  );
  await expect(rows(page)).toHaveCount(HOSTILE.length);
  expect(await references(page)).toEqual(HOSTILE.toReversed());
  const names = await rows(page).locator("th a bdi").allTextContents();
  expect(names).toEqual(HOSTILE.toReversed());
  await expectAccessible();
  expect(dialogs).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("no order ever, no match, and past the end each say what to do", async ({ page, store }) => {
  const { path } = await plant(store, many(30));
  await page.goto(`${path}&status=FAILED&from=2026-05-01`);
  await expect(page.getByText("No order matches")).toBeVisible();
  await page.getByRole("link", { name: "Look 90 days further back" }).click();
  await expect(page).toHaveURL(/from=2026-01-31/);
  await page.getByRole("link", { name: "Show all statuses" }).click();
  await expect(rows(page)).toHaveCount(30);
});

test("columns, rows and page size stand in the address", async ({ page, store }) => {
  const { path } = await plant(store, many(2));
  await page.goto(path);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByLabel("Store", { exact: true }).last().check();
  await page.getByRole("button", { name: "Show these" }).click();
  await expect(heading(page, "Store")).toBeVisible();
  await expect(page).toHaveURL(/columns=store/);
  await page.getByRole("link", { name: "Comfortable" }).click();
  await expect(page).toHaveURL(/density=comfortable/);
  await page.reload();
  await expect(heading(page, "Store")).toBeVisible();
});

test.describe("without a script", () => {
  // What is opened at the end is an order that the sandbox does not have.
  test.use({ javaScriptEnabled: false, expectedErrors: [/status of 404/] });

  test("the list is there, its links lead on and its form filters", async ({ page, store }) => {
    const { path } = await plant(store, [{ status: "FAILED" }, ...many(2)]);
    await page.goto(path);
    await expect(rows(page)).toHaveCount(3);
    const box = page.getByRole("textbox", { name: "Filter by typing" });
    await box.fill("status:failed nothing:1");
    await box.press("Enter");
    await expect(page.getByText("There is no filter called “\u2068nothing\u2069”.")).toBeVisible();
    await box.fill("status:failed");
    await box.press("Enter");
    await expect(rows(page)).toHaveCount(1);
    await expect(page).toHaveURL(/\?status=FAILED&store=[\w-]+$/);
    await page.goto(path);
    await page.locator("#order-filters > summary").click();
    await page.locator("#order-filters").getByLabel("Failed", { exact: true }).check();
    await page.getByRole("button", { name: "Show orders" }).click();
    await expect(rows(page)).toHaveCount(1);
    await rows(page).getByRole("link").click();
    await expect(page).toHaveURL(/\/sessions\//);
  });
});
