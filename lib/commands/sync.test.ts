import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { addDays, localDayOf } from "@/lib/domain/local-day";
import { SANDBOX_DEFAULTS, type Sandbox, startSandbox } from "@/sandbox/start-sandbox";

const { accountId, clientId, clientSecret } = SANDBOX_DEFAULTS;
const TODAY = localDayOf(Date.now(), "Europe/Oslo");

let dataDir = "";
/** The store of a Kontor that is running all the while. */
let db: Database;
let sandbox: Sandbox;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "kontor-sync-"));
  await chmod(dataDir, 0o711);
  db = await openDatabase({ dataDir });
  sandbox = await startSandbox({ orders: 100 });
  // The first one builds the commands.
  await sync(["--help"]);
}, 120_000);

afterAll(async () => {
  await sandbox.close();
  await db.close();
  await rm(dataDir, { recursive: true, force: true });
});

beforeEach(() => sandbox.control.faults.clear());

/** `npm run sync -- WORDS` as npm runs it; `whenItSpeaks` is told of its first word on standard error. */
function sync(
  words: readonly string[],
  {
    changes = {},
    whenItSpeaks,
  }: { changes?: Record<string, string>; whenItSpeaks?: (kill: () => void) => void } = {},
) {
  const environment = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH,
    DINTERO_ACCOUNT_ID: accountId,
    DINTERO_CLIENT_ID: clientId,
    DINTERO_CLIENT_SECRET: clientSecret,
    DINTERO_API_URL: sandbox.url,
    DINTERO_CHECKOUT_URL: sandbox.url,
    DATA_DIR: dataDir,
    ...changes,
  };
  const child = spawn(process.execPath, ["bin/run.mjs", "sync", ...words], { env: environment });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said.err += text;
    if (said.err === text) whenItSpeaks?.(() => child.kill("SIGTERM"));
  });
  return new Promise<{ code: number | null; out: string; err: string }>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, ...said }));
  });
}

async function countOrders(): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    "select count(*)::integer as count from orders where account_id = $1 and source = 'import'",
    [accountId],
  );
  return rows[0]?.count ?? 0;
}

test("imports beside a running Kontor, says what it did, and does it once", async () => {
  const from = addDays(TODAY, -60);
  const first = await sync(["--from", from]);
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Read 61 days in .*orders fetched/) });
  const count = await countOrders();
  expect(count).toBeGreaterThan(10);
  const again = await sync(["--from", from]);
  expect(again.out).toMatch(
    /0 orders fetched, 0 of them new or changed\. \d+ days had been imported before\./,
  );
  expect(await countOrders()).toBe(count);
}, 120_000);

test("stopped in the middle it says how to go on, and goes on", async () => {
  const from = addDays(TODAY, -200);
  const words = ["--from", from, "--to", addDays(TODAY, -70)];
  // The first answer after the start never comes: that is where it is stopped.
  sandbox.control.faults.add({ path: "/v1/transactions/*", times: null, fault: { kind: "hang" } });
  const stopped = await sync(words, { whenItSpeaks: (kill) => kill() });
  expect(stopped).toMatchObject({
    code: 1,
    err: expect.stringContaining("the same command goes on from there"),
  });
  sandbox.control.faults.clear();
  expect(await sync(words)).toMatchObject({ code: 0 });
}, 120_000);

test("the check of a day says how many captures each side has", async () => {
  const result = await sync(["--check", addDays(TODAY, -3)]);
  const [, theirs, ours] =
    /^Dintero has (\d+) captured transactions of [-\d]+, we hold (\d+)\./.exec(result.out) ?? [];
  expect(result.code).toBe(0);
  expect(theirs).toBeDefined();
  expect(ours).toBe(theirs);
}, 60_000);

test.each([
  [[], "Give either --from DATE or --check DATE"],
  [["--from", "yesterday"], "--from must be a day"],
  [["--from", "2026-02-30"], "--from must be a day"],
  [["--from", "2026-05-12", "--to", "2026-05-11"], "--from must not be after --to."],
  [["--from", "2026-05-12", "--to", addDays(TODAY, 1)], "--to must not be after today"],
  [["--from", "2026-05-12", "--check", "2026-05-12"], "Give either"],
  [["--check", "2026-05-12", "--again"], "--check takes one day"],
  [["2026-05-12"], "Days are given by name"],
  [["--until", "2026-05-12"], "--help shows how it is written"],
])(
  "%j is refused in one sentence",
  async (words, sentence) => {
    const { code, out, err } = await sync(words);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  },
  30_000,
);

test("refused credentials are told in one sentence, and no secret with it", async () => {
  const changes = { DINTERO_CLIENT_SECRET: "canary-wrong-secret" };
  const { code, err } = await sync(["--from", TODAY], { changes });
  expect(code).toBe(1);
  expect(err).toMatch(/refused our credentials|credential/i);
  expect(err).not.toContain("canary-wrong-secret");
}, 30_000);
