import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, region, test } from "./fixtures";
import type { Documents, NotableName, Sandbox } from "./sandbox";

test.use({ role: "finance" });

/** The order in a currency that only this test has, so that what is captured there is its own. */
const inCurrency =
  (currency: string) =>
  (documents: Documents): Documents =>
    JSON.parse(JSON.stringify(documents).replaceAll(/"currency":"[A-Z]{3}"/g, `"currency":"${currency}"`));

/** Brings orders like the notable ones into Kontor, as somebody's look-up does. */
async function bring(page: Page, sandbox: Sandbox, currency: string, names: readonly NotableName[]) {
  for (const name of names) {
    const order = await sandbox.copy(name, inCurrency(currency));
    await page.goto(order.path);
    await expect(region(page, "Verdict")).toBeVisible();
  }
}

/** Every amount of `currency` in a text, in minor units. */
function amountsIn(text: string, currency: string): readonly number[] {
  const found = text.matchAll(new RegExp(`${currency}\\u00a0([\\d,]+\\.\\d\\d)`, "g"));
  return [...found].map(([, amount = ""]) => Math.round(Number(amount.replaceAll(",", "")) * 100));
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
const marksOf = (chart: Locator) => chart.locator("a[data-column]");
/** The whole columns that something was captured in. */
const filled = (chart: Locator, currency: string) =>
  chart.locator(`a[data-part="0"]:not([aria-label*="${currency}\u00a00.00"])`);

const GROUPED = ["captured", "captured", "partially-captured-with-splits", "authorized"] as const;

test("bars, table, file and the lists behind the marks say the same", async ({ page, sandbox }) => {
  await bring(page, sandbox, "PLN", GROUPED);
  await page.goto("/captures?currency=PLN&last=30d");
  const chart = region(page, "Captured over time");
  await expect(marksOf(chart)).toHaveCount(30);
  const [whole = 0] = amountsIn((await chart.locator("p").first().textContent()) ?? "", "PLN");
  expect(whole).toBeGreaterThan(0);

  const bars = await filled(chart, "PLN").all();
  expect(bars.length).toBeGreaterThanOrEqual(2);
  const labels = await Promise.all(bars.map((bar) => bar.getAttribute("aria-label")));
  expect(sumOf(labels.flatMap((label) => amountsIn(label ?? "", "PLN")))).toBe(whole);

  const hrefs = await Promise.all(bars.map((bar) => bar.getAttribute("href")));
  await chart.getByRole("button", { name: "View as table" }).click();
  const rows = chart.getByRole("row").filter({ has: page.getByRole("link") });
  const cells = await rows.locator("td:nth-of-type(1) a").all();
  expect(await Promise.all(cells.map((cell) => cell.getAttribute("href")))).toEqual(hrefs);
  const shown = await Promise.all(cells.map((cell) => cell.textContent()));
  expect(sumOf(shown.flatMap((text) => amountsIn(text ?? "", "PLN")))).toBe(whole);

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    chart.getByRole("link", { name: "CSV" }).click(),
  ]);
  const [heading = "", ...lines] = readFileSync(await file.path(), "utf8")
    .trim()
    .split(/\r?\n/);
  const at = heading.split(",").indexOf("captured_minor");
  expect(sumOf(lines.map((line) => Number(line.split(",")[at])))).toBe(whole);

  for (const [place, href] of hrefs.entries()) {
    await page.goto(href ?? "");
    const total = region(page, "Totals").getByRole("row", { name: /PLN/ });
    const inDays = total.getByRole("cell").nth(1);
    expect(amountsIn((await inDays.textContent()) ?? "", "PLN")).toEqual(
      amountsIn(labels[place] ?? "", "PLN"),
    );
  }
});

test("methods and payout destinations each add up to what was captured, and so do the parts of a bar", async ({
  page,
  sandbox,
}) => {
  await bring(page, sandbox, "CZK", GROUPED);
  await page.goto("/captures?currency=CZK&last=30d&group_by=payout_destination");
  const chart = region(page, "Captured over time");
  await expect(marksOf(chart).first()).toBeVisible();
  const [whole = 0] = amountsIn((await chart.locator("p").first().textContent()) ?? "", "CZK");
  const sumOfLabels = async (marks: Locator) => {
    const labels = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("aria-label") ?? ""));
    return sumOf(labels.flatMap((label) => amountsIn(label, "CZK")));
  };
  expect(await sumOfLabels(chart.locator('a[data-part]:not([data-part="0"])'))).toBe(whole);
  for (const name of ["By payment method", "By payout destination"]) {
    await expect(marksOf(region(page, name)).first()).toBeVisible();
    expect(await sumOfLabels(marksOf(region(page, name)))).toBe(whole);
  }
});

