import type { Page } from "@playwright/test";
import { expect, region, signIn, test } from "./fixtures";
import { ACCOUNT, freshWord, type OwnOrder, type Sandbox } from "./sandbox";

const PERSON = {
  first_name: "Qunigunde",
  last_name: "Zebrowsky",
  address_line: "Quartzveien 77",
  postal_code: "9876",
  postal_place: "Quexby",
  country: "NO",
  email: "q.zebrowsky@example.org",
  phone_number: "+4791827364",
};
const IP = "203.0.113.77";
const CLEAR = [
  PERSON.first_name,
  PERSON.last_name,
  PERSON.address_line,
  PERSON.postal_place,
  PERSON.email,
  PERSON.phone_number,
  IP,
];

/** A captured order of one person whose every detail is found nowhere else. */
function orderOf(sandbox: Sandbox): Promise<OwnOrder> {
  const customer = { email: PERSON.email, phone_number: PERSON.phone_number };
  return sandbox.copy("captured", ({ session, transaction }) => {
    const order = Object.assign({}, session?.order, { billing_address: PERSON, shipping_address: PERSON });
    return {
      session: { ...session, order, customer, customer_ip: IP },
      transaction: {
        ...transaction,
        billing_address: PERSON,
        shipping_address: PERSON,
        customer,
        customer_ip: IP,
      },
    };
  });
}

async function reveal(page: Page, reason: string): Promise<void> {
  await region(page, "Customer").getByRole("button", { name: "Reveal", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill(reason);
  await page.getByRole("dialog").getByRole("button", { name: "Reveal contact data" }).click();
}

test("contact data is masked until a reason is given, then readable, then masked again by itself", async ({
  page,
  sandbox,
  store,
  expectAccessible,
}) => {
  const order = await orderOf(sandbox);
  await page.clock.install();
  await page.goto(order.path);
  const customer = region(page, "Customer");
  await expect(customer).toContainText("Contact data is masked.");
  await expect(customer).toContainText("q•••@e•••.org");
  await expect(customer).toContainText("+47 •••• ••64");
  for (const value of CLEAR) expect(await page.content()).not.toContain(value);

  // Without a reason nothing happens.
  await customer.getByRole("button", { name: "Reveal", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Reveal contact data" });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await dialog.getByRole("button", { name: "Reveal contact data" }).click();
  await expect(dialog.getByText("Say in a few words why you need it.")).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(customer.getByRole("button", { name: "Reveal", exact: true })).toBeFocused();

  await reveal(page, "Ticket 4711: calls about the delivery");
  await expect(customer).toContainText(PERSON.email);
  await expect(customer).toContainText("Contact data is readable until");
  await expect(region(page, "Shipping address")).toContainText("Qunigunde Zebrowsky");
  await expect(region(page, "Billing address")).toContainText(PERSON.address_line);
  await expect(region(page, "Device and system")).toContainText(IP);

  // Five minutes later, on the server's clock and on the browser's.
  await store.query("update reveals set expires_at = now() where session_id = $1", [order.sessionId]);
  await page.clock.fastForward("05:10");
  await expect(customer).toContainText("Contact data is masked.");
  for (const value of CLEAR) await expect(page.getByText(value).first()).toBeHidden();
});

test("who looked and why is on record before anything is shown, for this order only and for this person only", async ({
  page,
  sandbox,
  store,
  account,
  browser,
  stateOf,
  baseURL,
}) => {
  const [order, other] = [await orderOf(sandbox), await orderOf(sandbox)];
  const finance = await account("finance");
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const own = await context.newPage();
  await own.goto("/sign-in");
  await signIn(own, finance);
  await own.goto(order.path);
  const reason = `Refund question ${freshWord(8)}`;
  await reveal(own, reason);
  await expect(region(own, "Customer")).toContainText(PERSON.email);

  const { rows } = await store.query<{
    action: string;
    outcome: string;
    reason: string | null;
    subject_id: string;
  }>(
    "select action, outcome, reason, subject_id from audit where account_id = $1 and actor_id = $2 order by audit_id",
    [ACCOUNT, finance.userId],
  );
  expect(rows).toContainEqual({
    action: "contact.reveal",
    outcome: "done",
    reason,
    subject_id: order.sessionId,
  });
  expect(rows).toContainEqual({
    action: "orders.read",
    outcome: "done",
    reason: null,
    subject_id: order.sessionId,
  });
  expect(JSON.stringify(rows)).not.toContain(PERSON.email);

  await own.goto(other.path);
  await expect(region(own, "Customer")).toContainText("Contact data is masked.");
  await context.close();
  await page.goto(order.path);
  await expect(region(page, "Customer")).toContainText("Contact data is masked.");
  expect(await stateOf("support")).toBeTruthy();
});

test("F51 a manager gets no button, and asking the route is refused and recorded", async ({
  browser,
  sandbox,
  store,
  account,
  baseURL,
}) => {
  const order = await orderOf(sandbox);
  const manager = await account("manager");
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, manager);
  await page.goto(order.path);
  await expect(region(page, "Customer")).toContainText("Contact data is masked.");
  await expect(page.getByRole("button", { name: "Reveal", exact: true })).toHaveCount(0);
  const refused = await page.request.post(`/api/dintero${order.path}/reveal`, {
    data: { reason: "curious" },
    headers: { origin: baseURL ?? "" },
  });
  expect([refused.status(), (await refused.json()).code]).toEqual([403, "forbidden"]);
  const { rows } = await store.query<{ outcome: string }>(
    "select outcome from audit where account_id = $1 and actor_id = $2 and action = 'contact.reveal'",
    [ACCOUNT, manager.userId],
  );
  expect(rows).toEqual([{ outcome: "denied" }]);
  await page.reload();
  await expect(region(page, "Customer")).toContainText("Contact data is masked.");
  await context.close();
});

test("F56 a reveal without a reason, or sent from another site, reveals nothing", async ({
  page,
  sandbox,
  baseURL,
}) => {
  const order = await orderOf(sandbox);
  const path = `/api/dintero${order.path}/reveal`;
  const own = { origin: baseURL ?? "" };
  for (const data of [
    {},
    { reason: "" },
    { reason: "  " },
    { reason: "x".repeat(501) },
    { reason: "fine", more: 1 },
  ]) {
    const answer = await page.request.post(path, { data, headers: own });
    expect(answer.status(), JSON.stringify(data).slice(0, 60)).toBe(400);
  }
  const foreign = await page.request.post(path, {
    data: { reason: "a good one" },
    headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  });
  expect([foreign.status(), (await foreign.json()).code]).toEqual([403, "csrf"]);
  await page.goto(order.path);
  await expect(region(page, "Customer")).toContainText("Contact data is masked.");
});
