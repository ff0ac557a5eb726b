import { expect, region, test } from "./fixtures";

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
  const failed = panel.getByRole("link", { name: /Failed payments/ });
  const figure = (await failed.innerText()).trim().split("\n").at(-1) ?? "";
  await failed.click();
  await page.waitForURL("**/orders?status=FAILED&status=DECLINED&by=failed&last=24h");
  await expect(page.getByRole("main").getByRole("status").first()).toHaveText(
    new RegExp(`^${figure} orders?$`),
  );
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
