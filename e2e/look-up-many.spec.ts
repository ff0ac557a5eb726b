import type { Page } from "@playwright/test";
import { expect, region, test } from "./fixtures";
import { freshWord } from "./sandbox";

const field = (page: Page) => page.getByLabel("One a line");

/** As somebody's clipboard would bring it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Find an order" }).evaluate((input, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("lines pasted into the box give what each led to, what is missing, and Dintero's word on it", async ({
  page,
  sandbox,
  context,
  expectAccessible,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const known = await sandbox.copy("captured");
  await page.goto(known.path);
  const unseen = await sandbox.copy("authorized");
  const nobody = `NOBODY-${freshWord(8)}`;
  const { merchantReference } = await sandbox.notable("reused-reference");

  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await page.goto("/");
  await paste(page, `${known.reference}\r\n${unseen.reference}\n${nobody}\n\n${known.reference}`);
  await page.waitForURL("/look-up");

  const found = region(page, "Found");
  await expect(found.getByRole("row", { name: known.reference })).toContainText("Captured");
  await expect(found.getByText("1 of 3 lines found")).toBeVisible();
  await expect(page.getByText("One line was there more than once.")).toBeVisible();
  const missing = region(page, "Not found");
  await expect(missing.getByRole("listitem")).toHaveCount(2);
  await expectAccessible();

  await missing.getByRole("button", { name: "Copy missing" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${unseen.reference}\n${nobody}`);

  await missing.getByRole("button", { name: "Ask Dintero for these" }).click();
  await expect(missing.getByText("2 of 2 asked, 1 found and saved")).toBeVisible();
  await expect(missing.getByRole("listitem")).toHaveText([`${nobody}not at Dintero either`]);
  await expect(found.getByRole("row", { name: unseen.reference })).toContainText("Authorized");
  await expectAccessible();
  expect(urls.join("\n")).not.toContain(nobody);

  // A reference that was tried several times has a row for each.
  await field(page).fill(merchantReference);
  await page.getByRole("button", { name: "Look up all" }).click();
  await expect(page.getByText(/^\d of 1 line found$|^1 line not found here$/).first()).toBeVisible();
});

test("more than 200 lines are said to be too many, and one line alone is an ordinary text", async ({
  page,
}) => {
  await page.goto("/look-up");
  await field(page).fill(Array.from({ length: 203 }, (_, index) => `MANY-${index}`).join("\n"));
  await page.getByRole("button", { name: "Look up all" }).click();
  await expect(
    page.getByText("Only the first 200 lines were looked up. Paste the other 3 lines afterwards."),
  ).toBeVisible();
  await expect(region(page, "Not found").getByRole("listitem")).toHaveCount(200);
  await field(page).fill("\n \n");
  await page.getByRole("button", { name: "Look up all" }).click();
  await expect(page.getByText("There is nothing to look up yet.")).toBeVisible();
});

test.describe("when Dintero does not answer", () => {
  test.use({ expectedErrors: [/status of 50\d/] });

  test("asking stops at the first failure and goes on where it stopped", async ({ page, sandbox }) => {
    const orders = [await sandbox.copy("captured"), await sandbox.copy("authorized")];
    await page.goto("/look-up");
    await field(page).fill(orders.map(({ sessionId }) => sessionId).join("\n"));
    await page.getByRole("button", { name: "Look up all" }).click();
    const missing = region(page, "Not found");
    await expect(missing.getByRole("listitem")).toHaveCount(2);
    let isDown = true;
    await page.route("**/api/search", (route) =>
      isDown
        ? route.fulfill({
            status: 502,
            contentType: "application/problem+json",
            body: JSON.stringify({ code: "upstream-unreachable", status: 502 }),
          })
        : route.continue(),
    );
    await missing.getByRole("button", { name: "Ask Dintero for these" }).click();
    await expect(missing.getByRole("alert")).toBeVisible();
    isDown = false;
    await missing.getByRole("button", { name: "Ask Dintero for these" }).click();
    await expect(region(page, "Found").getByText("2 of 2 lines found")).toBeVisible();
    await expect(missing).toHaveCount(0);
  });
});
