import type { Page } from "@playwright/test";
import { expect, region, test } from "./fixtures";
import { type Documents, freshWord, type NotableName, type Sandbox } from "./sandbox";

/** The order in a store that only this test has, so that what is counted there is its own. */
const inStore =
  (id: string) =>
  (documents: Documents): Documents => ({
    session: documents.session,
    transaction: documents.transaction && { ...documents.transaction, store: { id } },
  });

/** Brings orders like the notable ones into Kontor, as somebody's look-up does, and gives their store. */
async function bring(page: Page, sandbox: Sandbox, names: readonly NotableName[]): Promise<string> {
  const store = `store-${freshWord(8)}`;
  for (const name of names) {
    const order = await sandbox.copy(name, inStore(store));
    await page.goto(order.path);
    await expect(region(page, "Verdict")).toBeVisible();
  }
  return store;
}

test("failures stand by reason, with who and how many, and a count leads to exactly its orders", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const store = await bring(page, sandbox, [
    "failed-insufficient-funds",
    "failed-insufficient-funds",
    "failed-pick-up-card",
    "captured",
  ]);
  await page.goto(`/failures?range=12m&store=${store}`);
  const failures = region(page, "Failures by reason");
  const funds = failures.getByRole("row", { name: /not enough money/ });
  await expect(funds).toContainText("Bank");
  await expect(funds).toContainText("67%");
  await expect(failures.getByRole("row", { name: /has stopped the card/ })).toContainText("33%");
  await expect(failures.getByRole("row")).toHaveCount(3);
  await expect(region(page, "Payment success rate")).toContainText("too few for a rate");
  await expectAccessible();

  await funds.getByRole("link", { name: /^2 failed orders/ }).click();
  await page.waitForURL(/\/orders\?/);
  await expect(page.locator(".orders-table tbody tr")).toHaveCount(2);
  await page.goBack();
  await region(page, "Failures by reason").getByRole("link", { name: "3", exact: true }).click();
  await expect(page.locator(".orders-table tbody tr")).toHaveCount(3);
});

test("what is not understood is said on the page, and refused by the API", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/failures?range=9d&shop=1&group=method");
  await expect(page.getByText("There is no filter called “\u2068shop\u2069”.")).toBeVisible();
  await expect(page.getByText("“\u20689d\u2069” is no value of “\u2068range\u2069”.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Failures by method" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Clean the address" }).click();
  await page.waitForURL(/\/failures\?group=method$/);

  const refused = await page.request.get("/api/failures?range=9d&shop=1");
  expect(refused.status()).toBe(400);
  expect((await refused.json()).parameters).toEqual([
    { name: "range", reason: "unknown-value" },
    { name: "shop", reason: "unknown-parameter" },
  ]);
  const answered = await page.request.get("/api/failures?range=7d");
  expect(answered.headers()["cache-control"]).toBe("private, no-store");
  expect(await answered.json()).toMatchObject({ group: "reason", interval: "day", time_zone: "Europe/Oslo" });
});

test("no failure is good news, with a way to look further back", async ({ page, expectAccessible }) => {
  await page.goto("/failures?range=7d&store=nobody-has-this-store");
  await expect(page.getByText("Nothing failed")).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Look further back" }).click();
  await page.waitForURL(/range=90d/);
});

test.describe("without a script, on a phone", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("the form leads to what it asks for, and nothing is wider than the screen", async ({ page }) => {
    await page.goto("/failures");
    await page.getByLabel("Who refused", { exact: true }).selectOption("Bank");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL(/who=bank/);
    await expect(page.getByLabel("Who refused", { exact: true })).toHaveValue("bank");
    await expect(page.getByRole("heading", { name: "Failures by reason" })).toBeVisible();
    await page.getByRole("link", { name: "Hour of the day" }).click();
    await page.waitForURL(/group=hour/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
