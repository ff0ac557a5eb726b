import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { leavesOf } from "@/lib/domain/leaves";
import { projectDocument } from "@/lib/domain/projection";
import { withheldReason } from "@/lib/domain/withheld";
import { isList, isObject } from "./json-shape";
import { orderViewOf, readableText, regionOf, renderOrder } from "./test-rendered-order";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ refresh() {} }),
  useSearchParams: () => new URLSearchParams(),
}));

const documentOf = (file: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../../sandbox/documents/examples/${file}`, import.meta.url), "utf8"));

const SESSION = documentOf("session.json");
const TRANSACTION = documentOf("callback.json");

/** A value for every text and number that occurs nowhere else; what decides how a part is read stays. */
function plant(document: JsonObject, stays: (key: string) => boolean, start = 0): JsonObject {
  let count = start;
  const planted = (value: JsonValue, key: string): JsonValue => {
    if (isList(value)) return value.map((entry) => planted(entry, key));
    if (isObject(value)) return plantObject(value);
    if (stays(key)) return value;
    count += 1;
    if (typeof value === "string") return isInstant(value) ? instant(count) : `planted${count}x`;
    if (typeof value === "number") return 4_000_000 + count * 7;
    return value;
  };
  const plantObject = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key, value === undefined ? null : planted(value, key)]),
    );
  return plantObject(document);
}

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);
const instant = (count: number) => new Date(Date.UTC(2033, 0, 1) + count * 60_000).toISOString();
const isPlanted = (value: JsonValue) =>
  typeof value === "number" ? value > 4_000_000 : /^planted\d+x$|^2033-/.test(String(value));

/** Digits without what a language puts between them. */
const plainDigits = (text: string) => text.replaceAll(/(?<=\d)[.,\u00a0\u202f](?=\d)/g, "");

async function missingFrom(given: { session?: JsonObject; transaction?: JsonObject }) {
  const text = plainDigits(readableText(await renderOrder(orderViewOf(given))));
  const missing: string[] = [];
  for (const document of [given.session, given.transaction]) {
    const shown = document ? projectDocument(document, { personal: "clear" }) : {};
    for (const { path, value } of leavesOf(shown)) {
      if (isPlanted(value) && !text.includes(plainDigits(String(value)))) missing.push(`${path} = ${value}`);
    }
  }
  return missing;
}

const nothing = () => false;
/** What decides which sentence, row or branch shows the rest. */
const kinds = (key: string) =>
  /^(event|name|type|success|payability|transaction_status|currency|discount_type|error)$/.test(key);

describe.each([
  ["every value planted", nothing],
  ["every value but kinds planted", kinds],
])("every leaf of both seed documents is on the page (%s)", (_, stays) => {
  const session = plant(SESSION, stays);
  const transaction = plant(TRANSACTION, stays, 5_000);

  test("the session alone", async () => {
    expect(await missingFrom({ session })).toEqual([]);
  });

  test("the transaction alone", async () => {
    expect(await missingFrom({ transaction })).toEqual([]);
  });

  test("both as one order, though they say different things of the same part", async () => {
    expect(await missingFrom({ session, transaction })).toEqual([]);
  });
});

test("what is withheld from the page is on the written list, and nowhere else", async () => {
  const session = plant(SESSION, nothing);
  const shown = new Set(leavesOf(projectDocument(session, { personal: "clear" })).map(({ path }) => path));
  const withheld = leavesOf(session).filter(({ path }) => !shown.has(path));
  const text = readableText(await renderOrder(orderViewOf({ session })));
  expect(withheld.length).toBeGreaterThan(0);
  for (const { path, value } of withheld) {
    const keys = path.split(/[.[\]"]+/).filter(Boolean);
    expect(keys.some((key) => withheldReason(key) !== undefined && text.includes(key))).toBe(true);
    expect(text).not.toContain(String(value));
  }
});

const tomorrow = { tomorrow: { note: "planted1x", figure: 4_000_007 } };

test.each<[string, JsonObject]>([
  ["the document", tomorrow],
  ["the order", { order: { ...object(SESSION.order), ...tomorrow } }],
  ["the configuration", { configuration: { ...object(SESSION.configuration), ...tomorrow } }],
  ["the customer", { customer: { ...object(SESSION.customer), ...tomorrow } }],
  ["an event", { events: [{ name: "VISITED", created_at: "2026-05-12T10:10:00Z", ...tomorrow }] }],
])("a field that Dintero adds tomorrow to %s is shown", async (_, part) => {
  expect(await missingFrom({ session: { ...SESSION, ...part } })).toEqual([]);
});

const SPLIT = documentOf("synthetic/transaction-partially-captured-splits.json");
const REFUSED = documentOf("synthetic/transaction-failed-insufficient-funds.json");
const REFUNDED = documentOf("synthetic/transaction-captured-refunded-settled.json");

describe("what people and machines rely on", () => {
  const english =
    "Verdict|Money|Order items|Timeline|Shipping address|Billing address|Shipping|Payment configuration|Customer";
  const norwegian =
    "Konklusjon|Beløp|Ordrelinjer|Tidslinje|Leveringsadresse|Fakturaadresse|Frakt|Betalingsoppsett|Kunde";

  test.each([
    ["en", english],
    ["nb", norwegian],
  ] as const)("every order has the same landmarks (%s)", async (locale, names) => {
    const smallest = { payment_product: "vipps", payment_product_type: "vipps", amount: 1, currency: "NOK" };
    for (const given of [{ session: SESSION, transaction: TRANSACTION }, { transaction: smallest }]) {
      const html = await renderOrder(orderViewOf(given), locale);
      for (const name of names.split("|")) expect(regionOf(html, name)).not.toBe("");
    }
  });

  test("each capture with splits has its table, each row its destination, and the sum is checked", async () => {
    const timeline = regionOf(await renderOrder(orderViewOf({ transaction: SPLIT })), "Timeline");
    expect(timeline.match(/<caption[^>]*>Splits</g)).toHaveLength(1);
    const text = readableText(timeline);
    for (const part of [
      "seller-1",
      "NOK\u00a0360.00",
      "90%",
      "platform",
      "Bears the fee",
      "Adds up to the amount",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("splits that fall short say so, with the difference", async () => {
    const [first, second, capture] = isList(SPLIT.events) ? SPLIT.events : [];
    const short = { ...object(capture), splits: [{ payout_destination_id: "seller-1", amount: 39_900 }] };
    const transaction = { ...SPLIT, events: [first ?? null, second ?? null, short] };
    const text = readableText(regionOf(await renderOrder(orderViewOf({ transaction })), "Timeline"));
    expect(text).toContain("NOK\u00a01.00 is not split");
  });

  test("the seeds' captures that do not add up are said with both figures", async () => {
    const money = regionOf(
      await renderOrder(orderViewOf({ session: SESSION, transaction: TRANSACTION })),
      "Money",
    );
    expect(readableText(money)).toContain(
      "NOK\u00a0722.00 should be captured. The captures add up to NOK\u00a0683.00",
    );
  });

  test("a refused payment says why, who said no, when to try again, and what that rests on", async () => {
    const text = readableText(regionOf(await renderOrder(orderViewOf({ transaction: REFUSED })), "Verdict"));
    for (const part of [
      "there is not enough money",
      "Bank",
      "not before 13 May 2026, 12:15:31",
      "INSUFFICIENT_FUNDS",
      "51",
      "Not sufficient funds",
      "Card · Dintero PSP",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("a payout is told on the capture it holds", async () => {
    const text = readableText(
      regionOf(await renderOrder(orderViewOf({ transaction: REFUNDED })), "Timeline"),
    );
    for (const part of ["Settled", "Settlement pending", "stl-1", "NOK\u00a0555.00", "RET-1"])
      expect(text).toContain(part);
  });

  test("a session without a transaction is a state, not an error", async () => {
    const { transaction_id: _, ...session } = SESSION;
    const html = await renderOrder(orderViewOf({ session }));
    expect(regionOf(html, "Payment")).toContain("No transaction has been created yet");
  });

  test("an event nobody knows is shown by its own name", async () => {
    const transaction = { ...REFUNDED, events: [{ event: "TELEPORT", created_at: "2026-05-12T10:15:30Z" }] };
    expect(regionOf(await renderOrder(orderViewOf({ transaction })), "Timeline")).toContain(">TELEPORT<");
  });
});

test("masked contact data is nowhere on the page, not in a tooltip, a copy button or the support summary", async () => {
  const session = plant(SESSION, (key) => !/name|address_line|email|phone|co_address|ip$/.test(key));
  const html = await renderOrder(orderViewOf({ session, personal: "masked" }));
  const personal = leavesOf(session).filter(
    ({ path, value }) =>
      isPlanted(value) &&
      /^(customer\.(email|phone)|customer_ip|order\.(shipping|billing)_address\.)/.test(path),
  );
  expect(personal.length).toBeGreaterThan(12);
  expect(personal.filter(({ value }) => html.includes(String(value)))).toEqual([]);
});

test("what a customer typed is text, whatever it looks like", async () => {
  const hostile = '"><img src=x onerror=alert(1)>';
  const session = {
    ...SESSION,
    metadata: { note: hostile },
    order: { ...object(SESSION.order), merchant_reference: hostile },
  };
  const html = await renderOrder(orderViewOf({ session }));
  expect(html).not.toContain("<img");
  expect(readableText(html)).toContain(hostile);
});

test("nothing of a foreign address is loaded or linked", async () => {
  const html = await renderOrder(orderViewOf({ session: SESSION, transaction: TRANSACTION }));
  expect(html).not.toMatch(/<(img|iframe|script|link|object)\b/);
  const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href ?? "");
  expect(links.filter((href) => !href.startsWith("#") && !href.startsWith("/"))).toEqual([]);
});

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
