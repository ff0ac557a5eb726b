import { readFile } from "node:fs/promises";
import { expect, region, test } from "./fixtures";

test.describe("for an administrator", () => {
  test.use({ role: "admin" });

  test("the keys g a lead to the log, and each part of its filter stands in the address", async ({
    page,
    expectAccessible,
  }) => {
    await page.goto("/failures");
    await expect(async () => {
      await page.keyboard.press("g");
      await page.keyboard.press("a");
      await page.waitForURL("**/audit", { timeout: 1_000 });
    }).toPass();
    const entries = region(page, "Entries");
    await expect(entries.getByRole("row", { name: /Open the audit log.*audit\.read/ }).first()).toBeVisible();
    await expectAccessible();

    await page.getByRole("link", { name: "Looked at", exact: true }).click();
    await page.waitForURL("**/audit?kind=look");
    await entries.getByRole("combobox", { name: "What" }).selectOption("audit.read");
    await entries.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get("action") === "audit.read");
    expect(new URL(page.url()).searchParams.get("kind")).toBe("look");
    await expect(entries.getByRole("row").filter({ hasText: "audit.read" }).first()).toBeVisible();
    await expect(entries.getByRole("row").filter({ hasText: "orders.read" })).toHaveCount(0);

    await page.goto("/audit?colour=red");
    await expect(page.getByText("colour").first()).toBeVisible();
    await expectAccessible();
  });

  test("an order's page leads to who looked at it: person, times, what, and the reason of a reveal", async ({
    page,
    sandbox,
    expectAccessible,
  }) => {
    const order = await sandbox.copy("captured");
    await page.goto(order.path);
    await expect(region(page, "Verdict")).toBeVisible();
    await region(page, "Customer").getByRole("button", { name: "Reveal", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("She called about her parcel");
    await page.getByRole("dialog").getByRole("button", { name: "Reveal contact data" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.getByRole("link", { name: "Who looked at this" }).click();
    await page.waitForURL("**/audit/trace?order=*");
    const person = region(page, "People").getByRole("row", { name: /Reveal contact data × 1/ });
    await expect(person).toContainText("She called about her parcel");
    await expect(person).toContainText("Open an order");
    // Other tests export too: whether any of them held it is told either way.
    await expect(region(page, "Exports")).toContainText(/No export of these days|Was it in\?/);
    await expectAccessible();

    await person.getByRole("link").last().click();
    await page.waitForURL((url) => url.pathname === "/audit" && url.searchParams.has("about"));
    await expect(region(page, "Entries").getByRole("row").filter({ hasText: "contact.reveal" })).toHaveCount(
      1,
    );
  });

  test("the chain is verified from the page, and the page says by whom and how much", async ({ page }) => {
    await page.goto("/audit");
    await page.getByRole("button", { name: "Verify now" }).click();
    const state = region(page, "Is it whole?").getByRole("status");
    await expect(state).toContainText(/Whole.*entries verified by/);
  });

  test("what the filter shows comes as a file, which is an entry too", async ({ page }) => {
    await page.goto("/audit?action=audit.read");
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export as CSV" }).click();
    const file = await (await coming).path();
    const text = await readFile(file, "utf8");
    expect(text).toContain("audit.read");
    expect(
      text
        .trim()
        .split("\r\n")
        .slice(1)
        .every((line) => line.includes("audit.read")),
    ).toBe(true);
    await page.goto("/audit?action=audit.export");
    await expect(
      region(page, "Entries").getByRole("row").filter({ hasText: "audit.export" }).first(),
    ).toBeVisible();
  });
});

test.describe("for anybody else", () => {
  test.use({ role: "finance", expectedErrors: [/403/] });

  test("F51 there is no way there, the page refuses, and an order's page does not offer it", async ({
    page,
    sandbox,
  }) => {
    const order = await sandbox.copy("captured");
    await page.goto(order.path);
    await expect(region(page, "Verdict")).toBeVisible();
    await expect(page.getByRole("link", { name: "Who looked at this" })).toHaveCount(0);
    await expect(
      page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }),
    ).toHaveCount(0);
    for (const path of ["/audit", `/audit/trace?order=${order.sessionId}`]) {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(403);
      await expect(page.getByRole("table")).toHaveCount(0);
    }
  });
});
