import type { Page } from "@playwright/test";
import { totpCode } from "@/lib/totp";
import { type Account, expect, signIn, test } from "./fixtures";

test.use({ role: "nobody", expectedErrors: [/status of 40[01]/] });

const STEP_MS = 30_000;
const GOOD = "en setning som bare jeg vet";

/** What an app shows that was set up with `secret`; `later` in steps of half a minute, since no code works twice. */
function codeOf(secret: string, later = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  return totpCode(key, Math.floor(Date.now() / STEP_MS) + later);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/sign-in");
}

async function givePassword(page: Page, account: Account): Promise<void> {
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
}

test("a second factor is set up, asked for from then on, and replaced by a recovery code when the telephone is gone", async ({
  page,
  account,
  expectAccessible,
}) => {
  test.slow();
  const kari = await account("support");
  await page.goto("/sign-in?return=%2Faccount");
  await signIn(page, kari);
  await expect(page).toHaveURL("/account");
  await expectAccessible();
  await page.getByRole("button", { name: "Set up an app" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription("That is not your password.");
  await dialog.getByLabel("Your password").fill(kari.password);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("img", { name: "Picture for your authenticator app" })).toBeVisible();
  await expectAccessible();
  const secret = await dialog.locator("code").innerText();
  await dialog.getByLabel("Code from your app").fill(codeOf(secret));
  await page.keyboard.press("Enter");
  const codes = dialog.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await expectAccessible();
  const [recoveryCode = ""] = await codes.allInnerTexts();
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes left.")).toBeVisible();

  await signOut(page);
  await givePassword(page, kari);
  await expectAccessible();
  const field = page.getByLabel("Code from your app");
  await expect(field).toBeFocused();
  await field.fill("000000");
  await page.keyboard.press("Enter");
  await expect(field).toHaveAccessibleDescription(/That code is not right/);
  // Half-way in is not in.
  expect((await page.request.get("/api/orders")).status()).toBe(401);
  await field.fill(codeOf(secret, 1));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/");

  await signOut(page);
  await givePassword(page, kari);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code", { exact: true }).fill(recoveryCode.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/");
  await page.goto("/account");
  await expect(page.getByText("9 recovery codes left.")).toBeVisible();
});

test("the password is changed, a weak one is not, and every other browser is out", async ({
  page,
  account,
  browser,
  baseURL,
}) => {
  const kari = await account("support");
  await page.goto("/sign-in?return=%2Faccount");
  await signIn(page, kari);
  const other = await browser.newContext({ baseURL });
  const there = await other.newPage();
  await there.goto("/sign-in");
  await signIn(there, kari);
  await page.reload();
  const signIns = page.getByRole("region", { name: "Where you are signed in" });
  await expect(signIns.getByRole("row")).toHaveCount(3);
  await expect(signIns.getByText("This one")).toHaveCount(1);

  await page.getByLabel("Current password").fill(kari.password);
  await page.getByLabel("New password").fill("Password2026!!");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/Programs that guess passwords/);
  await page.getByLabel("New password").fill(GOOD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The password is changed")).toBeVisible();
  await expect(signIns.getByRole("row")).toHaveCount(2);
  await there.reload();
  await expect(there).toHaveURL(/\/sign-in/);
  await signIn(there, { ...kari, password: GOOD });
  await page.reload();
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(signIns.getByRole("row")).toHaveCount(2);
  await there.reload();
  await expect(there).toHaveURL(/\/sign-in/);
  await other.close();
});

test("signing out works where the browser says nothing of where a form comes from", async ({
  page,
  account,
}) => {
  await page.goto("/sign-in");
  await signIn(page, await account("support"));
  const [request] = await Promise.all([page.waitForRequest("**/api/auth/signout"), signOut(page)]);
  // A script's request names its origin even under our referrer policy; a plain form's is "null".
  expect((await request.allHeaders()).origin).toBe(new URL(page.url()).origin);
});

test.describe("on a dark phone, in Norwegian", () => {
  test.use({ colorScheme: "dark", locale: "nb-NO", viewport: { width: 360, height: 740 } });

  test("the page fits, and is accessible", async ({ page, account, expectAccessible }) => {
    const kari = await account("finance");
    await page.goto("/sign-in?return=%2Faccount");
    await page.getByLabel("E-post").fill(kari.email);
    await page.getByLabel("Passord").fill(kari.password);
    await page.getByRole("button", { name: "Logg inn", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Kontoen din" })).toBeVisible();
    await expectAccessible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole("button", { name: "Sett opp en app" }).click();
    await page.getByRole("dialog").getByLabel("Passordet ditt").fill(kari.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("img", { name: "Bilde til autentiseringsappen" })).toBeVisible();
    await expectAccessible();
  });
});
