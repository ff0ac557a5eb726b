import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import type { AuditFaultKind } from "@/lib/domain/audit-chain";
import { type AuditEntry, recordAudit } from "./audit";
import { atOneMoment, verifyAudit } from "./audit-verify";
import { queryableOf } from "./connect";
import { testDatabase } from "./test-database";
import { clientOn } from "./test-stores";

const { db, address } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.123Z");
let accounts = 0;

function entry(accountId: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    accountId,
    at: NOW,
    actorId: "user-1",
    action: "contact.reveal",
    outcome: "done",
    subject: { kind: "session", id: `${accountId}.abc` },
    reason: "customer on the phone",
    address: "192.0.2.7",
    requestId: "request-1",
    details: { filter: "status=CAPTURED", orders: 3 },
    ...more,
  };
}

/** An account of its own with `count` entries in one chain. */
async function chained(count: number): Promise<string> {
  accounts += 1;
  const accountId = `T${20_000_000 + accounts}`;
  for (let i = 1; i <= count; i += 1) await recordAudit(db, entry(accountId, { at: NOW + i }));
  return accountId;
}

const verdictOn = (accountId: string, marks?: Parameters<typeof verifyAudit>[1]["marks"]) =>
  atOneMoment(db, (moment) => verifyAudit(moment, { accountId, marks }));

/** As somebody who owns the table: every guard off. */
async function tamper(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = await clientOn(address);
  await client.query("begin");
  await client.query("alter table audit disable trigger user");
  await client.query("drop index audit_by_chain");
  await work(client);
  await client.query("create index audit_by_chain on audit (account_id, chain, seq)");
  await client.query("alter table audit enable trigger user");
  await client.query("commit");
}

async function firstFault(accountId: string) {
  const { faults } = await verdictOn(accountId);
  return faults.map(({ kind, seq }) => [kind, seq]);
}

describe("an audit log that nobody touched", () => {
  test("verifies, whatever was written, in one chain or by many at once", async () => {
    const accountId = await chained(0);
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const maybe = fc.option(text, { nil: undefined });
    const entries = fc.record({
      actorId: maybe,
      reason: maybe,
      address: maybe,
      requestId: maybe,
      subject: fc.option(fc.record({ kind: text, id: text }), { nil: undefined }),
      details: fc.dictionary(
        text.map(storable),
        fc.oneof(text.map(storable), fc.double({ noNaN: true }), fc.constant(null)),
      ),
      at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    });
    const written = fc.sample(entries, 300);
    for (let from = 0; from < written.length; from += 15)
      await Promise.all(
        written.slice(from, from + 15).map((more) => recordAudit(db, { ...entry(accountId), ...more })),
      );
    const { rows, faults, heads, isComplete } = await verdictOn(accountId);
    expect([rows, faults, isComplete]).toEqual([300, [], true]);
    expect(heads.reduce((sum, { seq }) => sum + seq, 0)).toBe(300);
    expect(heads.length).toBeLessThanOrEqual(15);
  });

  test("keeps a chain where a transaction is rolled back: what was not written is not missing", async () => {
    const accountId = await chained(2);
    await expect(
      db.transaction(async (tx) => {
        await recordAudit(tx, entry(accountId));
        throw new Error("thought better of it");
      }),
    ).rejects.toThrow("thought better");
    await recordAudit(db, entry(accountId));
    expect(await verdictOn(accountId)).toMatchObject({ rows: 3, faults: [], heads: [{ seq: 3 }] });
  });

  test("nobody waits for another's commit: a second writer takes a chain of its own", async () => {
    const accountId = await chained(1);
    await db.transaction(async (tx) => {
      await recordAudit(tx, entry(accountId));
      await recordAudit(db, entry(accountId));
      await recordAudit(tx, entry(accountId));
    });
    const { rows, faults, heads } = await verdictOn(accountId);
    expect([rows, faults, heads.length]).toEqual([4, [], 2]);
  });

  test("is read a page at a time, and says when the time did not suffice", async () => {
    const accountId = await chained(3);
    const verdict = await atOneMoment(db, (moment) => verifyAudit(moment, { accountId, isOver: () => true }));
    expect(verdict).toMatchObject({ rows: 0, isComplete: false, faults: [] });
  });
});

