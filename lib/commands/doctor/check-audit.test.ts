import { expect, test } from "vitest";
import { recordAudit } from "@/lib/db/audit";
import { atOneMoment, verifyAudit } from "@/lib/db/audit-verify";
import { testDatabase } from "@/lib/db/test-database";
import { checkAudit } from "./check-audit";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");

async function written(accountId: string, count: number) {
  for (let i = 0; i < count; i += 1)
    await recordAudit(db, { accountId, at: NOW + i, action: "orders.read", outcome: "done", reason: "r" });
  return (await atOneMoment(db, (moment) => verifyAudit(moment, { accountId }))).heads;
}

test("threat 18: one byte of one row makes the doctor fail and name the row", async () => {
  const accountId = "T30000001";
  await written(accountId, 4);
  const isSound = await checkAudit(db, { accountId, isEveryRow: false });
  expect(isSound).toMatchObject([
    { check: "audit log", state: "ok", says: expect.stringMatching(/^4 rows/) },
  ]);
  await db.query("alter table audit disable trigger audit_is_append_only");
  const { rows } = await db.query<{ audit_id: string }>(
    "update audit set reason = 's' where account_id = $1 and seq = 2 returning audit_id",
    [accountId],
  );
  await db.query("alter table audit enable trigger audit_is_append_only");
  const [finding] = await checkAudit(db, { accountId, isEveryRow: true });
  expect(finding).toMatchObject({ check: "audit log", state: "fail" });
  expect(finding?.says).toContain(`.2 (${rows[0]?.audit_id}) is not as it was written`);
});

test("heads that were kept are looked for; a file without any is told as such", async () => {
  const accountId = "T30000002";
  const marks = await written(accountId, 3);
  await written(accountId, 2);
  const ask = (kept: { from: string; marks: typeof marks }) =>
    checkAudit(db, { accountId, kept, isEveryRow: true });
  expect((await ask({ from: "kontor.log", marks }))[1]).toMatchObject({ check: "audit heads", state: "ok" });
  expect((await ask({ from: "other.log", marks: [] }))[1]).toMatchObject({ state: "warn" });
  const [mark] = marks;
  const gone = mark === undefined ? [] : [{ ...mark, seq: 900 }];
  expect((await ask({ from: "kontor.log", marks: gone }))[1]).toMatchObject({ state: "fail" });
});
