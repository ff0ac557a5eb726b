import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./fixtures";
import { many, plant } from "./planted-orders";
import { freshWord } from "./sandbox";

// Everybody here is somebody of their own: a usual view, and what is shared, are seen by all tests of an account.
test.use({ role: "nobody", expectedErrors: [/status of 40[49]/] });

type Who = Parameters<typeof signIn>[1];

async function begin(page: Page, who: Who, path: string): Promise<void> {
  await page.goto("/sign-in");
  await signIn(page, who);
  await page.goto(path);
}

const menu = (page: Page) => page.locator("#order-views");
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const viewButton = (page: Page, name: string) =>
  page.getByRole("button", { name: `View ${name}`, exact: true });
const edited = (page: Page) => page.getByText("Edited", { exact: true });

/** Opens the views by their key, which a page that was just loaded may not hear yet. */
async function openViews(page: Page): Promise<void> {
  await expect(async () => {
    if (!(await menu(page).isVisible())) await page.keyboard.press("v");
    await expect(menu(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

async function saveView(page: Page, name: string, choices: readonly string[] = []): Promise<void> {
  await openViews(page);
  await menu(page).getByRole("button", { name: "Save this list" }).click();
  const form = dialog(page, "Save as a view");
  await form.getByRole("textbox", { name: "Name" }).fill(name);
  for (const choice of choices) await form.getByText(choice).click();
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(viewButton(page, name)).toBeVisible();
}

test("a view is saved, says when it was edited, and is updated or reset; the address stays what is shown", async ({
  page,
  account,
  expectAccessible,
}) => {
  await begin(page, await account("support"), "/orders?status=FAILED&last=7d&sort=amount&currency=NOK");
  await openViews(page);
  await expectAccessible();
  await menu(page).getByRole("button", { name: "Save this list" }).click();
  const form = dialog(page, "Save as a view");
  await expect(form.getByRole("textbox", { name: "Name" })).toBeFocused();
  await expect(form.getByText("For whom")).toHaveCount(0);
  await expect(form.getByRole("radio", { name: "Moving: last 7 days" })).toBeChecked();
  await expectAccessible();
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText("A name has 1 to 60 characters")).toBeVisible();
  await form.getByRole("textbox", { name: "Name" }).fill("Failed this week");
  await page.keyboard.press("Enter");
  await expect(viewButton(page, "Failed this week")).toBeVisible();
  await expect(page).toHaveURL(/\?currency=NOK|status=FAILED.*&view=[\w-]{16}$/);
  await expect(edited(page)).toHaveCount(0);
  const saved = page.url();

  await page
    .getByRole("navigation", { name: "Status" })
    .getByRole("link", { name: "All", exact: true })
    .click();
  await expect(edited(page)).toBeVisible();
  await expect(page).toHaveURL(/view=/);
  await page.reload();
  await expect(edited(page)).toBeVisible();
  await page.getByRole("link", { name: "Reset" }).click();
  await expect(edited(page)).toHaveCount(0);
  await expect(page).toHaveURL(saved);

  await page.getByRole("link", { name: "Comfortable" }).click();
  await expect(edited(page)).toBeVisible();
  await page.getByRole("button", { name: "Update" }).click();
  await expect(edited(page)).toHaveCount(0);
  await page.goto("/orders?status=CAPTURED");
  await openViews(page);
  await menu(page).getByRole("link", { name: "Failed this week" }).click();
  await expect(page).toHaveURL(/status=FAILED.*density=comfortable/);
});

test("the usual view opens with the list and writes itself into the address; all orders are one choice away", async ({
  page,
  account,
}) => {
  await begin(page, await account("support"), "/orders?status=DECLINED&from=2026-01-05&to=2026-01-09");
  await saveView(page, "Old declined", ["Open it when I come to Orders"]);
  await page.goto("/orders");
  await expect(page).toHaveURL(/\?status=DECLINED&from=2026-01-05&to=2026-01-09&view=[\w-]{16}$/);
  await page.getByRole("banner").getByRole("link", { name: "Orders" }).click();
  await expect(page).toHaveURL(/view=[\w-]{16}$/);
  await page.getByRole("link", { name: "Clear all", exact: true }).first().click();
  await expect(page).toHaveURL(/\/orders\?view=[\w-]{16}$/);
  await openViews(page);
  await menu(page).getByRole("link", { name: "All orders" }).click();
  await expect(page).toHaveURL(/\/orders\?view=none$/);
  await expect(page.getByRole("button", { name: "Views", exact: true })).toBeVisible();
  await page.goto("/orders?status=FAILED");
  await page.getByRole("link", { name: "Remove filter: Status: Failed" }).click();
  await expect(page).toHaveURL(/\/orders\?view=none$/);
});

test("a view without days keeps the days one looks at", async ({ page, account }) => {
  await begin(page, await account("support"), "/orders?status=FAILED&last=7d");
  await saveView(page, "Failed, whenever", ["No days: the ones looked at stay"]);
  await expect(page).toHaveURL(/last=7d&view=/);
  await page.goto("/orders?from=2026-01-05&to=2026-01-09&by=captured");
  await openViews(page);
  await page.keyboard.press("ArrowDown");
  await expect(menu(page).getByRole("link", { name: "Failed, whenever" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/status=FAILED&by=captured&from=2026-01-05&to=2026-01-09&view=/);
  await expect(edited(page)).toHaveCount(0);
});

test("two people change one shared view: the second is told who was first, and loses nothing", async ({
  page,
  browser,
  account,
}) => {
  const name = `Shared ${freshWord(8)}`;
  await begin(page, await account("finance"), "/orders?status=FAILED");
  await saveView(page, name, ["Everybody"]);
  const address = page.url();
  const context = await browser.newContext();
  const other = await context.newPage();
  await begin(other, await account("manager"), address);
  await other.getByRole("link", { name: "Comfortable" }).click();
  await expect(edited(other)).toBeVisible();
  await page.goto(address.replace("status=FAILED", "status=DECLINED"));
  await page.getByRole("button", { name: "Update" }).click();
  await expect(edited(page)).toHaveCount(0);

  await other.getByRole("button", { name: "Update" }).click();
  await expect(other.getByText(/Test finance.* changed this view since you opened it/)).toBeVisible();
  await expect(other).toHaveURL(/density=comfortable/);
  await other.getByRole("link", { name: "Reset" }).click();
  await expect(other).toHaveURL(/status=DECLINED/);
  await context.close();
});

test("views are moved, renamed and deleted by buttons; support changes nothing that is shared", async ({
  page,
  browser,
  account,
  expectAccessible,
}) => {
  await begin(page, await account("finance"), "/orders?status=FAILED");
  const word = freshWord(8);
  await saveView(page, "First");
  await saveView(page, "Second");
  await saveView(page, `Ours ${word}`, ["Everybody"]);
  const shared = page.url();
  await openViews(page);
  await menu(page).getByRole("button", { name: "Manage views" }).click();
  const manager = dialog(page, "Saved views");
  await expectAccessible();
  const own = manager.getByRole("region", { name: "My views" }).getByRole("listitem");
  await expect(own).toHaveText([/First/, /Second/]);
  await manager.getByRole("button", { name: "Move \u2068Second\u2069 up" }).click();
  await expect(own).toHaveText([/Second/, /First/]);
  await expect(manager.getByRole("button", { name: "Move \u2068Second\u2069 up" })).toBeFocused();
  await manager.getByRole("button", { name: "Rename \u2068First\u2069" }).click();
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  await expect(manager.getByText("There is a view with this name already.")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Last");
  await page.keyboard.press("Enter");
  await expect(own).toHaveText([/Second/, /Last/]);

  const context = await browser.newContext();
  const other = await context.newPage();
  await begin(other, await account("support"), shared);
  await expect(viewButton(other, `Ours ${word}`)).toBeVisible();
  await openViews(other);
  await menu(other).getByRole("button", { name: "Manage views" }).click();
  const theirs = dialog(other, "Saved views").getByRole("listitem").filter({ hasText: word });
  await expect(theirs.getByRole("checkbox")).toBeVisible();
  await expect(theirs.getByRole("button")).toHaveCount(0);
  await other.goto("/");
  await expect(other.getByRole("region", { name: "Shared views" }).getByText(word)).toBeVisible();
  await expect(async () => {
    await other.keyboard.press("ControlOrMeta+k");
    await expect(other.getByRole("combobox")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await other.getByRole("combobox").fill(word.toLowerCase());
  await expect(other.getByRole("option", { name: `Ours ${word}` })).toBeVisible();

  await manager.getByRole("button", { name: `Delete \u2068Ours ${word}\u2069` }).click();
  await manager.getByRole("alert").getByRole("button", { name: "Delete" }).click();
  await expect(manager.getByRole("listitem").filter({ hasText: word })).toHaveCount(0);
  await other.goto(shared);
  await expect(other.getByText("The view of this link is not there")).toBeVisible();
  await expect(other.getByRole("link", { name: "Remove filter: Status: Failed" })).toBeVisible();
  await other.getByRole("link", { name: "Go on without it" }).click();
  await expect(other.getByText("The view of this link is not there")).toHaveCount(0);
  await context.close();
});

test("columns stand in the order they were put in, by buttons too, and a view keeps it", async ({
  page,
  account,
  store,
}) => {
  const { path } = await plant(store, many(2));
  await begin(page, await account("support"), `${path}&columns=status&columns=amount&columns=store`);
  const headings = page.locator(".orders-table thead th");
  await expect(headings).toHaveText([/Reference/, /Status/, /Amount/, /Store/]);
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(async () => {
    await page.getByRole("button", { name: "Store to the left" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Store to the left" })).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Status to the right" }).click();
  await page.getByRole("button", { name: "Show these" }).click();
  await expect(headings).toHaveText([/Reference/, /Store/, /Status/, /Amount/]);
  await expect(page).toHaveURL(/columns=store&columns=status&columns=amount/);
  await saveView(page, "By store");
  await page.reload();
  await expect(headings).toHaveText([/Reference/, /Store/, /Status/, /Amount/]);
});
