import type { Page } from "@playwright/test";
import { expect, region, test } from "./fixtures";
import { freshWord, type OwnOrder, type Sandbox, SEED_SESSION } from "./sandbox";

const box = (page: Page) => page.getByRole("searchbox", { name: "Find an order" });
const options = (page: Page) => page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");

/** An order that Kontor knows because somebody opened it. */
async function opened(
  page: Page,
  sandbox: Sandbox,
  change?: Parameters<Sandbox["copy"]>[1],
): Promise<OwnOrder> {
  const order = await sandbox.copy("captured", change);
  await page.goto(order.path);
  await expect(region(page, "Verdict")).toBeVisible();
  return order;
}

/** The same order under `reference`, for words that a test types. */
const named =
  (reference: string): Parameters<Sandbox["copy"]>[1] =>
  ({ session, transaction }) =>
    JSON.parse(
      JSON.stringify({ session, transaction }).replaceAll(/"merchant_reference":"[^"]*"/g, () => {
        return `"merchant_reference":${JSON.stringify(reference)}`;
      }),
    );

test("with the keyboard alone: type a part, walk the suggestions, open one", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const word = `KBD-${freshWord(8)}`;
  await opened(page, sandbox, named(`${word}-1`));
  const second = await opened(page, sandbox, named(`${word}-2`));
  await page.goto("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type(word.toLowerCase());
  await expect(options(page)).toHaveCount(2);
  await expect(options(page).first().locator("mark")).toHaveText(word);
  await expect(page.getByRole("status").filter({ hasText: "2 orders." })).toBeAttached();
  await expectAccessible();

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(box(page)).toBeFocused();
  const active = await box(page).getAttribute("aria-activedescendant");
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(box(page)).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  await expect(box(page)).toHaveValue(word.toLowerCase());

  await page.keyboard.type("-2");
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${second.path}`);
});

test("typing asks nobody but Kontor, and of earlier answers none comes after a later one", async ({
  page,
  sandbox,
}) => {
  const order = await opened(page, sandbox);
  await page.goto("/");
  const unknown = `UNKNOWN-${freshWord(10)}`;
  const bodies: string[] = [];
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/api/search/ahead", async (route) => {
    bodies.push(route.request().postData() ?? "");
    // The first answer would come last.
    if (bodies.length === 1) await released;
    await route.continue().catch(() => {});
  });
  await box(page).pressSequentially(unknown.slice(0, 8));
  await expect.poll(() => bodies.length).toBeGreaterThan(0);
  await box(page).fill(order.reference);
  await expect(options(page)).toHaveCount(1);
  release();
  await box(page).fill(unknown);
  await expect(page.getByText("No saved order matches. Press Enter to ask Dintero.")).toBeVisible();
  await expect(options(page)).toHaveCount(0);
  // A word is asked about when the hand rests, not with each of its letters.
  expect(bodies.length).toBeLessThan(6);
  expect(await sandbox.requestsWith(unknown)).toEqual([]);
});

test("a suggestion by name or e-mail shows neither", async ({ page, sandbox }) => {
  const last = `Gjemt${freshWord(9).replaceAll(/\d/g, "x")}`;
  const email = `kari.${last}@example.org`.toLowerCase();
  await opened(page, sandbox, ({ session, transaction }) => {
    const person = { first_name: "Kari", last_name: last, email };
    return {
      session,
      transaction: { ...transaction, customer: { email }, billing_address: person, shipping_address: person },
    };
  });
  await page.goto("/");
  for (const [text, shown] of [
    [last.slice(0, 9), "by name K••• G•••"],
    [email, "by e-mail k•••@e•••.org"],
  ] as const) {
    await box(page).fill(text);
    await expect(options(page)).toHaveCount(1);
    await expect(options(page).first()).toContainText(shown);
    await expect(options(page).first()).not.toContainText(new RegExp(last, "i"));
  }
});

test("an event's id opens the order at that event", async ({ page, sandbox }) => {
  const requestId = `req-${freshWord(16)}`;
  const order = await opened(page, sandbox, ({ session, transaction }) => {
    const events: object[] = JSON.parse(JSON.stringify(transaction?.events ?? []));
    const changed = events.map((event, index) => (index === 0 ? { ...event, request_id: requestId } : event));
    return { session, transaction: { ...transaction, events: JSON.parse(JSON.stringify(changed)) } };
  });
  await page.goto("/");
  await box(page).fill(requestId);
  await box(page).press("Enter");
  await page.waitForURL(new RegExp(`${order.sessionId}#evt-t-`));
  await expect(page.locator("li:target")).toBeInViewport();
});

