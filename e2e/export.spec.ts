import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { saveOrder } from "@/lib/db/save-order";
import { minorUnits } from "@/lib/domain/minor-units";
import { expect, test } from "./fixtures";
import { ACCOUNT, freshId, freshWord } from "./sandbox";

test.use({ role: "finance" });

/** Thirty captured orders of a store that only one test has. @returns their list's address */
async function plant(store: Parameters<typeof saveOrder>[0]): Promise<string> {
  const storeId = `sold-${freshWord(8)}`;
  const zero = minorUnits(0);
  for (let number = 100; number < 130; number += 1) {
    const amount = minorUnits(number * 100);
    const id = freshId();
    await saveOrder(store, ACCOUNT, {
      ...{ orderKey: id, sessionId: id, source: "lookup", fetchedAt: "2026-05-12T10:00:00.000Z" },
      summary: {
        ...{ status: "CAPTURED", currency: "NOK", merchantReference: `${storeId}-${number}`, storeId },
        ...{ ordered: amount, authorized: amount, captured: amount },
        ...{ refunded: zero, voided: zero, remaining: zero },
        ...{ providerIds: [], eventIds: [], payoutDestinations: [], hasSplits: false },
        createdAt: `2026-05-12T10:00:00.${number}Z`,
      },
    });
  }
  return `/orders?store=${storeId}`;
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Export orders" });
const rowsOf = (text: string) =>
  text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\r\n");

/** A file that a page writes itself: the browser's own dialog, which no test can answer, picks one of the page's private files. */
async function pickPrivateFile(page: Page) {
  await page.addInitScript(() => {
    window.showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle("export.csv", { create: true });
    };
  });
}

async function writtenFile(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle("export.csv")).getFile();
    return file.text();
  });
}

test("finance exports what the list shows into a file that is written as it comes, and is told that it is whole", async ({
  page,
  store,
  expectAccessible,
}) => {
  await pickPrivateFile(page);
  await page.goto(`${await plant(store)}&currency=NOK&sort=amount&columns=amount&columns=created&limit=25`);
  const first = page.locator("tr[data-order]").first().getByRole("link");
  await expect(first).toBeVisible();
  // A page just loaded may not hear keys yet.
  await expect(async () => {
    await page.keyboard.press("e");
    await expect(dialog(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectAccessible();
  await dialog(page).getByRole("button", { name: "Export", exact: true }).click();
  const told = dialog(page).getByRole("status").filter({ hasText: "orders are in the file" });
  await expect(told).toBeVisible();
  const lines = rowsOf(await writtenFile(page));
  await expect(told).toContainText("30 of 30 orders");
  expect(lines[0]).toBe("merchant_reference,amount,amount_minor,currency,created_at (Europe/Oslo)");
  const reference = (await first.textContent()) ?? "";
  expect(lines[1]?.split(",")[0]).toBe(reference);
  expect(lines).toHaveLength(31);
});

test("what is selected is exported alone, in the order of the list; the page is one choice away", async ({
  page,
  store,
}) => {
  await pickPrivateFile(page);
  await page.goto(`${await plant(store)}&limit=25`);
  const all = page.locator("tr[data-order]");
  await expect(all).toHaveCount(25);
  await expect(async () => {
    await all.nth(3).getByRole("checkbox").check();
    await expect(page.getByText("1 selected")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await all.nth(1).getByRole("checkbox").check();
  const picked = [
    await all.nth(1).getByRole("link").textContent(),
    await all.nth(3).getByRole("link").textContent(),
  ];
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialog(page).getByRole("radio", { name: "Selected (2)" })).toBeChecked();
  const exported = async (told: string) => {
    await dialog(page)
      .getByRole("button", { name: /^Export/ })
      .click();
    await expect(dialog(page).getByRole("status").filter({ hasText: told })).toBeVisible();
    return rowsOf(await writtenFile(page))
      .slice(1)
      .map((line) => line.split(",")[0]);
  };
  expect(await exported("2 of 2 orders")).toEqual(picked);
  await dialog(page).getByText("This page (25)").click();
  expect(await exported("25 of 25 orders")).toHaveLength(25);
});

test("where a page may not write files the browser downloads it by itself, splits too", async ({
  page,
  store,
}) => {
  await page.addInitScript(() => {
    window.showSaveFilePicker = undefined;
  });
  await page.goto(await plant(store));
  await page.getByRole("link", { name: "Export", exact: true }).click();
  await dialog(page).getByText("One per capture split").click();
  const downloading = page.waitForEvent("download");
  await dialog(page).getByRole("link", { name: "Export", exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^splits-\d{8}T\d{6}Z\.csv$/);
  const lines = rowsOf(await readFile(await download.path(), "utf8"));
  expect(lines[0]).toContain("payout_destination_id");
  expect(lines).toHaveLength(31);
  await expect(dialog(page).getByText("Your browser saves the file")).toBeVisible();
});

test("an export that breaks off is told, leaves no file that looks whole, and can be tried again", async ({
  page,
  store,
}) => {
  await pickPrivateFile(page);
  await page.goto(await plant(store));
  await page.route("**/api/orders/export*", (route) =>
    route.fulfill({ headers: { "x-kontor-orders": "300" }, body: "merchant_reference\r\nA-1\r\nA-2\r\n" }),
  );
  await page.getByRole("link", { name: "Export", exact: true }).click();
  await dialog(page).getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("2 of 300 orders had come");
  expect(await writtenFile(page)).toBe("");
  await page.unroute("**/api/orders/export*");
  await dialog(page).getByRole("button", { name: "Try again" }).click();
  await expect(dialog(page).getByText("orders are in the file")).toBeVisible();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the button is a download of what the list shows", async ({ page, store }) => {
    await page.goto(await plant(store));
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export", exact: true }).click();
    const lines = rowsOf(await readFile(await (await downloading).path(), "utf8"));
    expect(lines[0]).toContain("customer_masked");
    expect(lines).toHaveLength(31);
  });
});

test.describe("support", () => {
  test.use({ role: "support" });

  test("is not offered an export, and gets none by its address", async ({ page }) => {
    await page.goto("/orders");
    await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: "Export", exact: true })).toHaveCount(0);
    const answer = await page.request.get("/api/orders/export");
    expect([answer.status(), (await answer.json()).code]).toEqual([403, "forbidden"]);
  });
});

test.describe("a manager", () => {
  test.use({ role: "manager" });

  test("exports figures only, and the dialog says so", async ({ page, store }) => {
    await pickPrivateFile(page);
    await page.goto(await plant(store));
    await page.getByRole("link", { name: "Export", exact: true }).click();
    await expect(dialog(page).getByText("no references, ids or names")).toBeVisible();
    await dialog(page).getByRole("button", { name: "Export", exact: true }).click();
    await expect(dialog(page).getByText("orders are in the file")).toBeVisible();
    const [headings = ""] = rowsOf(await writtenFile(page));
    expect(headings).not.toMatch(/reference|session|customer/);
  });
});
