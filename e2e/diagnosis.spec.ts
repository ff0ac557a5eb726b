import type { Locator, Page } from "@playwright/test";
import type { JsonObject } from "@/lib/domain/json";
import { expect, region, test } from "./fixtures";
import type { Documents, NotableName } from "./sandbox";

const open = async (page: Page, path: string): Promise<Locator> => {
  await page.goto(path);
  await expect(region(page, "Verdict")).toBeVisible();
  return region(page, "Verdict");
};

/** What a person who knows nothing of payments must be able to say of each: who, what happened, what to do, what to answer. */
const CASES: readonly [NotableName, string, RegExp, RegExp, RegExp][] = [
  [
    "failed-insufficient-funds",
    "Bank",
    /not enough money in the account/,
    /another card or another way to pay/,
    /annet kort eller en annen betalingsmåte/,
  ],
  [
    "failed-pick-up-card",
    "Bank",
    /has stopped the card/,
    /Do not ask for another try with this card/,
    /gik desværre ikke igennem/,
  ],
  [
    "failed-older-vocabulary",
    "Bank",
    /card has expired/,
    /a card that is still valid/,
    /Kontroller at opplysningene/,
  ],
  [
    "failed-invalid-merchant",
    "Our set-up",
    /Our agreement for this payment method was refused/,
    /not their fault/,
    /felet ligger hos oss/,
  ],
  [
    "declined-by-customer",
    "Customer",
    /The customer declined the payment/,
    /meant to stop/,
    /ny betalingslenke/,
  ],
  [
    "verification-not-completed",
    "Customer",
    /did not finish approving the payment/,
    /approve the payment when asked/,
    /bekreft betalingen/,
  ],
  [
    "session-rejected",
    "Bank",
    /credit provider turned/,
    /choose another way to pay/,
    /en annen betalingsmåte/,
  ],
  [
    "attempt-not-finished",
    "Customer",
    /started to pay but never finished/,
    /Do not ask the customer to pay again/,
    /Vent med å betale/,
  ],
  ["abandoned", "Customer", /checkout/, /payment link/, /Tilauksen/],
  ["cancelled", "Our set-up", /The shop cancelled the session/, /new payment link/, /ble avbrutt/],
  [
    "reason-nobody-knows",
    "Unknown",
    /no words for yet/,
    /Pass the reason below on/,
    /en annen betalingsmåte/,
  ],
  ["outcome-unknown", "Payment provider", /./, /until the outcome is known/, /Vent med å betale/],
  ["capture-failed", ".", /The capture failed/, /Look this order up again/, /er reservert/],
  ["refund-failed", "Bank", /The refund failed/, /another way to pay the money back/, /Tilbakebetalingen/],
  [
    "on-hold",
    "Payment provider",
    /has not failed: the provider is reviewing it/,
    /Do not send the goods yet/,
    /under behandling/,
  ],
];

for (const [name, who, what, next, reply] of CASES) {
  test(`says what happened, who must act and what to answer: ${name}`, async ({ page, sandbox }) => {
    const { sessionId } = await sandbox.notable(name);
    const verdict = await open(page, `/sessions/${sessionId}`);
    await expect(verdict).toContainText(what);
    await expect(verdict.getByText(new RegExp(`Who: ${who}`))).toBeVisible();
    await expect(verdict.getByRole("listitem").filter({ hasText: next }).first()).toBeVisible();
    await expect(verdict.getByText(reply).first()).toBeVisible();
  });
}

