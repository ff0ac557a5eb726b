import { expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { recordAudit } from "./audit";
import { connect } from "./connect";
import { testDatabase } from "./test-database";

const { db, address } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");

function entry(accountId: string) {
  return {
    accountId,
    at: NOW,
    actorId: "user-1",
    action: "contact.reveal",
    outcome: "done",
    subject: { kind: "session", id: `${accountId}.abc` },
    reason: "customer \u0000 on the phone",
  } as const;
}

test("an entry is kept as written, whatever characters a reason holds", async () => {
  await recordAudit(db, entry("T30000001"));
  const { rows } = await db.query(
    "select at, actor_id, action, reason, details from audit where account_id = $1",
    ["T30000001"],
  );
  expect(rows).toEqual([
    {
      at: "2026-05-12T10:00:00.000Z",
      actor_id: "user-1",
      action: "contact.reveal",
      reason: "customer \ufffd on the phone",
      details: {},
    },
  ]);
});

test.each(["update audit set reason = 'other'", "delete from audit", "truncate audit"])(
  "the database refuses: %s",
  async (sql) => {
    await recordAudit(db, entry("T30000002"));
    await expect(db.query(sql)).rejects.toThrow("append-only");
  },
);

test("F61 an audit log that cannot be written is said so, and the data that waits for it stays back", async () => {
  await expect(
    db.transaction(async (tx) => {
      await tx.query("alter table audit rename to audit_away");
      await recordAudit(tx, entry("T30000003"));
    }),
  ).rejects.toSatisfy((error) => hasCode(error, "audit-unavailable"));

  const closed = connect(address);
  await closed.close();
  await expect(recordAudit(closed, entry("T30000004"))).rejects.toSatisfy((error) =>
    hasCode(error, "audit-unavailable"),
  );
});
