import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { insertDeliveries, type NewDelivery } from "./deliveries";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const ACCOUNT = "T12345678";

function delivery(changes: Partial<NewDelivery> = {}): NewDelivery {
  const body = Buffer.from('{"amount":100}');
  return {
    deliveryId: randomBytes(32).toString("hex"),
    channel: "callback",
    receivedAt: "2026-05-12T10:15:31.000Z",
    signedAt: "2026-05-12T10:15:30.000Z",
    keyNumber: 0,
    method: "POST",
    rawQuery: "session_id=T12345678.abc&merchant_reference=A%20B",
    headers: { "content-type": "application/json" },
    body,
    bodyState: "kept",
    bodySha256: createHash("sha256").update(body).digest(),
    bodyBytes: body.length,
    sessionId: "T12345678.abc",
    ...changes,
  };
}

async function held(deliveryId: string) {
  const { rows } = await db.query<{
    receipts: number;
    body: Buffer | null;
    body_variants: Buffer[];
    raw_query: string;
    state: string;
  }>("select receipts, body, body_variants, raw_query, state from deliveries where delivery_id = $1", [
    deliveryId,
  ]);
  return rows;
}

describe("deliveries", () => {
  test("F1 F2 a delivery is kept byte for byte, and waits to be worked on", async () => {
    const body = Buffer.from([0, 255, 0xed, 0xa0, 0x80, 10]);
    const given = delivery({ body });
    expect(await insertDeliveries(db, ACCOUNT, [given])).toEqual(["new"]);
    const [row] = await held(given.deliveryId);
    expect(row).toMatchObject({ receipts: 1, raw_query: given.rawQuery, state: "received" });
    expect(row?.body?.equals(body)).toBe(true);
  });

  test("F21 F25 fifty copies at once leave one row that counts them", async () => {
    const given = delivery();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => insertDeliveries(db, ACCOUNT, [given])),
    );
    expect(answers.flat().filter((storedAs) => storedAs === "new")).toHaveLength(1);
    expect(await held(given.deliveryId)).toMatchObject([{ receipts: 50 }]);
  });

  test("F14 another body under one signature leaves its hash, five at most, and never the first body's place", async () => {
    const given = delivery();
    await insertDeliveries(db, ACCOUNT, [given]);
    for (let at = 0; at < 8; at += 1) {
      const bodySha256 = createHash("sha256").update(`variant ${at}`).digest();
      expect(
        await insertDeliveries(db, ACCOUNT, [{ ...given, body: Buffer.from(`variant ${at}`), bodySha256 }]),
      ).toEqual(["conflict"]);
    }
    const [row] = await held(given.deliveryId);
    expect(row?.body_variants).toHaveLength(5);
    expect(row?.body?.toString()).toBe('{"amount":100}');
  });

  test("a batch answers in the order it was given, whatever the order of its keys", async () => {
    const known = delivery({ deliveryId: "b".repeat(64) });
    await insertDeliveries(db, ACCOUNT, [known]);
    const batch = [delivery({ deliveryId: "c".repeat(64) }), known, delivery({ deliveryId: "a".repeat(64) })];
    expect(await insertDeliveries(db, ACCOUNT, batch)).toEqual(["new", "repeat", "new"]);
  });

  test("two writers with the same batch in opposite orders do not wait for each other", async () => {
    const batch = Array.from({ length: 40 }, () => delivery());
    const answers = await Promise.all([
      insertDeliveries(db, ACCOUNT, batch),
      insertDeliveries(db, ACCOUNT, batch.toReversed()),
    ]);
    expect(answers.flat().filter((storedAs) => storedAs === "new")).toHaveLength(40);
  });
});
