import { expect, region, test } from "./fixtures";
import { ACCOUNT, freshId, freshWord } from "./sandbox";

test.use({ expectedErrors: [/status of 40[04]/] });

test("an order that nobody has is a page that says so, and leads back to the look-up", async ({
  page,
  sandbox,
  expectAccessible,
}) => {
  const id = freshId();
  await page.goto(`/sessions/${id}`);
  await expect(page.getByText("There is no such order")).toBeVisible();
  await expectAccessible();
  expect(await sandbox.requestsWith(id)).toEqual([`GET /v1/sessions/${id}`]);
  const answer = await page.request.get(`/api/dintero/sessions/${id}`);
  expect([answer.status(), (await answer.json()).code]).toEqual([404, "not-found"]);
  await page.getByRole("link", { name: "Look up another order" }).click();
  await expect(page.getByRole("searchbox", { name: "Find an order" })).toBeVisible();
});

test("an order of another account, or of this one's other environment, is named as such without asking Dintero", async ({
  page,
  sandbox,
}) => {
  const [other, production] = [`T87654321.${freshWord(22)}`, `P${ACCOUNT.slice(1)}.${freshWord(22)}`];
  await page.goto(`/sessions/${other}`);
  await expect(page.getByText("This order belongs to Dintero account T87654321")).toBeVisible();
  await page.goto(`/transactions/${production}`);
  await expect(page.getByText(/the other environment of this account/)).toBeVisible();
  expect([...(await sandbox.requestsWith(other)), ...(await sandbox.requestsWith(production))]).toEqual([]);
});

test("F49 a hostile id is refused, or asked for exactly as it is; it reaches no other address and no other page", async ({
  page,
  sandbox,
}) => {
  const word = freshWord(12);
  const hostile = [
    `../transactions/${word}`,
    `..\\..\\${word}`,
    `%2e%2e%2f${word}`,
    `${word}/../../accounts`,
    `${word}?includes=card.payment_token`,
    `${word}#fragment`,
    `${word}%00`,
    `${word}\r\nx-injected: 1`,
    `https://evil.example/${word}`,
    `//evil.example/${word}`,
    `<script>alert("${word}")</script>`,
    `{{${word}}}`,
    `'; drop table orders; -- ${word}`,
    `${word}\u202egpj.exe`,
    `${ACCOUNT}.${word}ø`,
    `${word}${"a".repeat(200)}`,
    `${word}..`,
    word,
  ];
  for (const id of hostile) {
    for (const kind of ["sessions", "transactions"]) {
      const path = `${kind}/${encodeURIComponent(id)}`;
      const answer = await page.request.get(`/api/dintero/${path}`);
      expect([400, 404], `${id}: ${answer.status()}`).toContain(answer.status());
      const shown = await page.request.get(`/${path}`, { maxRedirects: 0 });
      expect([200, 400, 404], `${id}: ${shown.status()}`).toContain(shown.status());
      expect(await shown.text()).not.toContain("<script>alert");
    }
  }
  // Of all these only plain words may have been asked for, each as one part of one path.
  const asked = new Set(await sandbox.requestsWith(word));
  for (const line of asked)
    expect(line).toMatch(new RegExp(`^GET /v1/(sessions|transactions)/${word}(\\.\\.)?$`));

  for (const id of [`<img src=x onerror=alert(1)>${word}`, `'"><svg onload=alert(1)>${word}`]) {
    page.once("dialog", () => expect(id, "a dialog opened").toBe(""));
    await page.goto(`/sessions/${encodeURIComponent(id)}`);
    await expect(page.getByText("That is not an id Dintero uses")).toBeVisible();
    await expect(region(page, "Verdict")).toHaveCount(0);
  }
});

test("F60 hostile names and references are text on the page, and run nothing", async ({ page, sandbox }) => {
  const name = `<img src=x onerror="document.title='owned'">`;
  const order = await sandbox.copy("captured", ({ session, transaction }) => ({
    session: {
      ...session,
      metadata: { note: name, link: "javascript:document.title='owned'", spoof: "abc\u202egpj.exe" },
    },
    transaction: { ...transaction, merchant_reference_2: name },
  }));
  await page.goto(order.path);
  await expect(region(page, "Metadata")).toContainText(name);
  await expect(region(page, "Metadata")).toContainText("javascript:document.title");
  expect(await page.locator("a[href^='javascript:'], img[src=x]").count()).toBe(0);
  expect(await page.title()).not.toContain("owned");
});
