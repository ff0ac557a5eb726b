import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readHeads } from "@/lib/db/audit-verify";
import type { Database } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { createUser } from "@/lib/db/users";
import { formatMark } from "@/lib/domain/audit-chain";
import { SANDBOX_DEFAULTS, startSandbox } from "@/sandbox/start-sandbox";
import { checkConfiguration } from "./doctor/check-configuration";
import type { Finding } from "./doctor/finding";

const { accountId, clientId, clientSecret } = SANDBOX_DEFAULTS;
const NOW = Date.now();
const SECRETS = {
  AUTH_SECRET: "planted-auth-secret-0123456789abcdef-xyz",
  DINTERO_CLIENT_SECRET: clientSecret,
  DINTERO_SIGNATURE_SECRET: "planted-signature-secret,planted-older-secret",
  DINTERO_WEBHOOK_SECRET: "planted-webhook-secret",
  METRICS_TOKEN: "planted-metrics-token",
};

let dataDir = "";
/** The store of a Kontor that is running all the while. */
let db: Database;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "kontor-doctor-"));
  await chmod(dataDir, 0o711);
  db = await openDatabase({ dataDir });
  sandbox = await startSandbox({ orders: 3 });
  const admin = { email: "a@example.com", name: "A", role: "admin", passwordHash: "x" } as const;
  await createUser(db, accountId, admin, NOW);
  // The first one builds the commands.
  await run("doctor", ["--help"], {});
}, 120_000);

afterAll(async () => {
  await sandbox.close();
  await db.close();
  await rm(dataDir, { recursive: true, force: true });
});

function environment(changes: Readonly<Record<string, string | undefined>> = {}) {
  return {
    APP_URL: "https://kontor.example.com",
    DINTERO_ACCOUNT_ID: accountId,
    DINTERO_CLIENT_ID: clientId,
    DINTERO_API_URL: sandbox.url,
    DINTERO_CHECKOUT_URL: sandbox.url,
    DATA_DIR: dataDir,
    ...SECRETS,
    ...changes,
  };
}

/** `npm run NAME -- WORDS` as npm runs it. */
function run(name: string, words: readonly string[], given: Readonly<Record<string, string | undefined>>) {
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, ...given };
  const child = spawn(process.execPath, ["bin/run.mjs", name, ...words], { env });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  child.stdin.end();
  return new Promise<{ code: number | null; out: string; err: string }>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, ...said }));
  });
}

async function examine(changes: Readonly<Record<string, string | undefined>> = {}) {
  const { code, out, err } = await run("doctor", ["--json"], environment(changes));
  expect(err).toBe("");
  const findings: Finding[] = JSON.parse(out);
  const stateOf = (check: string) => findings.find((finding) => finding.check === check)?.state;
  return { code, out, findings, stateOf };
}

