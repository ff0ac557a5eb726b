import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { SEED_SESSION } from "./sandbox";

function box(page: Page) {
  return page.getByRole("searchbox", { name: "Find an order" });
}

async function lookUp(page: Page, text: string) {
  await box(page).fill(text);
  await page.keyboard.press("Enter");
}

test("what is typed and sent before the page's script is there is kept and looked up", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await lookUp(page, SEED_SESSION);
  release();
  await expect(page).toHaveURL(`/sessions/${SEED_SESSION}`);
});

test("Esc closes the answer and leaves what was typed; up past the first row leads back to it", async ({
  page,
  sandbox,
}) => {
  const { merchantReference } = await sandbox.notable("reused-reference");
  await page.goto("/");
  await lookUp(page, merchantReference);
  const choices = page.getByRole("list", { name: "Matching orders" }).getByRole("link");
  await expect(choices).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await expect(choices.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(choices).toHaveCount(0);
  await expect(box(page)).toHaveValue(merchantReference);
  await page.keyboard.press("Enter");
  await expect(choices).toHaveCount(3);
});

test("the answer of the box in the bar floats, and a click elsewhere closes it", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const { merchantReference } = await sandbox.notable("reused-reference");
  await page.goto(`/sessions/${SEED_SESSION}`);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toBeVisible();
  const before = await heading.boundingBox();
  await lookUp(page, merchantReference);
  const choices = page.getByRole("list", { name: "Matching orders" });
  await expect(choices).toBeVisible();
  expect(await heading.boundingBox()).toEqual(before);
  await expectAccessible();
  await page.getByRole("region", { name: "Customer", exact: true }).click({ position: { x: 200, y: 5 } });
  await expect(choices).toBeHidden();
});
