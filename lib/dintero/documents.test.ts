import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@/lib/domain/json";
import { hasCode } from "@/lib/errors";
import { isJsonObject } from "./json";
import { allDocuments, documentNamed } from "./test-documents";
import { toSession, toTransaction } from "./to-domain";

const SEED_SESSION = documentNamed("seeds/get-session.json");
const SEED_TRANSACTION = documentNamed("seeds/session-callback.json");

describe("the documented examples", () => {
  test.each([["seeds/get-session.json"], ["examples/session.json"]])("%s reads as a session", (name) => {
    expect(toSession(documentNamed(name)).order).toMatchObject({ amount: 72_200, currency: "NOK" });
  });

  const transactions = allDocuments().filter(
    ({ name }) => /transaction-|callback\.json/.test(name) && !/items|webhook/.test(name),
  );
  test.each(transactions.map(({ name }) => [name]))("%s reads as a transaction", (name) => {
    expect(toTransaction(documentNamed(name)).amount).toBeGreaterThan(0);
  });

  test("none of them, taken for what it is not, throws anything but a refusal", () => {
    for (const { value } of allDocuments()) {
      if (!isJsonObject(value)) continue;
      expectReadOrRefused(() => toSession(value));
      expectReadOrRefused(() => toTransaction(value));
    }
  });

  test("a transaction that names no currency is not given one", () => {
    const name = "examples/transaction-minimal-captured-woocommerce-v1-test.json";
    expect(toTransaction(documentNamed(name))).toMatchObject({
      currency: "XXX",
      status: "CAPTURED",
      merchantReference: "",
      merchantReference2: "<order_id>",
      paymentProduct: "",
      paymentProductType: "",
    });
  });

  test.each([
    ["session", SEED_SESSION, toSession(SEED_SESSION)],
    ["transaction", SEED_TRANSACTION, toTransaction(SEED_TRANSACTION)],
  ])("every leaf of the seed %s is in the shape we read it into", (_name, document, value) => {
    // Placeholders for ids say nothing; stored tokens become the products they are for.
    const withheld = /^(id|transaction_id|session_id|customer\.tokens\..+|customer\.gift_cards\..+)$/;
    const lost = leavesOf(document)
      .filter(([path]) => !withheld.test(path.join(".")))
      .filter(([path, leaf]) => String(leafAt(value, path)) !== String(leaf));
    expect(lost).toEqual([]);
  });
});

describe("any JSON", () => {
  const anyObject = fc.dictionary(fc.string(), fc.jsonValue());

  test("F45 is read or refused, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyObject,
          fc.jsonValue().map((value) => ({ order: value, events: value, items: value, amount: 1 })),
        ),
        (value) => {
          if (!isJsonObject(value)) return;
          expectReadOrRefused(() => toSession(value));
          expectReadOrRefused(() => toTransaction(value));
        },
      ),
    );
  });

  test("F45 in place of any part of a real document is read or refused without being quoted", () => {
    const seeds = [
      { document: SEED_SESSION, read: toSession },
      { document: SEED_TRANSACTION, read: toTransaction },
    ].flatMap(({ document, read }) => pathsOf(document).map((path) => ({ document, path, read })));
    const intruder = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("canary-value", null, [], {}, 2 ** 60, [{ amount: "canary-value" }]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...seeds), intruder, ({ document, path, read }, value) => {
        const changed: JsonObject = JSON.parse(JSON.stringify(document));
        replaceAt(changed, path, value);
        expectReadOrRefused(() => read(changed));
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});

/** Nothing but our own refusal may come out of `work`, and it may not quote what it refuses. */
function expectReadOrRefused(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(hasCode(error, "upstream-invalid-response")).toBe(true);
    expect(String(error)).not.toContain("canary-value");
  }
}

type Path = readonly string[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))].filter(
    (found) => found.length > 0,
  );
}

function leavesOf(value: unknown, path: Path = []): [Path, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** Follows a path of Dintero's names through our shape, where a name may have been camel-cased. */
function leafAt(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  const camel = key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
  const entry = Object.entries(value).find(([name]) => name === key || name === camel);
  return leafAt(entry?.[1], rest);
}

function replaceAt(root: object, path: Path, value: unknown): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) Reflect.set(root, key, value);
  else replaceAt(Reflect.get(root, key), rest, value);
}
