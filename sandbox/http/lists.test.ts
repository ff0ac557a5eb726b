import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject, type JsonObject, listAt, numberAt, objectsAt, textAt } from "../json";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { type Client, openClient } from "../test-client";

const NOW = Date.parse("2026-11-20T10:00:00Z");

let sandbox: Sandbox;
let client: Client;
let transactions: readonly JsonObject[];
let sessions: readonly JsonObject[];

/** All pages of a list. */
async function walk(path: string, limit: number): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  for (;;) {
    const cursor = all.length === 0 ? "" : `&starting_after=${textAt(all.at(-1), "id")}`;
    const { status, body } = await client.get(
      `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor}`,
    );
    expect(status).toBe(200);
    expect(Array.isArray(body)).toBe(true);
    const page = listAt({ body }, "body").filter(isObject);
    all.push(...page);
    if (page.length < limit) return all;
  }
}

beforeAll(async () => {
  sandbox = await startSandbox({ orders: 600, now: NOW });
  client = await openClient(sandbox);
  transactions = await walk("/v1/transactions", 100);
  sessions = await walk("/v1/sessions", 100);
});
afterAll(() => sandbox.close());

function ids(documents: readonly JsonObject[]): string[] {
  return documents.map((document) => textAt(document, "id") ?? "").sort();
}

function at(document: JsonObject, ...path: string[]): number {
  return Date.parse(
    textAt(document, ...path) ?? textAt(objectsAt(document, "events")[0], "created_at") ?? "",
  );
}

/** A value that some transaction has at `path`, so that a filter finds something. */
function some(...path: string[]): string {
  const values = transactions.flatMap((transaction) => textAt(transaction, ...path) ?? []);
  return values[Math.floor(values.length / 2)] ?? "";
}

test("pages of any size hold every transaction and every session exactly once", async () => {
  expect(new Set(ids(transactions)).size).toBe(transactions.length);
  expect(new Set(ids(sessions)).size).toBe(sessions.length);
  expect(sessions.length).toBeGreaterThan(600);
  expect(ids(await walk("/v1/transactions", 7))).toEqual(ids(transactions));
  expect(ids(await walk("/v1/sessions", 33))).toEqual(ids(sessions));
});

test("a list is ten long unless asked otherwise", async () => {
  expect((await client.get("/v1/transactions")).body).toHaveLength(10);
  expect((await client.get("/v1/sessions")).body).toHaveLength(10);
});

const split = (transaction: JsonObject, id: string): boolean =>
  JSON.stringify(transaction).includes(`"payout_destination_id":"${id}"`);
const hasEvent = (transaction: JsonObject, name: string, test: (at: number) => boolean): boolean =>
  objectsAt(transaction, "events").some(
    (event) =>
      event.event === name && event.success === true && test(Date.parse(textAt(event, "created_at") ?? "")),
  );
const midnight = Date.parse("2026-09-10T00:00:00Z");
const later = Date.parse("2026-10-01T12:30:00Z");
const DAY = 86_400_000;

