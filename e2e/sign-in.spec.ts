import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { demoEmail } from "@/lib/demo-email";
import { expect, password, signIn, test } from "./fixtures";

const SEED_SESSION = "/sessions/T12345678.465U8CUzaPVpneu1wt8Wei";

// A refused password answers 401, which the browser notes by itself.
test.use({ role: "nobody", expectedErrors: [/status of 401/] });

test("a wrong password is told beside the field, and the right one leads to the page that was asked for", async ({
  page,
  expectAccessible,
}) => {
  await page.goto(SEED_SESSION);
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type(demoEmail("manager"));
  await page.keyboard.press("Tab");
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  const field = page.getByLabel("Password");
  await expect(field).toHaveAccessibleDescription(
    "The email or the password is wrong. Check both and try again.",
  );
  await expect(field).toBeFocused();
  await expectAccessible();
  // What was wrong is selected, so typing replaces it.
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(SEED_SESSION);
  await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible();
});

test("nothing is sent while a field is empty", async ({ page }) => {
  await page.goto("/sign-in");
  const button = page.getByRole("button", { name: "Sign in", exact: true });
  await button.click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("Enter your email address.");
  await page.getByLabel("Email").fill(demoEmail("support"));
  await button.click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription("Enter your password.");
  await expect(page.getByLabel("Password")).toBeFocused();
});

test("a demo account signs in with two presses, and /sign-in then leads home", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Use ${demoEmail("finance")}` }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("searchbox", { name: "Find an order" })).toBeVisible();
  await page.goto("/sign-in");
  await expect(page).toHaveURL("/");
});

test("F54 after signing out, neither the Back button nor a copy of the cookie shows anything", async ({
  page,
  context,
  playwright,
  baseURL,
}) => {
  await page.goto("/sign-in");
  await signIn(page, "support");
  await page.goto(SEED_SESSION);
  const copy = await context.storageState();
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goBack();
  await expect(page.getByLabel("Password")).toBeVisible();
  const thief = await playwright.request.newContext({ baseURL, storageState: copy });
  expect((await thief.get(`/api/dintero${SEED_SESSION}`)).status()).toBe(401);
  expect((await thief.get(SEED_SESSION, { maxRedirects: 0 })).status()).toBe(303);
  await thief.dispose();
});

test("F55 a hostile return target leads to the start page", async ({ page }) => {
  await page.goto(`/sign-in?${new URLSearchParams({ return: "//evil.example/" })}`);
  await signIn(page, "support");
  await expect(page).toHaveURL("/");
});

test("the chosen language follows the person to another browser", async ({ page, browser, baseURL }) => {
  test.slow();
  const email = await addUser();
  const enter = async (at: Page) => {
    await at.goto("/sign-in");
    await at.getByLabel("Email").fill(email);
    await at.getByLabel("Password").fill(password);
    await at.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await enter(page);
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByText("Norsk", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "nb");
  const other = await browser.newContext({ baseURL });
  const there = await other.newPage();
  await enter(there);
  await expect(there.locator("html")).toHaveAttribute("lang", "nb");
  await other.close();
});

/** Somebody whom no other test knows, added as an operator does, while Kontor runs. */
async function addUser(): Promise<string> {
  const email = `${randomBytes(6).toString("hex")}@example.com`;
  const command = promisify(execFile)(
    process.execPath,
    ["bin/run.mjs", "users", "add", email, "--role", "support"],
    {
      env: { ...process.env, DINTERO_ACCOUNT_ID: "T12345678", DATA_DIR: process.env.E2E_DATA_DIR },
    },
  );
  command.child.stdin?.end(password);
  await command;
  return email;
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in works, and no password ever stands in an address", async ({ page }) => {
    await page.goto(SEED_SESSION);
    await page.getByLabel("Email").fill(demoEmail("support"));
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("The email or the password is wrong.")).toBeVisible();
    expect(page.url()).not.toMatch(/password|kontor\.example/);
    await signIn(page, "support");
    await expect(page).toHaveURL(SEED_SESSION);
  });
});

test.describe("on a dark phone, in Norwegian", () => {
  test.use({ colorScheme: "dark", locale: "nb-NO", viewport: { width: 360, height: 740 } });

  test("the page fits, and every state of it is accessible", async ({ page, expectAccessible }) => {
    await page.goto("/sign-in");
    await expectAccessible();
    await page.getByLabel("E-post").fill("ingen@example.com");
    await page.getByLabel("Passord").fill("ikke passordet");
    await page.getByRole("button", { name: "Logg inn", exact: true }).click();
    await expect(page.getByText("E-posten eller passordet er feil.")).toBeVisible();
    await expectAccessible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
