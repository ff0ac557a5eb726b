import { expect, test } from "./fixtures";

test.use({ role: "admin" });

/** An account that nobody looks at. */
const ELSEWHERE = "T00000000";

test.beforeEach(({ store }) => store.query("update deliveries set account_id = $1", [ELSEWHERE]));

test.afterEach(async ({ store }) => {
  await store.query("update deliveries set account_id = 'T12345678' where account_id = $1", [ELSEWHERE]);
});

test("before the first callback the page says what to configure, sends one itself, and ticks itself off", async ({
  page,
  context,
  baseURL,
  expectAccessible,
}) => {
  await expect(async () => {
    await page.goto("/callbacks");
    await expect(page.getByRole("region", { name: "No callback has come yet" })).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: 30_000 });
  const address = `${baseURL ?? ""}/api/dintero/callback?method=POST&report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID`;
  const setup = page.getByRole("region", { name: "No callback has come yet" });
  await expect(setup).toContainText(address);
  await expectAccessible();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await setup.getByRole("button", { name: "Copy the callback address" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);

  await page.goto("/");
  await expect(page.getByRole("region", { name: "Callbacks" })).toContainText("No callback has come yet");
  await page.getByRole("link", { name: "Set them up" }).click();
  await setup.getByRole("button", { name: "Send me a signed test" }).click();
  await expect(setup.getByRole("status")).toContainText("The first callback has come");
  await expect(async () => {
    await setup.getByRole("button", { name: "Show it" }).click({ timeout: 2_000 });
    await expect(page.locator("a[data-row]").first()).toBeVisible({ timeout: 2_000 });
    await expect(setup).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});