test("the reply is there in five languages, in the customer's first, and is copied as shown", async ({
  page,
  context,
  sandbox,
  expectAccessible,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { sessionId, merchantReference } = await sandbox.notable("failed-pick-up-card");
  const verdict = await open(page, `/sessions/${sessionId}`);
  const reply = verdict.getByRole("group", { name: "Reply to the customer" });
  await expect(reply.getByRole("radio", { name: "Dansk" })).toBeChecked();
  for (const [name, language, words] of [
    ["Norsk", "nb", "gikk dessverre ikke gjennom"],
    ["Svenska", "sv", "gick tyvärr inte igenom"],
    ["Suomi", "fi", "ei valitettavasti onnistunut"],
    ["English", "en", "did not go through"],
  ] as const) {
    await reply.getByText(name, { exact: true }).click();
    const text = verdict.locator(`p[lang=${language}]`);
    await expect(text).toContainText(words);
    await expect(text).toContainText(merchantReference);
    await expect(verdict.locator("p[lang]:visible")).toHaveCount(1);
  }
  await verdict.getByRole("button", { name: "Copy the reply in English" }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain("did not go through");
  expect(await copied()).not.toMatch(/bank|stolen|lost|fraud|refused/i);
  await expectAccessible();
});

test("the evidence is given as received, with the standard's meaning, whose word it is, and the event", async ({
  page,
  sandbox,
}) => {
  const { sessionId } = await sandbox.notable("failed-insufficient-funds");
  const verdict = await open(page, `/sessions/${sessionId}`);
  for (const part of [
    "INSUFFICIENT_FUNDS",
    "51",
    "Not sufficient funds",
    "Our reading of the value",
    "Dintero's API reference",
    /not before .* ?\(\d+ (h|min).* left\)/,
  ])
    await expect(verdict).toContainText(part);
  await verdict.getByRole("link", { name: "Show in the timeline" }).click();
  await expect(page.locator(":target")).toContainText("The authorization failed");
});

test("a failed attempt tells that its reference was paid four minutes later, and leads there", async ({
  page,
  sandbox,
}) => {
  const paid = await sandbox.copy("authorized", (documents) => paidJustNow(documents, ELSEWHERE));
  const refused = await sandbox.copy("failed-insufficient-funds", ({ session, transaction }) =>
    refusedEarlier({ session, transaction }, paid.reference),
  );
  await open(page, paid.path);
  const verdict = await open(page, refused.path);
  await expect(verdict).toContainText("Paid after all: 4 min later with Vipps.");
  await expect(verdict).toContainText("Session 1 of 2 with this reference");
  await expect(verdict).toContainText("Do not ask for another payment");
  await expect(verdict.getByText(/du trenger ikke betale på nytt/).first()).toBeVisible();
  await verdict.getByRole("link", { name: "Open that order" }).click();
  await expect(page).toHaveURL(paid.path);
  await expect(region(page, "Verdict")).toContainText(
    "One attempt with this reference failed before this one was paid.",
  );
});

const MINUTE = 60_000;
const ELSEWHERE = "https://shop.example.com/callback?report_error=true";
/** One instant for all of a file: two orders lie exactly as far apart as they say. */
const NOW = Date.now();
const minutesAgo = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();

/** Four minutes before `paidJustNow`, under the same reference. */
function refusedEarlier({ session, transaction }: Documents, reference: string): Documents {
  const at = minutesAgo(44);
  const order = session?.order;
  const events = [
    {
      id: "1",
      event: "AUTHORIZE",
      transaction_status: "FAILED",
      success: false,
      created_at: at,
      error: { type: ["INSUFFICIENT_FUNDS"] },
    },
  ];
  return {
    session: {
      ...session,
      created_at: at,
      order: typeof order === "object" ? { ...order, merchant_reference: reference } : null,
    },
    transaction: { ...transaction, created_at: at, merchant_reference: reference, events },
  };
}

/** An authorization of the last half hour, told to `callbackUrl` or to nobody. */
function paidJustNow(documents: Documents, callbackUrl: string): Documents {
  const at = minutesAgo(40);
  const events = [
    {
      id: "1",
      event: "AUTHORIZE",
      transaction_status: "AUTHORIZED",
      success: true,
      created_at: at,
      amount: 10_000,
    },
  ];
  const url: JsonObject = { return_url: "https://shop.example.com", callback_url: callbackUrl };
  return {
    session: { ...documents.session, url, created_at: at },
    transaction: { ...documents.transaction, status: "AUTHORIZED", events, amount: 10_000, created_at: at },
  };
}

test("a payment whose message never came is called paid, and says what to do in the shop", async ({
  page,
  sandbox,
  baseURL,
}) => {
  const address = `${baseURL}/api/dintero/callback?method=POST&report_error=true`;
  const order = await sandbox.copy("authorized", (documents) => paidJustNow(documents, address));
  const verdict = await open(page, order.path);
  await expect(verdict).toContainText("The customer has paid, but no message about it has reached us.");
  await expect(verdict).toContainText("Check that the order stands as paid in the shop");
  await expect(verdict.getByText("er i orden, og du trenger ikke betale på nytt").first()).toBeVisible();

  await sandbox.deliver({ transactionId: order.transactionId });
  await expect(async () => {
    await page.reload();
    await expect(region(page, "Verdict")).not.toContainText("no message about it", { timeout: 1_000 });
  }).toPass();
});

test("the customer's way shows where they stopped, on what, and what there was to pay with", async ({
  page,
  sandbox,
}) => {
  const { sessionId } = await sandbox.notable("attempt-not-finished");
  await open(page, `/sessions/${sessionId}`);
  const story = region(page, "The customer's way");
  await expect(story).toContainText("The customer stopped in the middle of paying.");
  await expect(story.getByRole("listitem").filter({ hasText: "Started to pay with Vipps" })).toBeVisible();
  await expect(story).toContainText("The checkout expired");
  await story.getByText(/could not be used/).click();
  await expect(story).toContainText(/switched off|outside what the method allows/i);
});

test("a narrow screen reads the same, with nothing cut off", async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { sessionId } = await sandbox.notable("failed-insufficient-funds");
  await open(page, `/sessions/${sessionId}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
