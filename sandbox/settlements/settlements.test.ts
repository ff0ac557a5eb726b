import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject, type JsonObject, numberAt, objectsAt, textAt } from "../json";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { type Client, openClient } from "../test-client";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const PATH = "/v1/accounts/T12345678/settlements";

let sandbox: Sandbox;
let client: Client;
let all: readonly JsonObject[];

async function page(query: string): Promise<{ items: JsonObject[]; key: JsonObject | undefined }> {
  const { status, body } = await client.get(`${PATH}?${query}`);
  expect(status).toBe(200);
  const key = isObject(body) && isObject(body.last_evaluated_key) ? body.last_evaluated_key : undefined;
  return { items: objectsAt(body, "items"), key };
}

async function walk(limit: number, filter = ""): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let place = "";
  for (;;) {
    const { items, key } = await page(`limit=${limit}${filter}${place}`);
    found.push(...items);
    if (key === undefined) return found;
    place = `&starting_after_id=${key.id}&starting_after_date=${key.settled_at}`;
  }
}

beforeAll(async () => {
  sandbox = await startSandbox({ orders: 600, now: NOW });
  client = await openClient(sandbox);
  all = await walk(1000);
});
afterAll(() => sandbox.close());

test("settlements come to what the captures and refunds in them tell, and the month's fee", async () => {
  const told = new Map<string, number>();
  let after = "";
  for (;;) {
    const { body } = await client.get(`/v1/transactions?limit=100${after}`);
    const transactions = objectsAt({ body }, "body");
    for (const transaction of transactions) {
      for (const entry of objectsAt(transaction, "events").flatMap((e) =>
        objectsAt(e, "settlements", "events"),
      )) {
        const key = `${textAt(entry, "settlement_id")} ${textAt(transaction, "currency")}`;
        told.set(key, (told.get(key) ?? 0) + (numberAt(entry, "amount") ?? 0));
      }
    }
    if (transactions.length < 100) break;
    after = `&starting_after=${textAt(transactions.at(-1), "id")}`;
  }
  const listed = new Map<string, number>();
  for (const settlement of all) {
    for (const sums of objectsAt(settlement, "amounts")) {
      const [amount, capture, refund, fee] = ["amount", "capture", "refund", "fee"].map(
        (field) => numberAt(sums, field) ?? 0,
      );
      expect(amount).toBe((capture ?? 0) - (refund ?? 0) - (fee ?? 0));
      listed.set(`${textAt(settlement, "id")} ${textAt(sums, "currency")}`, amount ?? 0);
    }
  }
  expect([...listed.keys()].sort()).toEqual([...told.keys()].sort());
  const monthly = [...listed].filter(([key, amount]) => amount !== told.get(key));
  expect(monthly.length).toBeGreaterThan(0);
  for (const [key, amount] of monthly) {
    expect(key).toMatch(/-01 /);
    expect(amount).toBe((told.get(key) ?? 0) - 4_900);
  }
});

test("pages of any size hold every settlement once, newest first, and the key stands on the last one too", async () => {
  const ids = (documents: readonly JsonObject[]) => documents.map(({ id }) => id);
  expect(new Set(ids(all)).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(50);
  expect(ids(await walk(7))).toEqual(ids(all));
  expect((await page("")).items).toHaveLength(10);
  expect((await page("limit=1000")).key).toBeDefined();
});

test("each filter finds what it says", async () => {
  const [from, to] = ["2026-09-01", "2026-09-30"];
  const inSeptember = (document: JsonObject) => String(document.settled_at).startsWith("2026-09");
  const found = await walk(100, `&created_at.gte=${from}&created_at.lte=${to}`);
  expect(found).toEqual(all.filter(inSeptember));
  const provider = textAt(all[0], "provider") ?? "";
  expect(await walk(100, `&payment_provider=${provider}`)).toEqual(
    all.filter((one) => one.provider === provider),
  );
  expect(await walk(100, `&search=${all[3]?.id}`)).toEqual([all[3]]);
});

test("a place of one value alone, and the two pairs of dates together, are refused", async () => {
  for (const query of [
    "starting_after_id=a",
    "starting_after_date=2026-01-01",
    "created_at.gte=2026-01-01&item_created_at.gte=2026-01-01",
    "limit=1001",
    "order=asc",
  ]) {
    expect((await client.get(`${PATH}?${query}`)).status).toBe(400);
  }
});

test("a client without the scope is refused, and is not once it has it", async () => {
  sandbox.control.tokens.scope = "admin:checkout";
  const poor = await openClient(sandbox);
  expect((await poor.get(PATH)).status).toBe(403);
  expect((await poor.get("/v1/transactions")).status).toBe(200);
  sandbox.control.tokens.scope = "admin:checkout read:billing";
  expect((await (await openClient(sandbox)).get(PATH)).status).toBe(200);
});
