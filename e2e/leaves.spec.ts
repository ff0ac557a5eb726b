import type { JsonObject } from "@/lib/domain/json";
import { WITHHELD, withheldReason } from "@/lib/domain/withheld";
import { expect, region, test, unfoldAll } from "./fixtures";
import { plainDigits, plant, plantedLeaves } from "./planting";
import { freshId } from "./sandbox";

test.use({ role: "admin" });

test("every leaf of both documented objects is on the page, or on its list of what is withheld and nowhere else", async ({
  page,
  sandbox,
}) => {
  const [sessionId, transactionId] = [freshId(), freshId()];
  const seed = await sandbox.documents(await sandbox.notable("seed"));
  const session = plant({ ...seed.session, id: sessionId, transaction_id: transactionId }, 0);
  const transaction = plant({ ...seed.transaction, id: transactionId, session_id: sessionId }, 5_000);
  await sandbox.put({ session, transaction });

  await page.goto(`/sessions/${sessionId}`);
  await region(page, "Customer").getByRole("button", { name: "Reveal", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("every leaf is looked for");
  await dialog.getByRole("button", { name: "Reveal contact data" }).click();
  await expect(region(page, "Customer")).toContainText("Contact data is readable until");
  await unfoldAll(page);

  // Raw documents hold every leaf by their nature: they do not count.
  const text = plainDigits(
    await page.evaluate(() => {
      const readable = document.querySelector("main")?.cloneNode(true);
      if (!(readable instanceof Element)) return "";
      for (const raw of readable.querySelectorAll("#raw")) raw.remove();
      const said = [...readable.querySelectorAll("*")].flatMap((element) =>
        ["datetime", "title", "aria-label", "href"].map((name) => element.getAttribute(name) ?? ""),
      );
      return [readable.textContent, ...said].join("\n");
    }),
  );
  const withheldList = await region(page, "Raw").innerText();

  const leaves = [...plantedLeaves(session), ...plantedLeaves(transaction)];
  expect(leaves.length).toBeGreaterThan(350);
  const missing: string[] = [];
  const leaked: string[] = [];
  for (const { path, value } of leaves) {
    const isShown = text.includes(plainDigits(String(value)));
    const secret = keysOf(path).find((key) => withheldReason(key) !== undefined);
    if (secret === undefined ? !isShown : !withheldList.includes(secret)) missing.push(`${path} = ${value}`);
    if (secret !== undefined && (isShown || (await page.content()).includes(String(value))))
      leaked.push(path);
  }
  expect({ missing, leaked }).toEqual({ missing: [], leaked: [] });
  for (const { keys } of WITHHELD) for (const key of keys) expect(withheldList).toContain(key);
});

test("nothing of a planted field is dropped by the proxied look-up either, but what is withheld", async ({
  page,
  sandbox,
}) => {
  const [sessionId, transactionId] = [freshId(), freshId()];
  const seed = await sandbox.documents(await sandbox.notable("seed"));
  const session = plant({ ...seed.session, id: sessionId, transaction_id: transactionId }, 0);
  const transaction = plant({ ...seed.transaction, id: transactionId, session_id: sessionId }, 5_000);
  await sandbox.put({ session, transaction });
  await page.request.post(`/api/dintero/sessions/${sessionId}/reveal`, {
    data: { reason: "every leaf is looked for" },
  });
  const answer: { session: JsonObject; transaction: JsonObject } = await (
    await page.request.get(`/api/dintero/sessions/${sessionId}`)
  ).json();
  const given = new Set(
    [...plantedLeaves(answer.session), ...plantedLeaves(answer.transaction)].map(({ value }) => value),
  );
  const missing = [...plantedLeaves(session), ...plantedLeaves(transaction)]
    .filter(({ value }) => !given.has(value))
    .map(({ path }) => path);
  expect(missing.filter((path) => keysOf(path).every((key) => withheldReason(key) === undefined))).toEqual(
    [],
  );
  expect(missing.length).toBeGreaterThan(0);
});

function keysOf(path: string): readonly string[] {
  return path.split(/[.[\]"]+/).filter((key) => key !== "");
}