describe("the doctor", () => {
  test("beside a running Kontor that is well: nothing fails, 0, and no secret is shown", async () => {
    const { code, out, findings, stateOf } = await examine();
    expect(findings.filter(({ state }) => state === "fail")).toEqual([]);
    expect(code).toBe(0);
    for (const check of [
      "dintero token",
      "clock",
      "database",
      "durability",
      "checksums",
      "migrations",
      "recount",
      "users",
      "audit log",
    ])
      expect([check, stateOf(check)]).toEqual([check, "ok"]);
    const secrets = Object.values(SECRETS).flatMap((secret) => secret.split(","));
    expect(secrets.filter((secret) => out.includes(secret))).toEqual([]);
  });

  test("says what to do about each thing that is not well, a line each, and ends with 1", async () => {
    const { code, out } = await run(
      "doctor",
      [],
      environment({ DINTERO_CLIENT_SECRET: "wrong", DINTERO_SIGNATURE_SECRET: "" }),
    );
    expect(code).toBe(1);
    expect(out).toMatch(
      /^FAIL dintero token +Dintero refused our credentials \(status 401.*\)\n +DINTERO_ACCOUNT_ID, /m,
    );
    expect(out).toMatch(/^FAIL DINTERO_SIGNATURE_SECRET +not set: every callback is answered 503/m);
    expect(out).toMatch(/^ok {3}database /m);
  });

  test("tells a Dintero that is not there, and still looks at the store", async () => {
    const { code, findings, stateOf } = await examine({ DINTERO_API_URL: "http://127.0.0.1:1" });
    expect([code, stateOf("dintero token"), stateOf("database")]).toEqual([1, "fail", "ok"]);
    expect(findings.find(({ check }) => check === "dintero token")?.todo).toMatch(/firewall/);
  });

  test("tells figures that are not what their documents say, deliveries that wait, and parked ones", async () => {
    const delivery = (id: string, state: string) =>
      db.query(
        `insert into deliveries (account_id, delivery_id, channel, received_at, last_received_at, key_number, method,
           raw_query, headers, body_state, body_bytes, state, next_attempt_at)
         values ($1, $2, 'callback', $3, $3, 0, 'GET', '', '{}', 'absent', 0, $4, $3)`,
        [accountId, id, new Date(Date.now() - 2 * 3_600_000).toISOString(), state],
      );
    await delivery("d1", "received");
    await delivery("d2", "parked");
    await db.query(
      `insert into orders (account_id, order_key, status, currency, ordered_minor, authorized_minor, captured_minor,
         refunded_minor, voided_minor, remaining_minor, search, source, fetched_at)
       values ($1, 'T12345678.planted', 'CAPTURED', 'NOK', 1, 1, 1, 0, 0, 0, '', 'lookup', now())`,
      [accountId],
    );
    const { code, findings, stateOf } = await examine();
    expect([code, stateOf("deliveries"), stateOf("parked"), stateOf("recount")]).toEqual([
      1,
      "fail",
      "warn",
      "fail",
    ]);
    expect(findings.find(({ check }) => check === "recount")?.says).toContain("T12345678.planted");
    await db.query("delete from orders where account_id = $1", [accountId]);
    await db.query("delete from deliveries where account_id = $1", [accountId]);
  });

  test("with DATABASE_URL looks at that server, and tells settings that lose what was acknowledged", async () => {
    const url = `postgresql://kontor@localhost/kontor?host=${encodeURIComponent(join(dataDir, "run"))}`;
    await db.query("alter database kontor set synchronous_commit = off");
    const { code, stateOf } = await examine({ DATABASE_URL: url, DATA_DIR: "/nowhere" });
    await db.query("alter database kontor reset synchronous_commit");
    expect([code, stateOf("DATABASE_URL"), stateOf("durability")]).toEqual([1, "ok", "fail"]);
    const gone = await examine({ DATABASE_URL: "postgresql://kontor:planted@127.0.0.1:1/kontor" });
    expect([gone.code, gone.stateOf("database"), gone.out.includes("planted@")]).toEqual([1, "fail", false]);
  });

  test("makes no store where there is none", async () => {
    const { stateOf } = await examine({ DATA_DIR: join(dataDir, "none") });
    expect(stateOf("database")).toBe("warn");
  });

  test.each([
    ["missing", { APP_URL: undefined }, "APP_URL", "fail"],
    ["malformed", { PORT: "many" }, "PORT", "fail"],
    ["short", { AUTH_SECRET: "short" }, "AUTH_SECRET", "fail"],
    ["made of one letter", { AUTH_SECRET: "k".repeat(64) }, "AUTH_SECRET", "warn"],
    ["short", { DINTERO_SIGNATURE_SECRET: "abc" }, "DINTERO_SIGNATURE_SECRET", "warn"],
    ["unencrypted", { APP_URL: "http://kontor.example.com" }, "APP_URL", "warn"],
    ["misspelled", { DINTERO_SIGNATURE_SECRETS: "abc" }, "DINTERO_SIGNATURE_SECRETS", "warn"],
    ["switched off", { SYNC_INTERVAL_SECONDS: "0" }, "SYNC_INTERVAL_SECONDS", "warn"],
  ])("a variable that is %s is told (%j)", (_, changes, name, state) => {
    const { findings } = checkConfiguration(environment(changes));
    expect(findings.find(({ check }) => check === name)?.state).toBe(state);
  });
});

describe("backup and restore as commands", () => {
  test("a backup beside a running Kontor, moved to a server by DATABASE_URL, and back over it", async () => {
    const file = join(dataDir, "store.backup");
    const made = await run("backup", [file], environment());
    expect([made.code, made.err]).toEqual([0, ""]);
    expect((await run("backup", ["--verify", file], {})).code).toBe(0);
    const url = `postgresql://kontor@localhost/moved?host=${encodeURIComponent(join(dataDir, "run"))}`;
    await db.query("create database moved");
    expect((await run("restore", [file], environment({ DATABASE_URL: url }))).code).toBe(0);
    const again = await run("restore", [file], environment({ DATABASE_URL: url }));
    expect([again.code, again.err]).toEqual([1, expect.stringMatching(/^The store is not empty \(audit, /)]);
    const unasked = await run("restore", [file, "--replace"], environment({ DATABASE_URL: url }));
    expect([unasked.code, unasked.err]).toEqual([1, expect.stringContaining("--replace --yes")]);
    const kept = join(dataDir, "kontor.log");
    const heads = await readHeads(db, accountId);
    await writeFile(
      kept,
      heads.map((mark) => `{"evt":"audit.head","head":"${formatMark(mark)}"}`).join("\n"),
    );
    expect(
      (await run("restore", [file, "--replace", "--yes"], environment({ DATABASE_URL: url }))).code,
    ).toBe(0);
    const after = await run("doctor", ["--heads", kept], environment({ DATABASE_URL: url }));
    expect(after.out).toMatch(/^ok {3}audit log +\d+ rows in 1 chains/m);
    // The log of the store that was backed up went on by a row: that the backup was made.
    expect(after.out).toMatch(/^FAIL audit heads +row \w+\.\d+ .*(is missing|is not as it was written)/m);
  });

  test("a file that is no backup is neither read nor overwritten, and told in one sentence", async () => {
    for (const [name, words] of [
      ["restore", ["package.json"]],
      ["backup", ["package.json"]],
      ["backup", ["--verify", "package.json"]],
    ] as const) {
      const { code, err } = await run(name, words, environment());
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/package\.json is (there and is )?no backup of Kontor's.*\n$/),
      ]);
    }
  });
});