/** Each filter, and the same said plainly. */
const FILTERS: Record<string, () => [query: string, test: (transaction: JsonObject) => boolean]> = {
  status: () => [
    "status=FAILED&status=DECLINED",
    ({ status }) => status === "FAILED" || status === "DECLINED",
  ],
  id: () => {
    const wanted = ids(transactions).slice(3, 6);
    return [wanted.map((id) => `id=${id}`).join("&"), ({ id }) => wanted.includes(String(id))];
  },
  session_id: () => {
    const wanted = some("session_id");
    return [`session_id=${wanted}`, (document) => document.session_id === wanted];
  },
  payment_product: () => ["payment_product=vipps", (document) => document.payment_product === "vipps"],
  payment_product_type: () => [
    "payment_product_type=swish.swish&payment_product_type=klarna.klarna",
    (document) => ["swish.swish", "klarna.klarna"].includes(String(document.payment_product_type)),
  ],
  card_brand: () => [
    "card_brand=Mastercard",
    (document) => textAt(document, "card", "brand") === "Mastercard",
  ],
  merchant_reference: () => {
    const wanted = some("merchant_reference");
    return [`merchant_reference=${wanted}`, (document) => document.merchant_reference === wanted];
  },
  merchant_reference_2: () => {
    const wanted = some("merchant_reference_2");
    return [`merchant_reference_2=${wanted}`, (document) => document.merchant_reference_2 === wanted];
  },
  store_id: () => ["store_id=nl-web-se", (document) => textAt(document, "store", "id") === "nl-web-se"],
  currency: () => ["currency=DKK&currency=EUR", ({ currency }) => currency === "DKK" || currency === "EUR"],
  amount: () => {
    const wanted = numberAt(transactions[40], "amount") ?? 0;
    return [`amount=${wanted}`, ({ amount }) => amount === wanted];
  },
  "amount range": () => [
    "amount.gte=50000&amount.lte=100000",
    (document) => Number(document.amount) >= 50_000 && Number(document.amount) <= 100_000,
  ],
  "created from": () => ["created_at.gte=2026-09-10", (document) => at(document, "created_at") >= midnight],
  "created until, a date alone includes its day": () => [
    "created_at.lte=2026-09-10",
    (document) => at(document, "created_at") < midnight + DAY,
  ],
  "created between": () => [
    "created_at.gte=2026-09-10T00:00:00Z&created_at.lte=2026-10-01T14:30:00%2B02:00",
    (document) => at(document, "created_at") >= midnight && at(document, "created_at") <= later,
  ],
  captured_at: () => [
    "captured_at.gte=2026-09-10&captured_at.lte=2026-10-01T12:30",
    (document) => hasEvent(document, "CAPTURE", (time) => time >= midnight && time <= later),
  ],
  refunded_at: () => [
    "refunded_at.gte=2026-09-10",
    (document) => hasEvent(document, "REFUND", (time) => time >= midnight),
  ],
  "search by e-mail": () => {
    const wanted = some("customer", "email");
    return [
      `search=${wanted.toUpperCase()}`,
      (document) =>
        [
          textAt(document, "customer", "email"),
          textAt(document, "billing_address", "email"),
          textAt(document, "shipping_address", "email"),
        ].includes(wanted),
    ];
  },
  "search by phone": () => {
    const wanted = some("customer", "phone_number");
    return [
      `search=${encodeURIComponent(wanted)}`,
      (document) => JSON.stringify(document).includes(`"phone_number":"${wanted}"`),
    ];
  },
  "search by name": () => {
    const person = transactions.find(
      (document) => textAt(document, "billing_address", "last_name") !== undefined,
    );
    const first = textAt(person, "billing_address", "first_name");
    const last = textAt(person, "billing_address", "last_name");
    const isNamed = (document: JsonObject, address: string) =>
      textAt(document, address, "first_name") === first && textAt(document, address, "last_name") === last;
    return [
      `search=${encodeURIComponent(`${first} ${last}`)}`,
      (document) => isNamed(document, "billing_address") || isNamed(document, "shipping_address"),
    ];
  },
  "search by reference": () => {
    const wanted = some("merchant_reference");
    return [
      `search=${wanted}`,
      (document) => document.merchant_reference === wanted || document.merchant_reference_2 === wanted,
    ];
  },
  "search by transaction id": () => {
    const wanted = some("id");
    return [`search=${wanted}`, ({ id }) => id === wanted];
  },
  "search by card token": () => {
    const wanted = some("card", "payment_token_id");
    return [`search=${wanted}`, (document) => textAt(document, "card", "payment_token_id") === wanted];
  },
  payout_correlation_id: () => {
    const wanted = [
      some("metadata", "payout_correlation_id"),
      textAt(transactions[50], "metadata", "payout_correlation_id") ?? "",
    ];
    return [
      `payout_correlation_id=${wanted.join(",")}`,
      (document) => wanted.includes(textAt(document, "metadata", "payout_correlation_id") ?? "none"),
    ];
  },
  payment_operation: () => [
    "payment_operation=recurring_purchase",
    (document) => document.payment_operation === "recurring_purchase",
  ],
  customer_id: () => {
    const wanted = some("customer", "customer_id");
    return [`customer_id=${wanted}`, (document) => textAt(document, "customer", "customer_id") === wanted];
  },
  payout_destination_id: () => [
    "payout_destination_id=fjellsport-as",
    (document) => split(document, "fjellsport-as"),
  ],
  token_id: () => {
    const wanted = some("card", "recurrence_token_id");
    return [`token_id=${wanted}`, (document) => textAt(document, "card", "recurrence_token_id") === wanted];
  },
  terminal_id: () => [
    "terminal_id=NL-0292",
    (document) => textAt(document, "store", "terminal_id") === "NL-0292",
  ],
  channel: () => ["channel=in_store", (document) => document.channel === "in_store"],
  "several at once": () => [
    "currency=NOK&status=CAPTURED&amount.gte=100000",
    (document) =>
      document.currency === "NOK" && document.status === "CAPTURED" && Number(document.amount) >= 100_000,
  ],
};

