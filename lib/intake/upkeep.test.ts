import { describe, expect, test } from "vitest";
import { countUnmappedFailures, listUnmappedFailures } from "@/lib/db/failures";
import { testDatabase } from "@/lib/db/test-database";
import { createLogger } from "@/lib/log";
import { apply } from "./apply";
import { restateDue } from "./restate";
import { NOW, newAccount, session, transaction } from "./test-answers";
import { outdate, unmappedLog } from "./upkeep";

const { db } = testDatabase();

function desk(now = NOW) {
  const account = newAccount(db);
  const lines: string[] = [];
  const log = createLogger("info", (line) => lines.push(line));
  const deps = { db, accountId: account.accountId, log, now: () => now };
  return { account, deps, lines };
}

const refused = (error: object) =>
  transaction({
    status: "FAILED",
    events: [
      {
        id: "1",
        event: "AUTHORIZE",
        success: false,
        transaction_status: "FAILED",
        created_at: "2026-05-12T10:01:00.000Z",
        error: { ...error },
      },
    ],
  });

const columns = async (accountId: string) => {
  const { rows } = await db.query<Record<string, unknown>>(
    `select status, failure_reason, failure_who, failure_value, failure_source, failure_severity, failure_product,
       failure_version, failed_at from orders where account_id = $1`,
    [accountId],
  );
  return rows;
};

describe("why an order failed", () => {
  test("is kept with it, to be counted without its documents", async () => {
    const { account, deps } = desk();
    await apply(deps, refused({ type: ["INSUFFICIENT_FUNDS"], result_code: "51" }), "callback");
    expect(await columns(account.accountId)).toMatchObject([
      {
        failure_reason: "insufficientFunds",
        failure_who: "bank",
        failure_value: "INSUFFICIENT_FUNDS",
        failure_source: "transaction-event",
        failure_severity: "routine",
      },
    ]);
  });

  test("goes again when a later answer says that it did not", async () => {
    const { account, deps } = desk();
    await apply(deps, refused({ type: ["ERROR"] }), "callback");
    const events = [
      {
        id: "2",
        event: "AUTHORIZE",
        success: true,
        transaction_status: "AUTHORIZED",
        created_at: "2026-05-12T10:02:00.000Z",
      },
    ];
    const better = { status: "AUTHORIZED", updated_at: "2026-05-12T10:02:00.000Z", events };
    await apply(deps, transaction(better), "callback");
    expect(await columns(account.accountId)).toMatchObject([{ failure_reason: null, failure_value: null }]);
  });

  test("is found anew from what is stored when it was explained by an older table", async () => {
    const { account, deps } = desk();
    await apply(deps, refused({ type: ["INSUFFICIENT_FUNDS"] }), "callback");
    await db.query(
      "update orders set failure_reason = 'technicalError', failure_value = null, failure_version = 1 where account_id = $1",
      [account.accountId],
    );
    expect(await outdate(deps)).toBe(true);
    expect(await restateDue(deps)).toBe(1);
    const [row] = await columns(account.accountId);
    expect(row).toMatchObject({ failure_reason: "insufficientFunds", failure_value: "INSUFFICIENT_FUNDS" });
    expect(row?.failure_version).toBeGreaterThan(1);
    expect((await account.dump()).orders).toHaveLength(1);
  });

  test("becomes true by time alone: an open session that ran out is one that was never opened", async () => {
    const { account, deps } = desk(Date.parse("2026-05-12T12:00:00.000Z"));
    const early = { ...deps, now: () => Date.parse("2026-05-12T10:30:00.000Z") };
    await apply(early, session({ expires_at: "2026-05-12T11:00:00.000Z" }), "lookup");
    expect(await columns(account.accountId)).toMatchObject([{ failure_reason: null }]);
    await restateDue(deps);
    expect(await columns(account.accountId)).toMatchObject([
      { status: "EXPIRED", failure_reason: "neverOpened", failure_who: "customer" },
    ]);
  });
});

test("a value that nothing explains is counted, listed, and told to the log once an hour", async () => {
  const { deps, lines, account } = desk();
  await apply(deps, refused({ type: ["SOLAR_FLARE"] }), "callback");
  expect(await countUnmappedFailures(db, account.accountId)).toBe(1);
  expect(await listUnmappedFailures(db, account.accountId, 10)).toMatchObject([
    { value: "SOLAR_FLARE", source: "transaction-event", count: 1 },
  ]);
  const tell = unmappedLog(deps);
  await tell();
  await tell();
  expect(lines.filter((line) => line.includes("failure.unmapped"))).toHaveLength(1);
  expect(lines[0]).toContain("SOLAR_FLARE");
});
