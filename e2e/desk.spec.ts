import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./fixtures";

// What these tests choose for themselves is kept with the user: a role that no other file signs in as.
test.use({ role: "manager" });
test.describe.configure({ mode: "serial" });

async function openMenu(page: Page) {
  await page.getByRole("button", { name: /^(Your account|Kontoen din):/ }).click();
}

function background(page: Page) {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

const LIGHT = "rgb(250, 250, 251)";
const DARK = "rgb(12, 13, 16)";

test("the theme follows the system until the reader chooses one, and the choice is there before the first paint", async ({
  page,
  expectAccessible,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/");
  expect(await background(page)).toBe(DARK);
  await expectAccessible();
  await openMenu(page);
  const saved = page.waitForResponse("**/api/preferences");
  await page.getByText("Light", { exact: true }).click();
  await expect.poll(() => background(page)).toBe(LIGHT);
  expect((await saved).ok()).toBe(true);
  await page.reload({ waitUntil: "commit" });
  expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
  await openMenu(page);
  const back = page.waitForResponse("**/api/preferences");
  await page.getByText("System", { exact: true }).click();
  expect((await back).ok()).toBe(true);
});

test("the language changes in place and is kept; the look-up keeps its name", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/");
  await openMenu(page);
  await page.getByText("Norsk", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Finn en ordre" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "nb");
  await expect(page.getByRole("searchbox", { name: "Find an order" })).toBeVisible();
  await expectAccessible();
  await page.reload();
  await openMenu(page);
  await page.getByText("English", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Find an order" })).toBeVisible();
});

test.describe("single keys", () => {
  test.use({ role: "nobody" });

  test("can be switched off, for the person in every browser; Ctrl+K stays (WCAG 2.1.4)", async ({
    page,
    account,
    browser,
    baseURL,
  }) => {
    const own = await account("support");
    const box = (of: Page) => of.getByRole("searchbox", { name: "Find an order" });
    await page.goto("/sign-in");
    await signIn(page, own);
    await openMenu(page);
    const saved = page.waitForResponse("**/api/preferences");
    await page.getByRole("group", { name: "Single keys" }).getByText("Off", { exact: true }).click();
    expect((await saved).status()).toBe(204);
    await page.keyboard.press("Escape");

    const other = await browser.newContext({ baseURL });
    const elsewhere = await other.newPage();
    await elsewhere.goto("/sign-in");
    await signIn(elsewhere, own);
    await page.reload();
    for (const of of [page, elsewhere]) {
      await expect(box(of)).toBeFocused();
      await box(of).blur();
      for (const key of ["/", "Shift+?", "g", "m"]) await of.keyboard.press(key);
      await expect(box(of)).not.toBeFocused();
      await of.keyboard.press("Control+k");
      await expect(of.getByRole("dialog")).toHaveAccessibleName("Find or go to");
      await of.keyboard.press("Escape");
      await expect(of).toHaveURL("/");
    }
    await other.close();

    // On again, where the keys are shown.
    await openMenu(page);
    await page.getByRole("button", { name: "Show all keys" }).click();
    await page.getByRole("dialog", { name: "Keys" }).getByRole("button", { name: "Turn on" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await box(page).blur();
    await page.keyboard.press("/");
    await expect(box(page)).toBeFocused();
  });
});

test("a page says which account it is about, and that it is a test", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("banner")).toContainText("Test account");
  await expect(page.getByRole("banner")).toContainText("T12345678");
});

test("the skip link shows itself when it has the focus, and leads past the bar", async ({ page }) => {
  await page.goto("/");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

for (const width of [360, 320]) {
  test(`at ${width} px nothing sticks out at the side`, async ({ page, expectAccessible }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.goto("/");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await openMenu(page);
    await expectAccessible();
  });
}

test.describe("an address that leads nowhere", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("answers 404 and leads back to the look-up", async ({ page, expectAccessible }) => {
    const answer = await page.goto("/no/such/page");
    expect(answer?.status()).toBe(404);
    await expectAccessible();
    await page.getByRole("link", { name: "Go to the look-up" }).click();
    await expect(page.getByRole("searchbox", { name: "Find an order" })).toBeVisible();
  });
});
