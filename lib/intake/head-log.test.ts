import { expect, test } from "vitest";
import { recordAudit } from "@/lib/db/audit";
import { atOneMoment, verifyAudit } from "@/lib/db/audit-verify";
import { testDatabase } from "@/lib/db/test-database";
import { findMarks } from "@/lib/domain/audit-chain";
import { createLogger } from "@/lib/log";
import { headLog } from "./head-log";

const { db } = testDatabase();
const ACCOUNT = "T30000001";
const HOUR = 3_600_000;

test("threat 18: the log has the audit log's heads from the start and once a day, and they can be found in it again", async () => {
  const lines: string[] = [];
  let at = Date.parse("2026-05-12T20:00:00.000Z");
  const log = createLogger("info", (line) => lines.push(line));
  const tell = headLog({ db, accountId: ACCOUNT, log, now: () => at });
  const record = () => recordAudit(db, { accountId: ACCOUNT, at, action: "orders.read", outcome: "done" });
  for (let i = 0; i < 12; i += 1) await record();
  await tell();
  await record();
  await tell();
  expect(lines).toHaveLength(1);
  at += 5 * HOUR;
  await tell();
  const marks = findMarks(lines.join(""));
  expect(marks.map(({ seq }) => seq)).toEqual([12, 13]);
  const verdict = await atOneMoment(db, (moment) => verifyAudit(moment, { accountId: ACCOUNT, marks }));
  expect([verdict.faults, verdict.lost]).toEqual([[], []]);
});
