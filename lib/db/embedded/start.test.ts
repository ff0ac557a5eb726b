import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { hasCode } from "@/lib/errors";
import { copyBinaries, findPackagedBinaries, isMusl } from "./binaries";
import { startEmbedded } from "./start";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const DEBIAN = "/usr/lib/postgresql/15/bin";
let work = "";

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "kontor-start-"));
  await chmod(work, 0o755);
});

afterAll(() => rm(work, { recursive: true, force: true }));

async function opened(dataDir: string, pgBin?: string): Promise<Record<string, string>> {
  const db = await openDatabase({ dataDir, pgBin });
  try {
    await db.ping();
    const { rows } = await db.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in
       ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_version')`,
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  } finally {
    await db.close();
  }
}

describe("the embedded server", () => {
  test("is durable, checks what it reads, and listens to nobody but its socket in a closed folder", async () => {
    const dataDir = join(work, "plain");
    const server = await startEmbedded({ dataDir });
    const db = connect(server.address);
    await expect(db.ping()).resolves.toBeUndefined();
    const { rows } = await db.query(
      "select current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums",
    );
    expect(rows).toEqual([{ addresses: "", checksums: "on" }]);
    expect((await stat(join(dataDir, "run"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, "run/.s.PGSQL.5432"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, "data-18"))).mode & 0o777).toBe(0o700);
    await db.close();
    await server.close();
  });

  test("a half copy of the binaries and a half cluster are made again", async () => {
    const dataDir = join(work, "half");
    const { version } = await findPackagedBinaries();
    // Of a starter that died: no process has this number.
    const half = [`postgresql-${version}.partial-2147483646`, "data-18.partial-2147483646"];
    for (const name of half) await mkdir(join(dataDir, name, "bin"), { recursive: true });
    await writeFile(join(dataDir, `data-18.partial-2147483646/PG_VERSION`), "18\n");
    expect(await opened(dataDir)).toMatchObject({ fsync: "on" });
    for (const name of half) expect(existsSync(join(dataDir, name))).toBe(false);
  });

  test("a path longer than a socket's name may be is no obstacle", async () => {
    const dataDir = join(work, "long".repeat(20), "longer".repeat(12));
    expect(Buffer.byteLength(dataDir)).toBeGreaterThan(107);
    expect(await opened(dataDir)).toMatchObject({ synchronous_commit: "on" });
  });

  test.runIf(isRoot)("as root it works below a folder that no other user may enter", async () => {
    const home = join(work, "private");
    await mkdir(home, { mode: 0o700 });
    expect(await opened(join(home, "data"))).toMatchObject({ full_page_writes: "on" });
    expect((await stat(join(home, "data/data-18"))).uid).not.toBe(0);
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  });

  test.runIf(existsSync(DEBIAN))(
    "PG_BIN runs an installed PostgreSQL on a folder of its own version",
    async () => {
      const dataDir = join(work, "installed");
      expect(await opened(dataDir, DEBIAN)).toMatchObject({ data_checksums: "on", fsync: "on" });
      expect(existsSync(join(dataDir, "data-15"))).toBe(true);
      // The packaged version finds the older store, says what to do, and touches nothing.
      await expect(openDatabase({ dataDir })).rejects.toThrow(
        /holds a store of PostgreSQL 15, and this Kontor runs PostgreSQL 18.*npm run backup.*npm run restore/,
      );
      expect(existsSync(join(dataDir, "data-18"))).toBe(false);
    },
  );

  test("a PG_BIN without PostgreSQL is said so", async () => {
    await expect(openDatabase({ dataDir: join(work, "none"), pgBin: work })).rejects.toThrow(
      `PG_BIN holds no usable postgres and initdb: ${work}`,
    );
  });

  test("a DATA_DIR that cannot be made is said so", async () => {
    const file = join(work, "a-file");
    await writeFile(file, "");
    await expect(openDatabase({ dataDir: join(file, "data") })).rejects.toSatisfy(
      (error) => hasCode(error, "storage-unavailable") && error.message.includes(join(file, "data")),
    );
  });

  test("a store that is damaged says what PostgreSQL says", async () => {
    const dataDir = join(work, "damaged");
    await opened(dataDir);
    await rm(join(dataDir, "data-18/global/pg_control"));
    await expect(openDatabase({ dataDir })).rejects.toThrow(/PostgreSQL did not start: .*pg_control/s);
  });
});

describe("the packaged binaries", () => {
  test("run from a package whose links and executable bits npm dropped", async () => {
    const packaged = await findPackagedBinaries();
    const native = join(work, "package/native");
    await cp(packaged.folder, native, { recursive: true });
    for (const program of ["postgres", "initdb"]) await chmod(join(native, "bin", program), 0o644);
    const links: { target: string }[] = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8"));
    for (const { target } of links) await rm(join(dirname(native), target), { force: true });

    const into = join(work, "copies");
    await mkdir(into);
    const { bin } = await copyBinaries({ ...packaged, folder: native }, into);
    for (const { target } of links) {
      expect(await readlink(join(bin, "..", target.replace("native/", "")))).toMatch(/^lib.*\.so\.[\d.]+$/);
    }
    expect((await run(join(bin, "postgres"), ["--version"])).stdout).toContain("(PostgreSQL) 18");
  });

  test("are not offered to a system with musl, unless glibc's loader is there too", async () => {
    const system = join(work, "alpine");
    await mkdir(join(system, "lib"), { recursive: true });
    expect(isMusl(system)).toBe(false);
    await writeFile(join(system, "lib/ld-musl-x86_64.so.1"), "");
    expect(isMusl(system)).toBe(true);
    await mkdir(join(system, "lib64"));
    await writeFile(join(system, "lib64/ld-linux-x86-64.so.2"), "");
    expect(isMusl(system)).toBe(false);
  });
});
