import { expect, region, test } from "./fixtures";
import { freshWord, type Sandbox } from "./sandbox";

test.use({ role: "admin" });

/** Two orders of one person; the second names them only where it goes. */
async function ordersOf(sandbox: Sandbox, email: string) {
  const person = { first_name: "Erasmine", last_name: "Xylander", email };
  const order = (key: "billing_address" | "shipping_address") =>
    sandbox.copy("captured", ({ session, transaction }) => ({
      session: {
        ...session,
        customer: {},
        order: Object.assign({}, session?.order, {
          billing_address: {},
          shipping_address: {},
          [key]: person,
        }),
      },
      transaction: { ...transaction, customer: {}, billing_address: {}, shipping_address: {}, [key]: person },
    }));
  return [await order("billing_address"), await order("shipping_address")] as const;
}

test("F64 a person is erased from every order that names them, and Dintero's next word does not bring them back", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const email = `${freshWord(12)}@example.org`;
  const [first, second] = await ordersOf(sandbox, email);
  await page.goto(second.path);
  await page.goto(first.path);
  const customer = region(page, "Customer");
  await customer.getByRole("button", { name: "Erase…" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase this customer" });
  await dialog.getByRole("button", { name: "Find their orders" }).click();
  await expect(dialog.getByText("Say in a few words why you need it.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Request 4711");
  await dialog.getByRole("button", { name: "Find their orders" }).click();
  await expect(dialog.getByText("They are named in 4 sessions and transactions.")).toBeVisible();
  await expectAccessible();
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(customer.getByText("The customer’s data was erased on")).toBeVisible();

  // Both pages ask Dintero, which knows the person still.
  for (const order of [first, second]) {
    await page.goto(order.path);
    await expect(region(page, "Money")).toBeVisible();
    await expect(customer.getByText("The customer’s data was erased on")).toBeVisible();
    await expect(page.getByRole("button", { name: "Reveal", exact: true })).toHaveCount(0);
    const answer = await page.request.get(`/api/dintero${order.path}`);
    for (const text of [await page.content(), await answer.text()])
      expect(text).not.toMatch(/erasmine|xylander|@example\.org/i);
  }
  const found = await page.request.post("/api/search", { data: { q: email } });
  expect(await found.json()).toMatchObject({ matches: [] });
});

for (const role of ["support", "finance", "manager"] as const) {
  test.describe(() => {
    test.use({ role });
    test(`${role} can erase nobody`, async ({ page, sandbox }) => {
      const [order] = await ordersOf(sandbox, `${freshWord(12)}@example.org`);
      await page.goto(order.path);
      await expect(region(page, "Customer")).toBeVisible();
      await expect(page.getByRole("button", { name: "Erase…" })).toHaveCount(0);
      const refused = await page.request.post("/api/privacy/erase", {
        data: { kind: "session", id: order.path.split("/").at(-1), reason: "because", dry_run: false },
        headers: { origin: new URL(page.url()).origin },
      });
      expect(refused.status()).toBe(403);
    });
  });
}
