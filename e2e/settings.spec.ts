import { expect, region, signIn, test } from "./fixtures";
import { ACCOUNT, freshWord } from "./sandbox";

test.use({ role: "admin", expectedErrors: [/status of 40[0139]/] });

test("an administrator invites; who accepts signs in, gets another role, and is out when disabled", async ({
  page,
  browser,
  baseURL,
  account,
  expectAccessible,
}) => {
  const boss = await account("admin");
  const email = `invited-${freshWord(12)}@kontor.example`.toLowerCase();
  const person = { email, password: `walnut ${freshWord(14)} lantern`, userId: "" };
  const own = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const desk = await own.newPage();
  await desk.goto("/sign-in");
  await signIn(desk, boss);

  await test.step("invite", async () => {
    await desk.goto("/settings");
    const invite = region(desk, "Invite somebody");
    await expect(async () => {
      await invite.getByLabel("Their email").fill("nobody");
      await invite.getByRole("button", { name: "Create an invitation" }).click();
      await expect(invite.getByRole("alert")).toBeFocused({ timeout: 2_000 });
    }).toPass();
    await invite.getByRole("alert").getByRole("link").click();
    await expect(invite.getByLabel("Their email")).toBeFocused();
    await invite.getByLabel("Their email").fill(email);
    await invite.getByLabel("Role").selectOption("Finance");
    await invite.getByRole("button", { name: "Create an invitation" }).click();
    await expect(region(desk, "Open invitations")).toContainText(email);
  });

  const link =
    (await region(desk, "Invite somebody").getByRole("status").locator("code").textContent()) ?? "";
  const guests = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const guest = await guests.newPage();
  const asked: string[] = [];
  guest.on("request", (request) => asked.push(request.url()));

  await test.step("accept", async () => {
    await guest.goto(new URL(link).pathname + new URL(link).hash);
    await expect(guest.getByLabel("Email")).toHaveValue(email);
    await guest.getByLabel("Name").fill("Ingrid Invited");
    await guest.getByLabel("Password").fill("short");
    await guest.getByRole("button", { name: "Create the account" }).click();
    await expect(guest.locator("form").getByRole("alert")).toContainText("12 characters or more");
    await guest.getByLabel("Password").fill(person.password);
    await guest.getByRole("button", { name: "Create the account" }).click();
    await expect(guest.getByText("The account is created")).toBeVisible();
    expect(guest.url()).not.toContain("#");
    // The secret travelled in a body only.
    const secret = new URL(link).hash.slice(1);
    expect(asked.filter((url) => url.includes(secret) && !url.includes("#"))).toEqual([]);
    const again = await guests.newPage();
    await again.goto(new URL(link).pathname + new URL(link).hash);
    await expect(again.getByText("This link does not lead to an invitation any more")).toBeVisible();
    await again.close();
  });

  await test.step("sign in, with the role that was meant", async () => {
    await guest.getByRole("link", { name: "Sign in" }).click();
    await signIn(guest, person);
    expect((await guest.goto("/callbacks"))?.status()).toBe(200);
    expect((await guest.goto("/settings"))?.status()).toBe(403);
  });

  await test.step("another role counts from the next request on", async () => {
    await desk.goto("/settings");
    const change = desk.getByRole("button", { name: "Change Ingrid Invited" });
    await expect(async () => {
      await change.click();
      await expect(desk.getByRole("dialog")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await desk.getByRole("dialog").getByLabel("Role").selectOption("Manager");
    await desk.getByRole("button", { name: "Save the role" }).click();
    await expect(desk.getByRole("row", { name: /Ingrid Invited/ })).toContainText("Manager");
    await expect.poll(async () => (await guest.request.get("/api/orders")).status()).toBe(401);
    await guest.goto("/");
    await signIn(guest, person);
    expect((await guest.goto("/callbacks"))?.status()).toBe(403);
  });

  await test.step("disabled is out", async () => {
    await desk.getByRole("button", { name: "Change Ingrid Invited" }).click();
    await desk.getByRole("button", { name: "Disable", exact: true }).click();
    await expect(desk.getByRole("row", { name: /Ingrid Invited/ })).toContainText("Disabled");
    await expect.poll(async () => (await guest.request.get("/api/orders")).status()).toBe(401);
    await guest.goto("/orders");
    await expect(guest).toHaveURL(/\/sign-in/);
  });
  await own.close();
  await guests.close();
  await page.goto("/settings");
  await expectAccessible();
});

test("nobody is offered to change themselves", async ({ page }) => {
  await page.goto("/settings");
  await expect(page.getByRole("row", { name: /This is you/ }).getByRole("button")).toHaveCount(0);
});

test("days of a method: a mistake is told beside it, two administrators do not overwrite each other", async ({
  page,
  store,
  expectAccessible,
}) => {
  await store.query("delete from settings where account_id = $1 and name = 'authorizationWindows'", [
    ACCOUNT,
  ]);
  await page.goto("/settings/reservations");
  const days = page.getByLabel("Days for Vipps", { exact: true });
  const other = await page.context().newPage();
  await other.goto("/settings/reservations");
  await expect(async () => {
    await days.fill("1000");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("form").getByRole("alert")).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await expectAccessible();
  await days.fill("9");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Changed/)).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue("9");

  await expect(async () => {
    await other.getByLabel("Days for Vipps", { exact: true }).fill("11");
    await other.getByRole("button", { name: "Save" }).click();
    await expect(other.getByText("Somebody else changed this meanwhile")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.reload();
  await expect(days).toHaveValue("9");
  await store.query("delete from settings where account_id = $1 and name = 'authorizationWindows'", [
    ACCOUNT,
  ]);
});

test("the connection is asked just now, and no secret is on it; health says what runs", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/settings/connection");
  const now = region(page, "Dintero, asked just now");
  await expect(now).toContainText("Valid");
  await expect(now).toContainText("May be read");
  await expect(region(page, "Account")).toContainText("A test account: no money moves here");
  await expect(region(page, "Callbacks")).toContainText("report_event=VOID");
  await expectAccessible();
  await page.getByRole("link", { name: "Health and about" }).click();
  await expect(region(page, "Health")).toContainText("What is acknowledged is on disk.");
  await expectAccessible();
});

for (const role of ["support", "finance", "manager"] as const) {
  test.describe(`as ${role}`, () => {
    test.use({ role });
    test(`F51 no settings page is for ${role}`, async ({ page }) => {
      for (const path of ["", "/reservations", "/connection", "/health"]) {
        const answer = await page.goto(`/settings${path}`);
        expect(answer?.status()).toBe(403);
        await expect(page.getByText("Your role may not do this")).toBeVisible();
      }
    });
  });
}
