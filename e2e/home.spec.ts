import { expect, region, test } from "./fixtures";
import { freshWord } from "./sandbox";

test("a figure of what needs attention leads to exactly as many orders", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const order = await sandbox.copy("captured");
  await page.goto(order.path);
  await page.goto("/");
  const panel = region(page, "Needs attention");
  await expect(panel.getByRole("listitem").filter({ hasText: "On hold" })).toBeVisible();
  await expectAccessible();
  // Other tests have orders fail meanwhile: then both are read again.
  await expect(async () => {
    await page.goto("/");
    const failed = panel.getByRole("link", { name: /Failed payments/ });
    const figure = (await failed.innerText()).trim().split("\n").at(-1) ?? "";
    await failed.click();
    await page.waitForURL("**/orders?status=FAILED&status=DECLINED&by=failed&last=24h");
    const count = page.getByRole("main").getByRole("status").first();
    await expect(count).toHaveText(new RegExp(`^${figure} orders?$`), { timeout: 3_000 });
  }).toPass();
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText("last 24 hours");
});

test.describe("when it cannot be counted anew", () => {
  test.use({ expectedErrors: [/503/] });

  test("the panel keeps what it knew, says so, and asks again alone", async ({ page }) => {
    await page.clock.install();
    await page.route("**/api/attention", (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "storage-unavailable" }),
      }),
    );
    await page.goto("/");
    const panel = region(page, "Needs attention");
    await expect(panel.getByRole("link", { name: /On hold/ })).toBeVisible();
    await page.clock.fastForward(61_000);
    const retry = panel.getByRole("button", { name: "Try again" });
    await expect(retry).toBeVisible();
    await expect(panel.getByRole("link", { name: /On hold/ })).toBeVisible();
    await expect(page.getByRole("searchbox", { name: "Find an order" })).toBeVisible();
    await page.unroute("**/api/attention");
    await retry.click();
    await expect(retry).toBeHidden();
  });
});

test.describe("a manager", () => {
  test.use({ role: "manager" });

  test("sees no figures about callbacks", async ({ page }) => {
    await page.goto("/");
    const panel = region(page, "Needs attention");
    await expect(panel.getByRole("link", { name: /On hold/ })).toBeVisible();
    await expect(panel).not.toContainText("Callbacks");
  });
});

test("an order opened from the list walks it by key, and leads back to the same list", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const word = `WALK-${freshWord(10)}`;
  for (const number of [1, 2, 3]) {
    const order = await sandbox.copy("captured", (documents) =>
      JSON.parse(JSON.stringify(documents).replaceAll(/"E2E-\w+"/g, `"${word}-${number}"`)),
    );
    await page.goto(order.path);
  }
  await page.goto(`/orders?q=${word}&sort=reference&limit=25`);
  const links = page.locator("tr[data-order] th a");
  await links.nth(1).click();
  const place = page.getByRole("navigation", { name: "In the list" });
  await expect(place).toContainText("2 of 3");
  const second = page.url();
  await expectAccessible();
  await page.keyboard.press("]");
  await expect(place).toContainText("3 of 3");
  await page.keyboard.press("[");
  await expect(place).toContainText("2 of 3");
  expect(page.url()).toBe(second);
  await page.keyboard.press("[");
  await expect(place).toContainText("1 of 3");
  await expect(place.getByRole("link", { name: "Previous order in the list" })).toHaveCount(0);
  await place.getByRole("link", { name: "Back to the list" }).click();
  await expect(page).toHaveURL(/\/orders\?q=WALK-\w+&sort=reference&limit=25#/);
  await expect(links).toHaveCount(3);
});

test("a list that an address makes up is no list: the order stands by itself", async ({ page, sandbox }) => {
  const order = await sandbox.copy("captured");
  await page.goto(`${order.path}?list=${encodeURIComponent("q=kari@example.com")}`);
  await expect(region(page, "Verdict")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "In the list" })).toHaveCount(0);
  await expect(page.getByText("kari@example.com")).toHaveCount(0);
});