test("one stop of the tab key; arrows go from mark to mark, Enter opens the orders", async ({
  page,
  sandbox,
}) => {
  await bring(page, sandbox, "HUF", ["captured"]);
  await page.goto("/captures?currency=HUF&last=30d&compare=previous");
  const chart = region(page, "Captured over time");
  await expect(marksOf(chart)).toHaveCount(30);
  await chart.getByRole("button", { name: "View as table" }).focus();
  await page.keyboard.press("Tab");
  const newest = chart.locator('a[data-column="29"]');
  await expect(newest).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(chart.locator('a[data-column="27"]')).toBeFocused();
  await page.keyboard.press("Home");
  await expect(chart.locator('a[data-column="0"]')).toBeFocused();
  await page.keyboard.press("End");
  await expect(newest).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/orders\?currency=HUF&by=captured/);
  await page.goBack();
  await filled(region(page, "Captured over time"), "HUF")
    .first()
    .click({ position: { x: 2, y: 20 } });
  await page.waitForURL(/\/orders\?currency=HUF&by=captured/);
  await expect(page.locator(".orders-table tbody tr")).toHaveCount(1);
});

test("currencies stand by themselves, each with its own bars and axis", async ({ page, sandbox }) => {
  await bring(page, sandbox, "RON", ["captured"]);
  await page.goto("/captures?last=30d");
  await page.getByRole("link", { name: "Each by itself" }).click();
  await page.waitForURL(/panels=currencies/);
  await expect(region(page, "Captured over time, RON")).toContainText("1 capture");
  await expect(region(page, "Captured over time")).toHaveCount(0);
  await expect(page.getByRole("region", { name: /^Captured over time, [A-Z]{3}$/ })).not.toHaveCount(1);
});

test("what is not understood is said on the page, and refused by the API", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/captures?last=9d&shop=1&group_by=method");
  await expect(page.getByText("There is nothing called “\u2068shop\u2069”.")).toBeVisible();
  await expect(page.getByText("“\u20689d\u2069” is no value of “\u2068last\u2069”.")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Clean the address" }).click();
  await page.waitForURL(/\/captures\?group_by=method$/);
  expect((await page.request.get("/api/captures/report?shop=1")).status()).toBe(400);
});

test("charts are accessible in light and dark", async ({ page, sandbox, expectAccessible }) => {
  await bring(page, sandbox, "BGN", ["captured", "partially-captured-with-splits"]);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/captures?currency=BGN&last=7d&group_by=method&compare=previous");
  for (const name of ["Captured over time", "By payment method", "By payout destination"]) {
    await expect(marksOf(region(page, name)).first()).toBeVisible();
  }
  await expectAccessible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible();
});

test("at 360 px neither charts nor tables stick out, and tables are accessible", async ({
  page,
  expectAccessible,
}) => {
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/captures?last=7d&group_by=method&compare=previous");
  await expect(region(page, "Captured over time")).toBeVisible();
  await expect.poll(width).toBe(360);
  for (const button of await page.getByRole("button", { name: "View as table" }).all()) await button.click();
  await expect(region(page, "Captured over time").getByRole("table")).toBeVisible();
  expect(await width()).toBe(360);
  await expectAccessible();
});

test("a chart is saved as a picture, without a word from the content policy", async ({ page, sandbox }) => {
  await bring(page, sandbox, "ISK", ["captured"]);
  await page.goto("/captures?currency=ISK&last=30d");
  const chart = region(page, "Captured over time");
  await expect(marksOf(chart)).toHaveCount(30);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    chart.getByRole("button", { name: "PNG" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^captures-ISK-\d{4}-\d\d-\d\d\.png$/);
  const picture = readFileSync(await file.path());
  expect(picture.subarray(1, 4).toString()).toBe("PNG");
  expect(picture.length).toBeGreaterThan(10_000);
});

test("days without a capture say so and lead further", async ({ page, expectAccessible }) => {
  await page.goto("/captures?currency=XAF&last=7d");
  await expect(page.getByText("Nothing captured in these days")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Look at 12 months" }).click();
  await page.waitForURL(/last=12m/);
});

test.describe("when the server cannot be asked again", () => {
  test.use({ expectedErrors: [/ERR_FAILED/] });

  test("the figures stay, say of when they are, and are asked for again alone", async ({ page }) => {
    await page.clock.install();
    await page.goto("/captures?last=30d");
    const chart = region(page, "Captured over time");
    await expect(marksOf(chart)).toHaveCount(30);
    await page.route("**/api/captures/report*", (route) => route.abort());
    await page.clock.fastForward(61_000);
    await expect(page.getByText("Could not look again")).toBeVisible();
    await expect(marksOf(chart)).toHaveCount(30);
    await page.unroute("**/api/captures/report*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Could not look again")).toBeHidden();
  });
});

test.describe("for support", () => {
  test.use({ role: "support", expectedErrors: [/status of 403/] });

  test("neither the page nor its numbers nor a way there", async ({ page }) => {
    const answer = await page.goto("/captures");
    expect(answer?.status()).toBe(403);
    await expect(page.getByText("Your role may not do this")).toBeVisible();
    for (const path of ["/api/captures", "/api/captures/report", "/api/captures/export"]) {
      expect((await page.request.get(path)).status(), path).toBe(403);
    }
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Captures", exact: true })).toHaveCount(0);
  });
});

test("g c leads there", async ({ page }) => {
  await page.goto("/failures");
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL("**/captures", { timeout: 2_000 });
  }).toPass();
  await expect(region(page, "Captured over time")).toBeVisible();
});
