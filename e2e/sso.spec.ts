import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, signIn, test } from "./fixtures";
import { freshWord } from "./sandbox";

// One provider, which believes whoever the test says is sitting there.
test.describe.configure({ mode: "serial" });
test.use({ role: "nobody" });

const port = process.env.E2E_IDENTITY_PORT ?? "";
let provider: ChildProcess | undefined;

test.afterAll(() => {
  provider?.kill();
});

function next(behaviour: object): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/next`, { method: "PUT", body: JSON.stringify(behaviour) });
}

function person(roles: readonly string[]) {
  const sub = freshWord(12).toLowerCase();
  return { sub, email: `${sub}@example.com`, name: "Ola Nordmann", roles };
}

const BUTTON = { name: "Continue with single sign-on" };

test("a provider that is away is told, and the password still works", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in?return=%2Ffailures");
  await page.getByRole("button", BUTTON).click();
  await expect(page.getByText("Single sign-on does not answer")).toBeVisible();
  await expectAccessible();
  await signIn(page, "support");
  await expect(page).toHaveURL("/failures");
});

test("single sign-on leads to the page that was asked for, with the role of the claim", async ({
  page,
  baseURL,
}) => {
  const redirectUri = `${baseURL}/api/auth/callback/oidc`;
  provider = spawn(process.execPath, ["e2e/identity-provider.mjs", port, redirectUri], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (provider.stdout) await once(provider.stdout, "data");
  const ola = person(["finance"]);
  await next({ claims: ola });
  await page.goto("/orders?status=FAILED");
  await page.getByRole("button", BUTTON).click();
  await expect(page).toHaveURL("/orders?status=FAILED");
  await page.goto("/account");
  await expect(page.getByRole("main").getByText(ola.email)).toBeVisible();
  await expect(page.getByText("You come in by single sign-on.")).toBeVisible();
  await expect(page.getByText("Your account is connected.")).toBeVisible();
});

test("who has no role here, or cancels there, reads why", async ({ page, expectAccessible }) => {
  await next({ claims: person(["cleaner"]) });
  await page.goto("/sign-in");
  await page.getByRole("button", BUTTON).click();
  await expect(page.getByText("You have no role in Kontor")).toBeVisible();
  await expectAccessible();
  // Who is signed in there would not be asked again.
  await page.context().clearCookies();
  await next({ error: "access_denied" });
  await page.getByRole("button", BUTTON).click();
  await expect(page.getByText("Single sign-on was refused")).toBeVisible();
});

test("a local account is connected by who has shown both, and then opened by either", async ({
  page,
  account,
}) => {
  const kari = await account("support");
  await next({ claims: { ...person(["manager"]), email: kari.email } });
  // The same address alone opens nothing.
  await page.goto("/sign-in");
  await page.getByRole("button", BUTTON).click();
  await expect(page.getByText("There is an account with your e-mail address already")).toBeVisible();

  await page.goto("/sign-in?return=%2Faccount");
  await signIn(page, kari);
  await page.getByRole("button", { name: "Connect single sign-on" }).click();
  await page.getByRole("dialog").getByLabel("Your password").fill(kari.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your account is connected with single sign-on")).toBeVisible();
  await page.context().clearCookies();
  await page.goto("/sign-in?return=%2Faccount");
  await page.getByRole("button", BUTTON).click();
  await expect(page).toHaveURL("/account");
  await expect(page.getByRole("main").getByText(kari.email)).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("single sign-on is a link", async ({ page }) => {
    await next({ claims: person(["support"]) });
    await page.goto("/sign-in?return=%2Ffailures");
    await page.getByRole("link", BUTTON).click();
    await expect(page).toHaveURL("/failures");
  });
});
