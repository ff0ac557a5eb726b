import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleOrders, seedOrder } from "./held-documents";
import { isObject, type JsonValue, objectsAt, parseJson, textAt } from "./json";

const DOCUMENTS = new URL("./documents/", import.meta.url);

function read(path: string): Buffer {
  return readFileSync(new URL(path, DOCUMENTS));
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

test("both seed examples are held byte for byte", () => {
  expect(sha256(read("seeds/get-session.json"))).toBe(
    "f5b145d69f7ee3ef4518a5b923f42a01463a2475e60b7ca87f358433ec8e008a",
  );
  expect(sha256(read("seeds/session-callback.json"))).toBe(
    "fc722db1cfe58f013dd29c4aeb9b8310507f783c3612b04c76bddce7d029d161",
  );
});

test("every held document is the one that was recorded, and none is missing or new", () => {
  const recorded = read("sha256sums.txt")
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("  "));
  const held = readdirSync(DOCUMENTS, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".json"));
  expect(recorded.map(([, path]) => path).sort()).toEqual(held.sort());
  for (const [sum, path = ""] of recorded) expect(sha256(read(path)), path).toBe(sum);
});

/** Every leaf by its path, for example "order.items.0.amount". */
function leaves(value: JsonValue | undefined, path = ""): Map<string, JsonValue | undefined> {
  const inner = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : undefined;
  if (inner === undefined) return new Map([[path, value]]);
  return new Map([...inner].flatMap(([key, part]) => [...leaves(part, `${path}/${key}`)]));
}

test("the seeds are served as one order, with nothing changed but the ids that are placeholders", () => {
  const order = seedOrder("T12345678");
  const changes = [
    { served: order.session, held: parseJson(read("seeds/get-session.json").toString("utf8")) },
    { served: order.transaction, held: parseJson(read("seeds/session-callback.json").toString("utf8")) },
  ].map(({ served, held }) => {
    const before = leaves(held);
    const after = leaves(served);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    return [...after].filter(([path, value]) => before.get(path) !== value);
  });
  expect(changes).toEqual([
    [
      ["/id", "T12345678.465U8CUzaPVpneu1wt8Wei"],
      ["/transaction_id", "T12345678.465UfBENeLpkBvwmqfTC4k"],
    ],
    [
      ["/id", "T12345678.465UfBENeLpkBvwmqfTC4k"],
      ["/session_id", "T12345678.465U8CUzaPVpneu1wt8Wei"],
    ],
  ]);
});

test("each invented transaction comes with the session it names", () => {
  for (const { session, transaction } of exampleOrders("T12345678")) {
    expect(textAt(session, "id")).toBe(textAt(transaction, "session_id"));
    expect(textAt(session, "transaction_id")).toBe(textAt(transaction, "id"));
    expect(objectsAt(session, "events").length).toBeGreaterThan(3);
  }
});
