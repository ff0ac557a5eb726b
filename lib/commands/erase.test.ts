import { spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { apply } from "@/lib/intake/apply";
import { session } from "@/lib/intake/test-answers";
import { dumpStore } from "@/lib/intake/test-dump-store";

const ACCOUNT = "T12345678";
let folder = "";
/** The store of a Kontor that is running all the while. */
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kontor-erase-"));
  await chmod(folder, 0o711);
  db = await openDatabase({ dataDir: join(folder, "data") });
  // The first one builds the commands.
  await run("erase", ["--help"]);
}, 120_000);

afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

/** `npm run NAME -- WORDS` as npm runs it. */
function run(name: string, words: readonly string[]) {
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH,
    DINTERO_ACCOUNT_ID: ACCOUNT,
    DATA_DIR: join(folder, "data"),
  };
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

/** An order that names `billing` where orders are indexed, and `shipping` only in the document. */
async function order(name: string, billing: string, shipping: string): Promise<void> {
  const id = `${ACCOUNT}.${name.padEnd(20, "0")}`;
  const { session: answer } = session({
    id,
    order: {
      ...{ amount: 5000, currency: "NOK", items: [], merchant_reference: name },
      billing_address: { email: billing },
      shipping_address: { email: shipping, first_name: "Firstcanary" },
    },
  });
  await apply({ db, accountId: ACCOUNT, now: Date.now }, { session: { ...answer, id } }, "lookup");
}

const text = async () => JSON.stringify(await dumpStore(db, ACCOUNT));

test("a person is handed what is held about them, then erased wherever they are named, and stays so", async () => {
  await order("one", "eva@example.com", "eva@example.com");
  await order("two", "other@example.com", "EVA@example.com");
  await order("three", "other@example.com", "other@example.com");

  const file = join(folder, "eva.json");
  expect(await run("person", ["--email", "eva@example.com", "--to", file])).toMatchObject({
    code: 0,
    err: "",
  });
  const record: { documents: object[] } = JSON.parse(await readFile(file, "utf8"));
  expect(record.documents).toHaveLength(2);
  expect(await run("person", ["--email", "eva@example.com", "--to", file])).toMatchObject({ code: 1 });

  expect(await run("erase", ["--email", "eva@example.com"])).toMatchObject({
    code: 1,
    err: "Say --yes to erase without being asked.\n",
  });
  expect(await text()).toMatch(/eva@/i);
  expect(await run("erase", ["--email", "Eva@Example.com", "--yes"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("Erased from 2 "),
  });
  expect(await text()).not.toMatch(/eva@/i);
  expect(await text()).toMatch(/other@example.com/);

  const saved = join(folder, "erasures.json");
  expect(await run("erase", ["--save", saved])).toMatchObject({ code: 0 });
  expect(await readFile(saved, "utf8")).not.toMatch(/eva/i);
  await db.query("delete from erasures");
  await db.query("update orders set erased_at = null");
  await db.query("update order_documents set erased_at = null");
  await order("one", "eva@example.com", "eva@example.com");
  expect(await run("erase", ["--again", saved])).toMatchObject({ code: 0 });
  expect(await text()).not.toMatch(/eva@/i);

  const { rows } = await db.query("select action from audit where action like 'privacy%' order by audit_id");
  expect(rows.flatMap((row) => Object.values(row))).toEqual([
    "privacy.export",
    "privacy.export",
    "privacy.erase",
    "privacy.erase",
  ]);
});

test.each([
  [["--email", "nobody"], "--email must be an e-mail address.\n"],
  [["--phone", "99887766"], "--phone must be a number with its country, for example +4799999999.\n"],
  [[], "Say whom by --email, --phone or --order; --help shows how it is written.\n"],
  [["--again", "no-such-file"], "no-such-file cannot be read.\n"],
])("what cannot be done is one sentence: erase %j", async (words, err) => {
  expect(await run("erase", words)).toMatchObject({ code: 1, out: "", err });
});
