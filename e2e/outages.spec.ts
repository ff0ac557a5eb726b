import { expect, region, test } from "./fixtures";
import type { OwnOrder, Sandbox } from "./sandbox";

// The browser's own word on answers that are errors on purpose.
test.use({ expectedErrors: [/status of 50\d/] });
test.describe.configure({ mode: "serial" });

/** Both halves of the order stay ill until `endFaults`. */
async function spoil(
  sandbox: Sandbox,
  order: OwnOrder,
  fault: { readonly kind: string; readonly status?: number },
) {
  for (const id of [order.sessionId, order.transactionId]) {
    await sandbox.fault({ path: `/v1/*/${id}`, times: null, fault: { ...fault } });
  }
}

/** A healthy answer closes the breaker, so that each test begins as the first did. */
test.afterEach(async ({ page, sandbox }) => {
  await sandbox.endFaults();
  const { sessionId } = await sandbox.notable("authorized");
  await expect
    .poll(async () => (await (await page.request.get(`/api/dintero/sessions/${sessionId}`)).json()).source)
    .toBe("dintero");
});

for (const [name, fault, because] of [
  ["F43 answers with errors", { kind: "status", status: 503 }, "Dintero answered with an error"],
  ["F44 hangs", { kind: "hang" }, "Dintero took too long to answer"],
  ["F42 asks to slow down", { kind: "rate-limited" }, "Dintero asks us to slow down"],
  ["F45 sends what cannot be read", { kind: "truncated" }, "Dintero’s answer could not be read"],
  ["F45 sends another order", { kind: "wrong-id" }, "Dintero’s answer could not be read"],
] as const) {
  test(`when Dintero ${name.replace(/^(F\d+) (.*)/, "$2 ($1)")}, the saved copy is shown with its date and the reason`, async ({
    page,
    sandbox,
  }) => {
    const order = await sandbox.copy("captured");
    await page.goto(order.path);
    await expect(page.getByText("From Dintero at")).toBeVisible();
    await spoil(sandbox, order, fault);
    await page.goto(order.path);
    await expect(page.getByText("Saved copy from")).toBeVisible();
    await expect(page.getByText("Saved copy from").locator("time").first()).toHaveAttribute(
      "datetime",
      /^\d{4}-/,
    );
    await expect(page.getByText(because)).toBeVisible();
    await expect(page.getByText("From Dintero at")).toHaveCount(0);
    await expect(region(page, "Verdict")).toContainText("has been captured");
    const answer = await page.request.get(`/api/dintero${order.path}`);
    expect([answer.status(), (await answer.json()).source]).toEqual([200, "saved"]);
  });
}

test("without a saved copy the reader is told what happened, and trying again shows the order once Dintero is back", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const order = await sandbox.copy("captured");
  await spoil(sandbox, order, { kind: "status", status: 503 });
  await page.goto(order.path);
  await expect(page.getByText("Dintero answered with an error")).toBeVisible();
  await expect(page.getByText(/Request id/)).toBeVisible();
  await expectAccessible();
  const answer = await page.request.get(`/api/dintero${order.path}`);
  expect(answer.status()).toBe(502);
  expect(await answer.json()).toMatchObject({ type: "urn:problem:upstream-error", code: "upstream-error" });

  await sandbox.endFaults();
  await expect(async () => {
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(region(page, "Verdict")).toContainText("has been captured", { timeout: 3_000 });
  }).toPass();
});

test("when only the transaction cannot be read, the session is shown and says so", async ({
  page,
  sandbox,
}) => {
  const order = await sandbox.copy("captured");
  await sandbox.fault({
    path: `/v1/transactions/${order.transactionId}`,
    times: null,
    fault: { kind: "status", status: 500 },
  });
  await page.goto(order.path);
  await expect(page.getByText("The transaction could not be read from Dintero")).toBeVisible();
  await expect(region(page, "Order items").getByRole("row")).not.toHaveCount(0);
  await expect(region(page, "Payment configuration")).toBeVisible();
});

test("F40 a token that ends in mid-life is renewed, and nobody notices", async ({ page, sandbox }) => {
  const order = await sandbox.copy("captured");
  await sandbox.revokeTokens();
  await page.goto(order.path);
  await expect(page.getByText("From Dintero at")).toBeVisible();
  await expect(region(page, "Verdict")).toContainText("has been captured");
});

test("the look-up box tells what to do and what to quote, and can try again", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const id = "T12345678.lookUpBoxTest00000001";
  await sandbox.fault({ path: `/v1/*/${id}`, times: null, fault: { kind: "disconnect" } });
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Find an order" }).fill(id);
  await page.keyboard.press("Enter");
  const alert = page.getByRole("alert").filter({ hasText: "Dintero cannot be reached" });
  await expect(alert).toContainText(/Request id \S+/);
  await expectAccessible();
  const asked = page.waitForRequest("**/api/search");
  await alert.getByRole("button", { name: "Try again" }).click();
  expect((await asked).postDataJSON()).toMatchObject({ q: id });
});
