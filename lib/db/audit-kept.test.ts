import { join } from "node:path";
import { expect, test } from "vitest";
import { recordAudit } from "./audit";
import { atOneMoment, verifyAudit } from "./audit-verify";
import { writeBackup } from "./backup";
import { connect, type DatabaseAddress } from "./connect";
import { migrate, readMigrations } from "./migrate";
import { restoreBackup } from "./restore";
import { clientOn, emptyDatabase, folderWith } from "./test-stores";

const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const ACCOUNT = "T30000001";

async function verdictOn(address: DatabaseAddress, accountId = ACCOUNT) {
  const db = connect(address);
  try {
    return await atOneMoment(db, (moment) => verifyAudit(moment, { accountId }));
  } finally {
    await db.close();
  }
}

async function record(address: DatabaseAddress, count: number): Promise<void> {
  const db = connect(address);
  for (let i = 0; i < count; i += 1)
    await recordAudit(db, { accountId: ACCOUNT, at: NOW + i, action: "orders.read", outcome: "done" });
  await db.close();
}

/** Rows as they were written before there was a chain. */
const OLD_ROWS = `insert into audit (account_id, audit_id, at, actor_id, action, outcome, reason, details)
  select $1, lpad(i::text, 12, '0'), timestamptz '2026-05-01 10:00:00.123456Z' + i * interval '1 second', null,
         'contact.reveal', 'done', E'line\\nnext é \\x01', jsonb_build_object('n', i, 'text', '"q"', 'ratio', 0.10)
  from generate_series(1, 1200) i`;

async function storeBefore(): Promise<DatabaseAddress> {
  const chained = (await readMigrations()).findIndex(({ name }) => name.includes("audit_chain"));
  expect(chained).toBeGreaterThan(0);
  const before = (await readMigrations()).slice(0, chained);
  const address = await emptyDatabase();
  await migrate(address, await folderWith(Object.fromEntries(before.map(({ name, sql }) => [name, sql]))));
  const client = await clientOn(address);
  await client.query(OLD_ROWS, [ACCOUNT]);
  await client.query(OLD_ROWS, ["T30000002"]);
  return address;
}

test("rows from before are chained when the chain comes, each account's apart, and those that follow go on from them", async () => {
  const address = await storeBefore();
  await migrate(address);
  await record(address, 2);
  expect(await verdictOn(address)).toMatchObject({
    rows: 1202,
    faults: [],
    heads: [{ chain: "first", seq: 1202 }],
  });
  expect(await verdictOn(address, "T30000002")).toMatchObject({ rows: 1200, faults: [] });
  const client = await clientOn(address);
  await expect(client.query("update audit set reason = ''")).rejects.toThrow("append-only");
});

test("a backup of before the chain is chained by being restored", async () => {
  const address = await storeBefore();
  const path = join(await folderWith({}), "store.backup");
  await writeBackup({ address, path, now: NOW });
  const other = await emptyDatabase();
  await restoreBackup({ address: other, path, isReplacing: false, accountId: ACCOUNT, now: NOW });
  expect(await verdictOn(other)).toMatchObject({ rows: 1201, faults: [], heads: [{ seq: 1201 }] });
});

test("a restored store verifies, its heads of before hold, and the restore stands at the end with what it replaced", async () => {
  const address = await emptyDatabase();
  await migrate(address);
  await record(address, 20);
  const { heads } = await verdictOn(address);
  const path = join(await folderWith({}), "store.backup");
  await writeBackup({ address, path, now: NOW });
  await record(address, 3);
  const before = await verdictOn(address);
  await restoreBackup({ address, path, isReplacing: true, accountId: ACCOUNT, now: NOW });
  const db = connect(address);
  const {
    lost: none,
    faults,
    rows,
  } = await atOneMoment(db, (moment) => verifyAudit(moment, { accountId: ACCOUNT, marks: heads }));
  expect([none, faults, rows]).toEqual([[], [], 21]);
  const { lost } = await atOneMoment(db, (moment) =>
    verifyAudit(moment, { accountId: ACCOUNT, marks: before.heads }),
  );
  expect(lost).toMatchObject([{ kind: "cut", seq: 23 }]);
  const { rows: last } = await db.query<{ details: object }>(
    "select details from audit where action = 'store.restore'",
  );
  const [head] = before.heads;
  expect(last).toMatchObject([{ details: { replaced_heads: [`${head?.chain}.23.${head?.hash}`] } }]);
  await recordAudit(db, { accountId: ACCOUNT, at: NOW, action: "orders.read", outcome: "done" });
  expect(await verdictOn(address)).toMatchObject({ rows: 22, faults: [] });
  await db.close();
});
