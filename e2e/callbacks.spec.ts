import type { Page } from "@playwright/test";
import { type Delivery, deliver, type Sent } from "./deliveries";
import { test as base, expect, region } from "./fixtures";
import type { OwnOrder } from "./sandbox";

interface Fixtures {
  /** Sends Kontor a callback, `times` over with the same signature. */
  readonly send: (delivery: Delivery, times?: number) => Promise<Sent>;
}

const test = base.extend<Fixtures>({
  send: async ({ baseURL }, use) => use((delivery, times) => deliver(baseURL ?? "", delivery, times)),
});

test.use({ role: "admin" });

/** The detail of a callback, once its work is done. */
async function openSettled(page: Page, id: string, outcome: string) {
  await expect(async () => {
    await page.goto(`/callbacks/${id}`);
    await expect(page.locator("h1 + span")).toHaveText(outcome, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

/** Opens the only row of the log that is about `order`. */
async function openOnlyRowOf(page: Page, order: OwnOrder) {
  await page.goto(`/callbacks?about=${order.reference}`);
  await page.locator("a[data-row]").click();
  await expect(page.locator("h1")).toContainText(order.reference);
}

test("a callback is received, applied, explained, and leads to its order and back", async ({
  page,
  sandbox,
  send,
  expectAccessible,
}) => {
  const order = await sandbox.copy("captured");
  const body = JSON.stringify(order.transaction);
  const { status, digest } = await send({ order, body });
  expect(status).toBe(200);
  await openSettled(page, digest, "Applied");
  await expect(region(page, "Verdict")).toContainText("it told us something new");
  const checks = region(page, "Verification").getByRole("list", { name: "Checks" }).getByRole("listitem");
  await expect(checks).toHaveText([/Passed$/, /Passed$/, /Passed$/, /Passed$/]);
  await expect(region(page, "Verification")).toContainText("localhost");
  const effect = region(page, "Effect on the order");
  await expect(effect.getByRole("row", { name: /Status/ })).toContainText("Captured");
  await expect(region(page, "Request")).toContainText("report_event");
  await expect(region(page, "Body")).toContainText("It says what Dintero says.");
  await expectAccessible();

  await page.getByRole("link", { name: "Open the order" }).click();
  await page.waitForURL(`**${order.path}`);
  const story = region(page, "Timeline").locator("[data-lane=callback]");
  await story.locator("summary").first().click();
  await story.getByRole("link").first().click();
  await page.waitForURL(`**/callbacks/${digest}`);
});

test("the log lists it by day, and each part of the filter stands in the address", async ({
  page,
  sandbox,
  send,
  expectAccessible,
}) => {
  const order = await sandbox.copy("captured");
  await send({ order }, 3);
  await page.goto("/callbacks");
  await page.getByLabel("Session, transaction or reference").fill(order.reference);
  await page.getByLabel("Came repeatedly").check();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("about") === order.reference);
  expect(new URL(page.url()).searchParams.get("receipts")).toBe("many");
  const rows = page.locator("a[data-row]");
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("row", { name: new RegExp(order.reference) })).toContainText("3 times");
  await expect(page.getByText("not understood")).toHaveCount(0);
  await expectAccessible();

  await page.getByRole("link", { name: "Refused", exact: true }).click();
  await expect(page.getByText("No callback matches")).toBeVisible();
  await page.getByRole("link", { name: /^Remove: Outcome/ }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: "Clear all" }).click();
  await page.waitForURL((url) => url.search === "");
});

test("what an address asks for and nobody understands is named, not ignored", async ({ page }) => {
  await page.goto("/callbacks?outcome=nonsense&colour=red&about=someone@example.com");
  const notice = page.locator("main").getByText("Part of the address was not understood").locator("..");
  await expect(notice).toContainText("outcome=nonsense");
  await expect(notice).toContainText("colour");
  await expect(notice).toContainText("about=someone@example.com");
});

test("a duplicate is one line, received n times", async ({ page, sandbox, send }) => {
  const order = await sandbox.copy("captured");
  const { digest } = await send({ order, body: JSON.stringify(order.transaction) }, 4);
  await openSettled(page, digest, "Applied");
  await expect(region(page, "Verdict")).toContainText("It came 4 times and was applied once.");
  await expect(region(page, "At a glance")).toContainText("received 4 times");
});

test("a body that says other than Dintero is named part by part, and not believed", async ({
  page,
  sandbox,
  send,
}) => {
  const order = await sandbox.copy("captured");
  const body = JSON.stringify({ ...order.transaction, amount: 1, merchant_reference: "forged" });
  const { digest } = await send({ order, body });
  await openSettled(page, digest, "Body differs");
  const section = region(page, "Body");
  await expect(section).toContainText("amount");
  await expect(section).toContainText("merchant_reference");
  await expect(page.locator("h1")).toContainText(order.reference);
});

test("a body that is no JSON is shown as it came, byte for byte", async ({ page, sandbox, send }) => {
  const order = await sandbox.copy("captured");
  const { digest } = await send({ order, body: "<b>not json</b>" });
  await openSettled(page, digest, "Applied");
  await expect(region(page, "Body")).toContainText("<b>not json</b>");
});

interface Refused {
  readonly name: string;
  readonly delivery: Omit<Delivery, "order">;
  /** What the page must say. */
  readonly says: readonly string[];
}

const REFUSED: readonly Refused[] = [
  {
    name: "another host",
    delivery: {
      signed: (parts) => ({ ...parts, hostname: "shop.example.com" }),
      headers: { "x-forwarded-host": "shop.example.com" },
    },
    says: ["Dintero signed for the host shop.example.com, and Kontor expects localhost", "Set APP_URL"],
  },
  {
    name: "a space as %20 and not as +",
    delivery: {
      query: { note: "a b" },
      signed: (parts) => ({ ...parts, query: parts.query.replaceAll("+", "%20") }),
    },
    says: ["another spelling (%20)", "Let the query through unchanged"],
  },
  {
    name: "another account",
    delivery: { signed: (parts) => ({ ...parts, accountId: `P${parts.accountId.slice(1)}` }) },
    says: ["signed for the Dintero account P12345678", "DINTERO_ACCOUNT_ID"],
  },
  {
    name: "another secret",
    delivery: { secret: "somebody else's" },
    says: ["Compare DINTERO_SIGNATURE_SECRET"],
  },
];

test.describe("refused", () => {
  test.describe.configure({ mode: "serial" });
  for (const { name, delivery, says } of REFUSED) {
    test(`${name}: the page says which part would have matched and what to do`, async ({
      page,
      sandbox,
      send,
      expectAccessible,
    }) => {
      const order = await sandbox.copy("captured");
      const { status } = await send({ order, ...delivery });
      expect(status).toBe(401);
      await page.goto("/callbacks?outcome=refused");
      await page.locator("a[data-row]").first().click();
      const verdict = region(page, "Verdict");
      await expect(verdict).toContainText("Its signature does not match");
      for (const words of says) await expect(verdict).toContainText(words);
      const verification = region(page, "Verification");
      await expect(
        verification.getByRole("listitem").filter({ hasText: "The signature matches" }),
      ).toContainText("Failed");
      await expect(page.getByRole("button", { name: "Process again" })).toHaveCount(0);
      // Of what nobody vouched for, no value is kept.
      await expect(page.locator("main")).not.toContainText(order.reference);
      await expectAccessible();
    });
  }
});

test("a right signature with a wrong clock is kept apart, and the clock is named", async ({
  page,
  sandbox,
  send,
}) => {
  const order = await sandbox.copy("captured");
  const { status } = await send({ order, skewSeconds: -900 });
  expect(status).toBe(503);
  await openOnlyRowOf(page, order);
  await expect(region(page, "Verdict")).toContainText("its time is 15 minutes from our clock");
  await expect(region(page, "Verdict")).toContainText("time server");
  await expect(region(page, "Verification")).toContainText("15 minutes later than that");
  // What the alarms are made of is counted anew every few seconds.
  await expect(async () => {
    await page.goto("/callbacks");
    await expect(page.getByText(/came with a time too far from our clock/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test("a parked callback says why; a dry run changes nothing, and processing it again does", async ({
  page,
  sandbox,
  store,
  send,
  expectAccessible,
}) => {
  const order = await sandbox.copy("captured");
  const { digest } = await send({ order, body: JSON.stringify(order.transaction) });
  await openSettled(page, digest, "Applied");
  // What only ten failures over hours would bring.
  await store.query(
    "update deliveries set state = 'parked', failures = 10, last_error = 'internal' where delivery_id = $1",
    [digest],
  );
  await page.goto("/callbacks?outcome=parked");
  await expect(page.getByRole("row", { name: new RegExp(order.reference) })).toContainText("Needs attention");
  await page.goto(`/callbacks/${digest}`);
  await expect(region(page, "Verdict")).toContainText("could not work on it, ten times over");
  await page.getByRole("button", { name: "Process again" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText("Nothing would change");
  await expectAccessible();
  await page.reload();
  await expect(page.locator("h1 + span")).toHaveText("Needs attention");

  await page.getByRole("button", { name: "Process again" }).click();
  await expect(dialog.getByRole("status")).toContainText("Nothing would change");
  await dialog.getByRole("button", { name: "Process now" }).click();
  await expect(dialog.getByRole("status")).toContainText("Processed.");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(region(page, "Processed again")).toContainText("by");
  await expect(page.locator("h1 + span")).not.toHaveText("Needs attention");
});

test("what arrives meanwhile announces itself and jumps in only when asked", async ({
  page,
  sandbox,
  send,
}) => {
  const order = await sandbox.copy("captured");
  await page.goto(`/callbacks?about=${order.reference}`);
  await expect(page.getByText("No callback matches")).toBeVisible();
  await send({ order });
  await expect(page.getByText("One new callback")).toBeVisible();
  await expect(page.locator("a[data-row]")).toHaveCount(0);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.locator("a[data-row]")).toHaveCount(1);
});

test("the keys walk the list and its entries; Enter opens", async ({ page, sandbox, send }) => {
  const order = await sandbox.copy("captured");
  const first = await send({ order, query: { event: "CAPTURE" } });
  const second = await send({ order, query: { event: "REFUND" } });
  await page.goto(`/callbacks?about=${order.reference}`);
  const rows = page.locator("a[data-row]");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/callbacks/${first.digest}`));
  await page.getByRole("link", { name: "Newer" }).waitFor();
  await page.keyboard.press("[");
  await page.waitForURL(new RegExp(`/callbacks/${second.digest}.*about=`));
  await page.getByRole("link", { name: "All callbacks" }).click();
  await expect(rows).toHaveCount(2);
});

test("at 360 px rows become cards, and nothing sticks out", async ({ page, sandbox, send }) => {
  const order = await sandbox.copy("captured");
  const { digest } = await send({ order, body: JSON.stringify(order.transaction) });
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["/", "/callbacks", `/callbacks/${digest}`, "/callbacks?outcome=refused"]) {
    await page.goto(path);
    await page.locator("h1").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Callbacks" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Callbacks" })).toBeVisible();
});

test("the signed test goes the whole way and is applied", async ({ page }) => {
  await page.goto("/callbacks");
  const answer = await page.evaluate(async () => {
    const sent = await fetch("/api/callbacks/test", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    return { status: sent.status, text: await sent.text() };
  });
  expect(answer.status).toBe(200);
  const { status, callback_id: id }: { status: number; callback_id: string } = JSON.parse(answer.text);
  expect(status).toBe(200);
  await page.goto(`/callbacks/${id}`);
  await expect(region(page, "Verdict")).toContainText("Genuine");
});

test.describe("in dark", () => {
  test.use({ colorScheme: "dark" });
  test("log, detail and strip are accessible there too", async ({
    page,
    sandbox,
    send,
    expectAccessible,
  }) => {
    const order = await sandbox.copy("captured");
    const { digest } = await send({ order, body: "{}" });
    for (const path of ["/", "/callbacks", `/callbacks/${digest}`]) {
      await page.goto(path);
      await page.locator("h1").waitFor();
      await expectAccessible();
    }
  });
});

test.describe("support", () => {
  test.use({ role: "support" });
  test("reads the log, but no body and no way to process again", async ({ page, sandbox, send }) => {
    const order = await sandbox.copy("captured");
    const { digest } = await send({
      order,
      body: JSON.stringify({ canary: "never-for-support" }),
    });
    await page.goto(`/callbacks/${digest}`);
    await expect(region(page, "Body")).toContainText("Your role does not read bodies.");
    await expect(page.getByRole("button", { name: "Process again" })).toHaveCount(0);
    expect(await page.content()).not.toContain("never-for-support");
    await page.goto("/");
    await expect(page.getByRole("region", { name: "Callbacks" })).toContainText("Last one");
  });
});

test.describe("a manager", () => {
  test.use({ role: "manager", expectedErrors: [/status of 403/] });
  test("is shown no way to the log, and refused it", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Callbacks" })).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Callbacks" })).toHaveCount(0);
    const answer = await page.goto("/callbacks");
    expect(answer?.status()).toBe(403);
    const detail = await page.goto(`/callbacks/${"a".repeat(64)}`);
    expect(detail?.status()).toBe(403);
  });
});

test.describe("an id that nobody has", () => {
  test.use({ expectedErrors: [/status of 404/] });
  test("is 404 and leads back to the log", async ({ page, expectAccessible }) => {
    const answer = await page.goto(`/callbacks/${"a".repeat(64)}`);
    expect(answer?.status()).toBe(404);
    await expectAccessible();
    await page.getByRole("link", { name: "All callbacks" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Callbacks" })).toBeVisible();
  });
});
