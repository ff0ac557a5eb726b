import type { Page } from "@playwright/test";
import { saveSettlements } from "@/lib/db/settlements";
import { minorUnits } from "@/lib/domain/minor-units";
import { expect, region, test } from "./fixtures";
import { ACCOUNT, freshWord, type Sandbox } from "./sandbox";

test.use({ role: "finance" });

/** An order captured on two sellers' behalf that only this test has, paid out by a settlement of its own. */
async function bring(page: Page, sandbox: Sandbox) {
  const word = freshWord(8);
  const [seller, other, settlement] = [`seller-${word}`, `other-${word}`, `stl-${word}`];
  const at = new Date(Date.now() - 12 * 86_400_000).toISOString();
  const order = await sandbox.copy("captured", ({ session, transaction }) => ({
    session,
    transaction: transaction && {
      ...transaction,
      amount: 100_000,
      currency: "NOK",
      status: "CAPTURED",
      events: [
        { id: "1", event: "AUTHORIZE", success: true, amount: 100_000, created_at: at },
        {
          ...{ id: "2", event: "CAPTURE", success: true, amount: 100_000, created_at: at },
          splits: [
            { payout_destination_id: seller, amount: 70_000 },
            { payout_destination_id: other, amount: 20_000 },
          ],
          fee_split: { type: "proportional", destinations: [seller] },
          settlements: {
            settlement_status: "SETTLED",
            events: [{ settlement_id: settlement, capture: 100_000, fee: 1_350, amount: 98_650 }],
          },
        },
      ],
    },
  }));
  await page.goto(order.path);
  await expect(region(page, "Verdict")).toBeVisible();
  return { ...order, seller, other, settlement };
}

/** What Kontor would have read of a settlement, had it asked: the browser tests' Kontor asks for nothing by itself. */
function held(id: string) {
  return {
    ...{ id, settledAt: new Date(Date.now() - 9 * 86_400_000).toISOString(), provider: "dintero_psp" },
    amounts: [
      {
        ...{ currency: "NOK", amount: minorUnits(93_750), capture: minorUnits(100_000) },
        ...{ refund: minorUnits(0), fee: minorUnits(6_250) },
      },
    ],
    paymentStatus: "paid",
    attachments: ["pdf", "csv", "xml"].map((extension, index) => ({ id: `att-${index + 1}`, extension })),
  };
}

test("a split capture is counted for each seller, and a figure leads to its parts and they to the order", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const { seller, other, reference } = await bring(page, sandbox);
  await page.goto("/payouts?currency=NOK");
  const payouts = page.getByRole("table", { name: "Payout destinations in NOK" });
  const row = payouts.getByRole("row").filter({ hasText: seller });
  await expect(row).toContainText("NOK 700.00");
  await expect(row).toContainText("NOK 13.50");
  await expect(payouts.getByRole("row").filter({ hasText: other })).toContainText("NOK 200.00");
  await expect(payouts.getByRole("row", { name: /^Own account/ })).toBeVisible();
  await expectAccessible();

  await row.getByRole("link", { name: "NOK 700.00" }).first().click();
  await page.waitForURL(/\/payouts\/splits\?/);
  const parts = page.getByRole("table", { name: "Parts of captures and refunds, newest first" });
  await expect(parts.getByRole("row")).toHaveCount(2);
  const part = parts.getByRole("row").filter({ hasText: reference });
  await expect(part).toContainText("70%");
  await expect(part).toContainText("Settled");
  await expectAccessible();
  await part.getByRole("link", { name: reference }).click();
  await page.waitForURL(/\/sessions\//);
});

test("a settlement stands beside its captures, and its files come as downloads or say where they are", async ({
  page,
  sandbox,
  store,
  expectAccessible,
}) => {
  const { settlement, reference } = await bring(page, sandbox);
  await saveSettlements(store, ACCOUNT, [held(settlement)], Date.now());
  await page.goto("/payouts/settlements");
  const row = page.getByRole("row").filter({ hasText: settlement });
  await expect(row).toContainText("NOK 937.50");
  await expect(row).toContainText("Other fees");
  await expectAccessible();

  await row.getByRole("link").first().click();
  await page.waitForURL(new RegExp(settlement));
  const amounts = page.getByRole("table", { name: "In NOK" });
  await expect(amounts.getByRole("row", { name: /^Captured/ })).toContainText("NOK 0.00");
  await expect(amounts.getByRole("row", { name: /^Fees/ })).toContainText("NOK 49.00");
  await expect(
    region(page, "Captures and refunds in it").getByRole("link", { name: reference }),
  ).toBeVisible();
  await expectAccessible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PDF" }).click();
  expect((await download).suggestedFilename()).toBe(`settlement-${settlement}-att-1.pdf`);
  await page.goto(`/payouts/settlements/${settlement}?elsewhere=att-3`);
  await expect(page.getByText("files.example.com")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open there" })).toHaveAttribute("rel", /noreferrer/);
});

test("what an address says wrongly is told on the page, and refused by the file", async ({ page }) => {
  await page.goto("/payouts/splits?colour=red&kind=void");
  await expect(page.getByText("There is no filter called “\u2068colour\u2069”.")).toBeVisible();
  await page.getByRole("link", { name: "Clean the address" }).click();
  await page.waitForURL(/\/payouts\/splits$/);
  const refused = await page.request.get("/api/payouts/export?rows=splits&colour=red");
  expect(refused.status()).toBe(400);
});

test("the file of splits names orders for finance", async ({ page, sandbox }) => {
  const { reference, seller } = await bring(page, sandbox);
  const answer = await page.request.get(`/api/payouts/export?rows=splits&destination=${seller}`);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="payout-splits-/);
  const text = await answer.text();
  expect(text).toContain(reference);
  expect(text).toContain("700.00,70000");
});

test.describe("for a manager", () => {
  test.use({ role: "manager" });
  test("payouts are figures, and files name no order", async ({ page, sandbox }) => {
    const { reference, seller } = await bring(page, sandbox);
    const answer = await page.request.get(`/api/payouts/export?rows=splits&destination=${seller}`);
    const text = await answer.text();
    expect(text).toContain("700.00,70000");
    expect(text).not.toContain(reference);
  });
});

test.describe("for support", () => {
  test.use({ role: "support", expectedErrors: [/403/] });
  test("payouts are not", async ({ page }) => {
    for (const path of ["/payouts", "/payouts/splits", "/payouts/settlements", "/payouts/settlements/x"]) {
      expect((await page.goto(path))?.status()).toBe(403);
    }
    await expect(page.getByRole("link", { name: "Payouts" })).toHaveCount(0);
    expect((await page.request.get("/api/payouts/export")).status()).toBe(403);
    expect((await page.request.get("/api/settlements/x/attachments/y")).status()).toBe(403);
  });
});