test.each(Object.entries(FILTERS))(
  "the transactions filter %s gives what a plain scan gives",
  async (_, make) => {
    const [query, isWanted] = make();
    const expected = transactions.filter(isWanted);
    expect(expected.length).toBeGreaterThan(0);
    expect(ids(await walk(`/v1/transactions?${query}`, 100))).toEqual(ids(expected));
  },
);

test("the sessions filters give what a plain scan gives", async () => {
  const reference = some("merchant_reference");
  const address = (document: JsonObject) => document.order;
  const person = sessions.find(
    (session) => textAt(address(session), "billing_address", "first_name") === "Kari",
  );
  const name = `${textAt(person?.order, "billing_address", "first_name")} ${textAt(person?.order, "billing_address", "last_name")}`;
  const transactionId = some("id");
  const cases: [string, (session: JsonObject) => boolean][] = [
    [`search=${reference}`, (session) => JSON.stringify(session.order).includes(`"${reference}"`)],
    [
      `search=${encodeURIComponent(name)}`,
      (session) =>
        ["billing_address", "shipping_address"].some(
          (key) =>
            `${textAt(session.order, key, "first_name")} ${textAt(session.order, key, "last_name")}` === name,
        ),
    ],
    [`transaction_id=${transactionId}`, (session) => session.transaction_id === transactionId],
    ["store_id=nl-web-fi", (session) => textAt(session.order, "store", "id") === "nl-web-fi"],
    [
      "created_at.gte=2026-09-10&created_at.lte=2026-09-20",
      (session) => at(session, "created_at") >= midnight && at(session, "created_at") < midnight + 11 * DAY,
    ],
    [`id=${ids(sessions)[5]}`, (session) => session.id === ids(sessions)[5]],
  ];
  for (const [query, isWanted] of cases) {
    const expected = sessions.filter(isWanted);
    expect(expected.length, query).toBeGreaterThan(0);
    expect(ids(await walk(`/v1/sessions?${query}`, 100)), query).toEqual(ids(expected));
  }
});

test.each([
  "limit=0",
  "limit=101",
  "limit=ten",
  "limit=1&limit=2",
  "limit=",
  "status=CANCELLED",
  "status=",
  "status[]=FAILED",
  "payment_product=paypal",
  "payment_product_type=vipps.vipps",
  "currency=kroner",
  "amount=-1",
  "amount=12.5",
  "created_at.gte=yesterday",
  "created_at.gte=2026-02-30",
  "created_at.lte=1763632800",
  "created_at=2026-01-01",
  "merchant_reference=a&merchant_reference=b",
  "includes=session",
  "starting_after=T12345678.nobody",
  "sort=created_at",
  "page=2",
])("transactions are not listed for %s", async (query) => {
  expect((await client.get(`/v1/transactions?${query}`)).status).toBe(400);
});

test.each(["status=FAILED", "limit=1000", "merchant_reference=x", "created_at.gte=now"])(
  "sessions are not listed for %s",
  async (query) => {
    expect((await client.get(`/v1/sessions?${query}`)).status).toBe(400);
  },
);
