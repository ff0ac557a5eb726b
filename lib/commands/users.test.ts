import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import {
  confirmSecondFactor,
  findSecondFactor,
  offerSecondFactor,
  replaceRecoveryCodes,
} from "@/lib/db/second-factors";
import { createSignIn, findSignIn } from "@/lib/db/sign-ins";
import { findUserByEmail } from "@/lib/db/users";
import { isPassword } from "@/lib/passwords";

const ACCOUNT = "T12345678";
const PASSWORD = "correct horse battery";
const NOW = Date.now();

let dataDir = "";
/** The store of a Kontor that is running all the while. */
let db: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "kontor-users-"));
  await chmod(dataDir, 0o711);
  db = await openDatabase({ dataDir });
  // The first one builds the commands.
  await users([]);
}, 120_000);

afterAll(async () => {
  await db.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm run users -- WORDS` as npm runs it, with `input` on standard input. */
function users(words: readonly string[], input = "", changes: Readonly<Record<string, string>> = {}) {
  const environment = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH,
    DINTERO_ACCOUNT_ID: ACCOUNT,
    DATA_DIR: dataDir,
    ...changes,
  };
  const child = spawn(process.execPath, ["bin/run.mjs", "users", ...words], { env: environment });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  child.stdin.end(input);
  return new Promise<{ code: number | null; out: string; err: string }>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, ...said }));
  });
}

async function add(email: string, role = "support") {
  await users(["add", email, "--role", role], `${PASSWORD}\n`);
  const user = await findUserByEmail(db, ACCOUNT, email);
  if (user === undefined) throw new Error("the user was not added");
  const signInId = await createSignIn(db, ACCOUNT, {
    userId: user.userId,
    now: NOW,
    expiresAt: NOW + 3_600_000,
  });
  return { user, signIn: () => findSignIn(db, ACCOUNT, signInId, { now: NOW, idleMs: 1_800_000 }) };
}

async function auditOf(userId: string) {
  const { rows } = await db.query<{ action: string }>(
    "select action, outcome, details from audit where subject_id = $1 order by at, audit_id",
    [userId],
  );
  return rows;
}

test("a user is added beside a running Kontor, with the password from standard input", async () => {
  const words = ["add", " Kari@Example.com", "--role", "finance", "--name", "Kari Nordmann"];
  expect(await users(words, `${PASSWORD}\n`)).toEqual({
    code: 0,
    out: "Added kari@example.com (finance).\n",
    err: "",
  });
  const user = await findUserByEmail(db, ACCOUNT, "kari@example.com");
  expect(user).toMatchObject({ name: "Kari Nordmann", role: "finance", isDemo: false });
  expect(await isPassword(PASSWORD, user?.passwordHash)).toBe(true);
  expect(await auditOf(user?.userId ?? "")).toEqual([
    { action: "users.add", outcome: "done", details: { role: "finance" } },
  ]);
  expect((await users(["list"])).out).toMatch(
    /^EMAIL +ROLE +STATE +NAME\n.*kari@example\.com +finance +active +Kari Nordmann\n/s,
  );
}, 30_000);

test("F52 disabling ends every sign-in, and the list says so", async () => {
  const { user, signIn } = await add("disabled@example.com");
  expect(await signIn()).toBeDefined();
  expect(await users(["disable", "disabled@example.com"])).toMatchObject({ code: 0, err: "" });
  expect(await signIn()).toBeUndefined();
  expect((await users(["list"])).out).toMatch(/disabled@example\.com +support +disabled/);
  expect(await auditOf(user.userId)).toMatchObject([{ action: "users.add" }, { action: "users.disable" }]);
}, 30_000);

test("F52 a new role ends every sign-in", async () => {
  const { user, signIn } = await add("promoted@example.com");
  expect(await users(["set-role", "promoted@example.com", "admin"])).toMatchObject({ code: 0, err: "" });
  expect(await signIn()).toBeUndefined();
  expect(await findUserByEmail(db, ACCOUNT, "promoted@example.com")).toMatchObject({ role: "admin" });
  expect((await auditOf(user.userId))[1]).toMatchObject({ details: { from: "support", to: "admin" } });
}, 30_000);

test("F52 a disabled user is let in again by enabling, and old sign-ins stay ended", async () => {
  const { user, signIn } = await add("back@example.com");
  await users(["disable", "back@example.com"]);
  expect(await users(["enable", "back@example.com"])).toMatchObject({ code: 0, err: "" });
  expect(await signIn()).toBeUndefined();
  expect((await findUserByEmail(db, ACCOUNT, "back@example.com"))?.disabledAt).toBeUndefined();
  expect((await auditOf(user.userId)).map(({ action }) => action)).toContain("users.enable");
}, 30_000);

test("resetting the second factor takes it away with its recovery codes, and ends every sign-in", async () => {
  const { user, signIn } = await add("telephone-lost@example.com");
  const { userId } = user;
  await offerSecondFactor(db, ACCOUNT, { userId, sealedSecret: "sealed", now: NOW });
  await confirmSecondFactor(db, ACCOUNT, { userId, offeredSecret: "sealed", step: 1, now: NOW });
  await replaceRecoveryCodes(db, ACCOUNT, userId, NOW);
  expect(await users(["reset-second-factor", user.email])).toMatchObject({ code: 0, err: "" });
  expect(await findSecondFactor(db, ACCOUNT, userId)).toBeUndefined();
  expect(await signIn()).toBeUndefined();
  expect((await auditOf(userId)).map(({ action }) => action)).toContain("users.reset-second-factor");
}, 30_000);

test("a new password replaces the old one and ends every sign-in", async () => {
  const { signIn } = await add("renewed@example.com");
  const words = ["set-password", "renewed@example.com"];
  expect(await users(words, "another long password\n")).toMatchObject({ code: 0, err: "" });
  expect(await signIn()).toBeUndefined();
  const user = await findUserByEmail(db, ACCOUNT, "renewed@example.com");
  expect(await isPassword(PASSWORD, user?.passwordHash)).toBe(false);
  expect(await isPassword("another long password", user?.passwordHash)).toBe(true);
}, 30_000);

test.each<[string[], string, string]>([
  [
    ["add", "short@example.com", "--role", "support"],
    "tooshort\n",
    "The password must have 12 characters or more.\n",
  ],
  [["add", "none@example.com", "--role", "support"], "", "No password came on standard input.\n"],
  [["add", "no address", "--role", "support"], PASSWORD, '"no address" is no e-mail address.\n'],
  [["add", "x@example.com"], PASSWORD, "The role must be one of support, finance, manager, admin.\n"],
  [
    ["add", "x@example.com", "--role", "root"],
    PASSWORD,
    "The role must be one of support, finance, manager, admin.\n",
  ],
  [["add", "--role", "support"], PASSWORD, "The command takes EMAIL; --help shows how it is written.\n"],
  [
    ["add", "x@example.com", "--colour", "red"],
    PASSWORD,
    "Unknown option '--colour'; --help shows how it is written.\n",
  ],
  [["disable", "nobody@example.com"], "", "There is no user with the address nobody@example.com.\n"],
  [
    ["set-role", "nobody@example.com", "admin"],
    "",
    "There is no user with the address nobody@example.com.\n",
  ],
  [
    ["set-password", "nobody@example.com"],
    PASSWORD,
    "There is no user with the address nobody@example.com.\n",
  ],
  [["remove", "kari@example.com"], "", 'There is no command "remove"; --help lists them.\n'],
  [["list", "everybody"], "", "The command takes nothing more; --help shows how it is written.\n"],
])(
  "%j is refused with one sentence",
  async (words, input, sentence) => {
    expect(await users(words, input)).toEqual({ code: 1, out: "", err: sentence });
  },
  30_000,
);

test("a taken address is refused, and the account stays as it was", async () => {
  await add("taken@example.com");
  const again = await users(["add", "TAKEN@example.com", "--role", "admin"], "another long password\n");
  const sentence = "There is a user with the address taken@example.com already.\n";
  expect(again).toEqual({ code: 1, out: "", err: sentence });
  expect(await findUserByEmail(db, ACCOUNT, "taken@example.com")).toMatchObject({ role: "support" });
}, 30_000);

test("without a configuration or a database it says what is missing", async () => {
  expect(await users(["list"], "", { DINTERO_ACCOUNT_ID: "" })).toEqual({
    code: 1,
    out: "",
    err: "DINTERO_ACCOUNT_ID is missing: P or T and eight digits, for example T12345678\n",
  });
}, 30_000);

test("it answers --help, and works on the store when no Kontor runs", async () => {
  const { code, out } = await users(["--help"]);
  expect([code, out.split("\n")[0]]).toEqual([
    0,
    "The local accounts of Kontor. Works beside a running Kontor and without one.",
  ]);
  const alone = await mkdtemp(join(tmpdir(), "kontor-users-"));
  await chmod(alone, 0o711);
  const changes = { DATA_DIR: alone };
  expect(await users(["list"], "", changes)).toEqual({ code: 0, out: "There are no users yet.\n", err: "" });
  await rm(alone, { recursive: true, force: true });
}, 60_000);
