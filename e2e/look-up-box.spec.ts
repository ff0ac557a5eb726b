import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** The sandbox's own: an order that everybody may read, and three sessions of one reference. */
const SEED = "T12345678.465U8CUzaPVpneu1wt8Wei";
const REUSED = { reference: "KONTOR-1013", orders: 3 };

function box(page: Page) {
  return page.getByRole("searchbox", { name: "Find an order" });
}

async function lookUp(page: Page, text: string) {
  await box(page).fill(text);
  await page.keyboard.press("Enter");
}

test("the box has the cursor, and one hit opens its order, whatever stands around the id", async ({
  page,
}) => {
  await page.goto("/");
  await expect(box(page)).toBeFocused();
  await lookUp(page, ` "${SEED}"\t`);
  await expect(page).toHaveURL(`/sessions/${SEED}`);
  await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible();
  await page.goto("/");
  await expect(
    page.getByRole("region", { name: "Recently looked up" }).getByRole("link").first(),
  ).toHaveAttribute("href", `/sessions/${SEED}`);
});

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
  await lookUp(page, SEED);
  release();
  await expect(page).toHaveURL(`/sessions/${SEED}`);
});

test("a reused reference offers its orders, and the keyboard is enough to choose one", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/");
  await lookUp(page, REUSED.reference);
  const choices = page.getByRole("list", { name: "Matching orders" }).getByRole("link");
  await expect(choices).toHaveCount(REUSED.orders);
  await expect(page.getByRole("status").filter({ hasText: "3 orders found" })).toBeAttached();
  await expect(choices.first()).toContainText("Captured");
  await expectAccessible();

  await page.keyboard.press("ArrowDown");
  await expect(choices.first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(choices.last()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(choices.nth(1)).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue(REUSED.reference);

  // Esc closes the answer and leaves what was typed.
  await page.keyboard.press("Escape");
  await expect(choices).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(choices).toHaveCount(REUSED.orders);
  await page.keyboard.press("ArrowDown");
  const href = await choices.first().getAttribute("href");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(href ?? "");
});

test("nothing found says so, and what it was looked for as", async ({ page, expectAccessible }) => {
  await page.goto("/");
  await lookUp(page, "NO-SUCH-REFERENCE-1");
  await expect(page.getByText("No order found", { exact: true })).toBeVisible();
  await expect(page.getByText(/Looked for it as .*a merchant reference/)).toBeVisible();
  await expectAccessible();
});

test("an id of another account is named as such", async ({ page }) => {
  await page.goto("/");
  await lookUp(page, "P87654321.465U8CUzaPVpneu1wt8Wei");
  await expect(page.getByText(/belongs to Dintero account P87654321/)).toBeVisible();
});

test("F62 what is typed stands in no address, no history and no storage", async ({ page, context }) => {
  const email = "somebody.private@example.com";
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto("/");
  await lookUp(page, email);
  await expect(page.getByText("No order found", { exact: true })).toBeVisible();
  const kept = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      document.title,
    ]),
  );
  const cookies = JSON.stringify(await context.cookies());
  for (const place of [...addresses, kept, cookies])
    expect(decodeURIComponent(place)).not.toContain("private");
});

test.describe("when Dintero fails", () => {
  test.use({ expectedErrors: [/status of 502/] });

  test("the reader is told what to do and what to quote, and can try again", async ({
    page,
    sandbox,
    expectAccessible,
  }) => {
    const id = "T12345678.lookUpBoxTest00000001";
    await sandbox.fault({ path: `/v1/*/${id}`, times: null, fault: { kind: "disconnect" } });
    await page.goto("/");
    await lookUp(page, id);
    const alert = page.getByRole("alert").filter({ hasText: "Dintero cannot be reached" });
    await expect(alert).toContainText(/Request id \S+/);
    await expectAccessible();
    const asked = page.waitForRequest("**/api/search");
    await alert.getByRole("button", { name: "Try again" }).click();
    expect((await asked).postDataJSON()).toMatchObject({ q: id });
  });
});

test('on other pages the box is in the bar: "/" leads to it, Esc and a click elsewhere close its answer', async ({
  page,
  expectAccessible,
}) => {
  await page.goto(`/sessions/${SEED}`);
  await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(REUSED.reference);
  await page.keyboard.press("Enter");
  const choices = page.getByRole("list", { name: "Matching orders" });
  await expect(choices).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");
  await expect(choices).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(choices).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(choices).toBeHidden();
});