test("hostile references are only text: marked, isolated, and within 360 px", async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  const word = freshWord(8);
  const hostile = [
    `<img src=x onerror=alert(1)>${word}`,
    `\u202e${word}gpj.exe`,
    `${word}${"W".repeat(200)}`,
    `${word}'"><script>alert(1)</script>`,
    `{{${word}}}\u0000%_\\`,
  ];
  page.on("dialog", (dialog) => {
    throw new Error(`a dialog: ${dialog.message()}`);
  });
  for (const reference of hostile) await opened(page, sandbox, named(reference));
  await page.goto("/");
  await box(page).fill(word);
  await expect(options(page)).toHaveCount(hostile.length);
  await expect(options(page).locator("mark")).toHaveText(hostile.map(() => word));
  for (const text of hostile) {
    await box(page).fill(text);
    await expect(page.locator("img[src=x]")).toHaveCount(0);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("a reused reference says how its tries ended", async ({ page, sandbox }) => {
  const { merchantReference } = await sandbox.notable("reused-reference");
  await page.goto("/");
  await box(page).fill(merchantReference);
  await box(page).press("Enter");
  await expect(page.getByText(/^3 sessions for .*KONTOR-.*: 1 captured, 2 failed$/)).toBeVisible();
});

test.describe("the command palette", () => {
  const field = (page: Page) => page.getByRole("combobox", { name: "Find an order or a page" });

  /** A page that was just loaded may not hear keys yet. */
  const openPalette = (page: Page) =>
    expect(async () => {
      if ((await field(page).count()) === 0) await page.keyboard.press("Control+k");
      await expect(field(page)).toBeFocused({ timeout: 1_000 });
    }).toPass();

  test("opens over any page, from a field too, and gives the focus back", async ({
    page,
    expectAccessible,
  }) => {
    await page.goto(`/sessions/${SEED_SESSION}`);
    await box(page).focus();
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await expectAccessible();
    await page.keyboard.press("Control+k");
    await expect(field(page)).toHaveCount(0);
    await expect(box(page)).toBeFocused();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    await expect(field(page)).toHaveCount(0);
    await expect(box(page)).toBeFocused();
  });

  test("goes to a page by name, to what was opened last, and to any order by any id", async ({
    page,
    sandbox,
  }) => {
    const order = await opened(page, sandbox);
    await page.goto("/look-up");
    await openPalette(page);
    await page.keyboard.type("hom");
    await page.keyboard.press("Enter");
    await page.waitForURL("/");

    await page.keyboard.press("Control+k");
    const recent = page.getByRole("group", { name: "Recently looked up" }).getByRole("option");
    await recent.filter({ hasText: order.reference }).click();
    await page.waitForURL(`**${order.path}`);

    // A pasted id is part of nothing that is shown: the server's word counts.
    await page.goto("/");
    await openPalette(page);
    await page.keyboard.type(order.transactionId);
    await expect(page.getByRole("group", { name: "Orders" }).getByRole("option").first()).toContainText(
      order.reference,
    );
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${order.path}`);
  });

  test("asks Dintero for what is not saved, also when Enter comes before any suggestion", async ({
    page,
    sandbox,
  }) => {
    const order = await sandbox.copy("authorized");
    await page.goto("/");
    await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused();
    await page.keyboard.insertText(order.reference);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${order.path}`);
  });
});

test.describe("keys", () => {
  test("? shows what can be pressed here; chords lead to pages; neither while typing or behind a dialog", async ({
    page,
  }) => {
    await page.goto(`/sessions/${SEED_SESSION}`);
    await expect(region(page, "Verdict")).toBeVisible();
    await page.keyboard.press("Shift+?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await expect(dialog.getByText("Find or go to anything")).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.keyboard.press("/");
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);

    await box(page).focus();
    await page.keyboard.type("gh?");
    await expect(box(page)).toHaveValue("gh?");
    await box(page).blur();
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.waitForURL("/");
  });
});
