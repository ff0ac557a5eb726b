import type { Page } from "@playwright/test";
import { expect, region, test } from "./fixtures";
import { ACCOUNT, freshId, freshWord } from "./sandbox";

const box = (page: Page) => page.getByRole("searchbox", { name: "Find an order" });

/** Types or pastes as a person does, and sends with Enter. */
async function lookUp(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press("Enter");
}

test("a session id, a transaction id or a reference opens its order at once, in quotes and with spaces around", async ({
  page,
  sandbox,
}) => {
  const order = await sandbox.copy("captured");
  const bareId = order.sessionId.slice(ACCOUNT.length + 1);
  for (const text of [`  "${order.sessionId}"  `, order.transactionId, bareId, `«#${order.reference}»`]) {
    await page.goto("/");
    await lookUp(page, text);
    await page.waitForURL(`**${order.path}`);
    await expect(page.getByRole("heading", { level: 1 }), text).toContainText(order.reference);
  }
});

test("a link to Dintero's Backoffice, to a return page or to a page here opens the order it names", async ({
  page,
  sandbox,
  baseURL,
}) => {
  const order = await sandbox.copy("authorized");
  for (const text of [
    `https://backoffice.dintero.com/${ACCOUNT}/payments/transactions/${order.transactionId}?tab=events#top`,
    `https://shop.example.com/thanks?transaction_id=${order.transactionId}`,
    `${baseURL}${order.path}?lane=money`,
  ]) {
    await page.goto("/");
    await lookUp(page, text);
    await page.waitForURL(`**${order.path}`);
  }
});

test("a reused reference offers its sessions, newest first, with statuses and times", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const { merchantReference, sessionId } = await sandbox.notable("reused-reference");
  await page.goto("/");
  await lookUp(page, merchantReference);
  const rows = page.getByRole("list", { name: "Matching orders" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  await expect(page.getByText("3 orders, newest first")).toBeVisible();
  await expect(rows.first()).toContainText("Captured");
  await expect(rows.nth(1)).toContainText("Failed");
  await expect(rows.nth(2)).toContainText("Failed");
  const times = await rows
    .locator("time")
    .evaluateAll((elements) => elements.map((time) => time.getAttribute("datetime") ?? ""));
  expect(times).toHaveLength(3);
  expect(times).toEqual(times.toSorted().toReversed());
  await expectAccessible();

  await rows.first().getByRole("link").click();
  await page.waitForURL(`**/sessions/${sessionId}`);
  await expect(region(page, "Other attempts").getByRole("listitem")).toHaveCount(2);
});

test("the provider's payment id, an event's and a request's id find an order that was looked up before", async ({
  page,
  sandbox,
}) => {
  const paymentId = `pay-${freshWord(16)}`;
  const requestId = `req-${freshWord(16)}`;
  const order = await sandbox.copy("captured", ({ session, transaction }) => ({
    session,
    transaction: {
      ...transaction,
      metadata: { "vipps:payment:id": paymentId },
      events: eventsOf(transaction).map((event, index) =>
        index === 0 ? { ...event, request_id: requestId } : event,
      ),
    },
  }));
  await page.goto(order.path);
  for (const text of [paymentId, requestId]) {
    await page.goto("/");
    await lookUp(page, text);
    // An event's id leads on to the event.
    await page.waitForURL((url) => url.pathname === order.path);
  }
});

test("e-mail, phone with and without +47, and name find the customer's order and leave no trace of them in the browser", async ({
  page,
  sandbox,
  context,
}) => {
  const digits = String(Math.floor(Math.random() * 9_000_000) + 1_000_000);
  const phone = `4${digits}`;
  const last = letters(freshWord(12));
  const email = `kari.${last}@example.org`;
  const person = { first_name: "Kari", last_name: last, email, phone_number: `+47${phone}` };
  const order = await sandbox.copy("captured", ({ session, transaction }) => ({
    session: { ...session, customer: { email, phone_number: `+47${phone}` } },
    transaction: {
      ...transaction,
      customer: { email, phone_number: `+47${phone}` },
      billing_address: person,
      shipping_address: person,
    },
  }));
  await page.goto(order.path);

  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url(), JSON.stringify(request.headers())));
  const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 5)} ${phone.slice(5)}`;
  for (const text of [
    email,
    email.toUpperCase(),
    `+47 ${spaced}`,
    phone,
    spaced,
    `0047${phone}`,
    `Kari ${last}`,
  ]) {
    await page.goto("/");
    await lookUp(page, text);
    await page.waitForURL(`**${order.path}`);
  }

  const kept = await page.evaluate(async () => ({
    history: history.length,
    entries: "navigation" in window ? window.navigation.entries().map(({ url }) => url) : [],
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    title: document.title,
  }));
  const traces = JSON.stringify([asked, kept, await context.cookies()]).toLowerCase();
  for (const secret of [email, encodeURIComponent(email), phone, spaced, last]) {
    expect(traces).not.toContain(secret.toLowerCase());
  }
  expect(kept).toMatchObject({ databases: 0, caches: 0, session: "{}" });
});

test("a miss says so, what the text was taken for, and what to do next", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/");
  await lookUp(page, `NOPE-${freshWord(10)}`);
  await expect(page.getByText("No order found", { exact: true })).toBeVisible();
  await expect(page.getByText(/Looked for it as .*a merchant reference.* or /)).toBeVisible();
  await expect(page.getByText("Dintero was asked too, and does not know it.")).toBeVisible();
  await expectAccessible();
  await lookUp(page, freshId());
  await expect(page.getByText("Looked for it as a session id or a transaction id.")).toBeVisible();
});

test("an id of another account names that account, and Dintero is not asked for it", async ({
  page,
  sandbox,
}) => {
  const id = `P87654321.${freshWord(22)}`;
  await page.goto("/");
  await lookUp(page, id);
  await expect(page.getByText("That id belongs to Dintero account P87654321")).toBeVisible();
  expect(await sandbox.requestsWith(id)).toEqual([]);
});

test("everything works with the keyboard alone", async ({ page, sandbox }) => {
  const { merchantReference } = await sandbox.notable("reused-reference");
  await page.goto("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(merchantReference);
  await page.keyboard.press("Enter");
  const links = page.getByRole("list", { name: "Matching orders" }).getByRole("link");
  await expect(links).toHaveCount(3);
  await expect(page.getByRole("status").filter({ hasText: "3 orders found" })).toBeAttached();

  await page.keyboard.press("ArrowDown");
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("End");
  await expect(links.nth(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sessions/*");

  // From any page: "/" leads to the box in the bar, Esc closes its answer.
  await expect(region(page, "Verdict")).toBeVisible();
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(merchantReference);
  await page.keyboard.press("Enter");
  await expect(links).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(links).toHaveCount(0);
  await expect(box(page)).toBeFocused();
});

test("what one opened is listed at home", async ({ page, sandbox }) => {
  const order = await sandbox.copy("voided");
  await page.goto(order.path);
  await page.goto("/");
  await expect(region(page, "Recently looked up").getByRole("link", { name: order.reference })).toBeVisible();
});

function eventsOf(transaction: Readonly<Record<string, unknown>> | undefined): Record<string, string>[] {
  return JSON.parse(JSON.stringify(transaction?.events ?? []));
}

/** A name has no digits. */
function letters(text: string): string {
  return text.replaceAll(/\d/g, (digit) => "bcdfghjklm".charAt(Number(digit)));
}