/** What a text that goes into jsonb may hold. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll("\0", ""), "utf8").toString("utf8");
}

describe("threat 18: what somebody did to it who owns the table, its triggers off", () => {
  test.each<[string, string, AuditFaultKind, number]>([
    ["account_id", "account_id = account_id || 'x'", "removed", 3],
    ["audit_id", "audit_id = audit_id || '0'", "changed", 3],
    ["at", "at = at + interval '1 microsecond'", "changed", 3],
    ["actor_id", "actor_id = 'user-2'", "changed", 3],
    ["actor_id to null", "actor_id = null", "changed", 3],
    ["action", "action = 'contact.reveak'", "changed", 3],
    ["outcome", "outcome = 'dona'", "changed", 3],
    ["subject_kind", "subject_kind = 'sessioo'", "changed", 3],
    ["subject_id", "subject_id = subject_id || 'x'", "changed", 3],
    ["reason", "reason = 'customer on the phonf'", "changed", 3],
    ["reason to nothing", "reason = ''", "changed", 3],
    ["address", "address = '192.0.2.8'", "changed", 3],
    ["request_id", "request_id = 'request-2'", "changed", 3],
    ["details", `details = details || '{"orders": 4}'`, "changed", 3],
    ["prev_hash", "prev_hash = set_byte(prev_hash, 0, get_byte(prev_hash, 0) # 1)", "changed", 3],
    ["hash", "hash = set_byte(hash, 31, get_byte(hash, 31) # 1)", "changed", 3],
    ["a value from one column into the next", "reason = null, address = reason", "changed", 3],
    ["seq, to the end", "seq = 1000", "moved", 1000],
    ["seq, before the beginning", "seq = -5", "moved", -5],
  ])("one byte of %s: the row is named", async (_name, change, kind, seq) => {
    const accountId = await chained(5);
    await tamper(async (client) => {
      await client.query(`update audit set ${change} where account_id = $1 and seq = 3`, [accountId]);
    });
    expect(await firstFault(accountId)).toEqual([[kind, seq]]);
  });

  test("the row's id is told", async () => {
    const accountId = await chained(5);
    const { rows } = await db.query<{ audit_id: string }>(
      "select audit_id from audit where account_id = $1 and seq = 4",
      [accountId],
    );
    await tamper(async (client) => {
      await client.query("update audit set reason = '' where account_id = $1 and seq = 4", [accountId]);
    });
    expect((await verdictOn(accountId)).faults).toMatchObject([{ auditId: rows[0]?.audit_id }]);
  });

  test.each<[string, readonly string[], readonly [AuditFaultKind, number][]]>([
    ["a row removed", ["delete from audit where account_id = $1 and seq = 3"], [["removed", 3]]],
    ["the first rows removed", ["delete from audit where account_id = $1 and seq < 3"], [["removed", 1]]],
    [
      "a row removed and the ones behind it counted anew",
      [
        "delete from audit where account_id = $1 and seq = 3",
        "update audit set seq = seq - 1 where account_id = $1 and seq > 3",
        "update audit_heads set seq = seq - 1 where account_id = $1",
      ],
      [["removed", 3]],
    ],
    ["the tail cut", ["delete from audit where account_id = $1 and seq > 3"], [["cut", 4]]],
    ["all of it removed", ["delete from audit where account_id = $1"], [["cut", 1]]],
    [
      "two rows swapped",
      ["update audit set seq = case seq when 3 then 4 else 3 end where account_id = $1 and seq in (3, 4)"],
      [["moved", 3]],
    ],
    [
      "a row inserted behind the last",
      [
        `insert into audit select account_id, audit_id || 'x', at, actor_id, action, outcome, subject_kind, subject_id,
           reason, address, request_id, details, chain, seq + 1, hash, hash from audit where account_id = $1 and seq = 5`,
      ],
      [["inserted", 6]],
    ],
    [
      "a row inserted in between, the others counted anew",
      [
        "update audit set seq = seq + 1 where account_id = $1 and seq >= 3",
        `insert into audit select account_id, audit_id || 'x', at, actor_id, action, outcome, subject_kind, subject_id,
           reason, address, request_id, details, chain, seq + 1, hash, '' from audit where account_id = $1 and seq = 2`,
        "update audit_heads set seq = seq + 1 where account_id = $1",
      ],
      [["inserted", 3]],
    ],
    ["the head removed", ["delete from audit_heads where account_id = $1"], [["headless", 1]]],
    ["the head changed", ["update audit_heads set hash = '' where account_id = $1"], [["changed", 5]]],
    [
      "rows moved to a chain of their own",
      ["update audit set chain = 'other' where account_id = $1 and seq > 3"],
      [
        ["cut", 4],
        ["headless", 4],
      ],
    ],
  ])("%s", async (_name, statements, faults) => {
    const accountId = await chained(5);
    await tamper(async (client) => {
      for (const sql of statements) await client.query(sql, [accountId]);
    });
    expect((await firstFault(accountId)).toSorted()).toEqual(faults);
  });

  test("a row inserted with a hash that is right: the chain goes on from the other", async () => {
    const accountId = await chained(5);
    await tamper(async (client) => {
      await client.query("update audit set seq = seq + 1 where account_id = $1 and seq >= 3", [accountId]);
      await client.query(
        `insert into audit (account_id, audit_id, at, action, outcome, chain, seq, prev_hash, hash)
         select account_id, 'forged', at, action, outcome, chain, 3, hash,
           audit_hash(account_id, chain, '3', encode(hash, 'hex'), 'forged',
             to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), null, action, outcome, null, null, null, null,
             null, '{}')
         from audit where account_id = $1 and seq = 2`,
        [accountId],
      );
      await client.query("update audit_heads set seq = seq + 1 where account_id = $1", [accountId]);
    });
    expect((await verdictOn(accountId)).faults).toMatchObject([{ kind: "inserted", auditId: "forged" }]);
  });

  test("a tail cut together with its head is found by a head that was kept elsewhere", async () => {
    const accountId = await chained(5);
    const { heads } = await verdictOn(accountId);
    await tamper(async (client) => {
      await client.query("delete from audit where account_id = $1 and seq > 3", [accountId]);
      await client.query(
        `update audit_heads h set seq = a.seq, hash = a.hash from audit a
         where a.account_id = $1 and a.seq = 3 and h.account_id = $1`,
        [accountId],
      );
    });
    expect(await firstFault(accountId)).toEqual([]);
    expect((await verdictOn(accountId, heads)).lost).toMatchObject([{ kind: "cut", seq: 5 }]);
    await recordAudit(db, entry(accountId, { requestId: randomUUID() }));
    await recordAudit(db, entry(accountId, { requestId: randomUUID() }));
    expect((await verdictOn(accountId, heads)).lost).toMatchObject([{ kind: "changed", seq: 5 }]);
  });
});

test("where another role owns the tables, as SECURITY.md has it, the serving role writes and nothing more", async () => {
  const accountId = await chained(1);
  const owner = await clientOn(address);
  const role = `kontor_serving_${randomUUID().slice(0, 8)}`;
  await owner.query(`create role ${role}`);
  await owner.query(`grant select, insert on audit to ${role}`);
  await owner.query(`grant select, insert, update on audit_heads to ${role}`);
  try {
    await owner.query("begin");
    await owner.query(`set local role ${role}`);
    await recordAudit(queryableOf(owner), entry(accountId));
    await owner.query("commit");
    for (const sql of [
      "update audit set reason = ''",
      "delete from audit",
      "truncate audit",
      "alter table audit disable trigger user",
      "delete from audit_heads",
    ]) {
      await owner.query("begin");
      await owner.query(`set local role ${role}`);
      await expect(owner.query(sql)).rejects.toThrow(/permission denied|must be owner/);
      await owner.query("rollback");
    }
  } finally {
    await owner.query(`drop owned by ${role}`);
    await owner.query(`drop role ${role}`);
  }
  expect(await verdictOn(accountId)).toMatchObject({ rows: 2, faults: [] });
});
