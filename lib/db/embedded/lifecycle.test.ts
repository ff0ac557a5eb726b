import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { rolldown } from "rolldown";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { hasCode } from "@/lib/errors";
import { isAlive, isAnswering, isServerOf, readPostmasterFile } from "./postmaster";
import { findServerUser } from "./server-user";

const root = resolve(".");
let work = "";
let bundle = "";
let dataDir = "";
const children: ChildProcess[] = [];

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "kontor-lifecycle-"));
  await chmod(work, 0o755);
  dataDir = join(work, "data");
  // Inside the project, as the real bundle is: the migrations and the packages are found from there.
  bundle = join(root, ".local", `test-holder-${process.pid}`);
  const build = await rolldown({
    input: { "test-holder": join(root, "lib/db/embedded/test-holder.ts") },
    platform: "node",
    external: (id) => !/^(\.|\/|@\/)/.test(id),
    resolve: { alias: { "@": root } },
  });
  await build.write({ dir: bundle, format: "esm", entryFileNames: "[name].mjs" });
  await build.close();
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
});

afterAll(async () => {
  await untilGone();
  await rm(work, { recursive: true, force: true });
  await rm(bundle, { recursive: true, force: true });
});

/** Starts a process that holds the store. @returns it and the first line it said. */
async function hold(
  manner: "stay" | "leave" = "stay",
  folder = dataDir,
  user?: { uid: number; gid: number },
) {
  const child = spawn(process.execPath, [join(bundle, "test-holder.mjs"), folder, manner], {
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
    ...user,
  });
  children.push(child);
  const [line] = await once(createInterface(child.stdout), "line");
  return { child, line: String(line) };
}

async function serverPid(): Promise<number> {
  const file = await readPostmasterFile(join(dataDir, "data-18"));
  if (file === undefined) throw new Error("no server runs");
  return file.pid;
}

/** Waits for the server on `dataDir` to be gone; the test's own time limit ends a wait for nothing. */
async function untilGone(): Promise<void> {
  while (await readPostmasterFile(join(dataDir, "data-18"))) await sleep(10);
}

function client() {
  return connect({ socketFolder: join(dataDir, "run"), user: "kontor", database: "kontor" });
}

describe("a Kontor and its server", () => {
  test("killed with SIGKILL, it leaves no server behind, loses nothing, and starts again at once (F33)", async () => {
    const first = await hold();
    expect(first.line).toBe("ready");
    const pid = await serverPid();
    const db = client();
    for (let id = 0; id < 50; id++) await db.query("insert into kept values ($1)", [id]);
    await db.close();

    first.child.kill("SIGKILL");
    expect((await hold()).line).toBe("ready");
    expect(isServerOf(pid, join(dataDir, "data-18"))).toBe(false);
    const again = client();
    expect((await again.query("select id from kept")).rowCount).toBe(50);
    await again.close();
  });

  test("killed together with its server, it starts again and has everything it acknowledged (F33)", async () => {
    const { child } = await hold();
    const db = client();
    await db.query("delete from kept");
    let acknowledged = 0;
    const writing = (async () => {
      for (let id = 0; ; id++) {
        await db.query("insert into kept values ($1)", [id]);
        acknowledged += 1;
      }
    })().catch(() => {});
    while (acknowledged < 100) await sleep(1);
    child.kill("SIGKILL");
    process.kill(await serverPid(), "SIGKILL");
    await writing;
    await db.close();

    expect((await hold()).line).toBe("ready");
    const again = client();
    const { rows } = await again.query<{ id: number }>("select id from kept order by id");
    await again.close();
    // One more may have been written whose answer never came.
    expect(rows.length - acknowledged).toBeGreaterThanOrEqual(0);
    expect(rows.length - acknowledged).toBeLessThanOrEqual(1);
    expect(rows.map(({ id }) => id)).toEqual([...rows.keys()]);
  });

  test("a process that ends without closing takes its server along", async () => {
    expect((await hold("leave")).line).toBe("ready");
    await untilGone();
  });

  test("a second Kontor on the same folder gets a clear error, and the first goes on", async () => {
    await hold();
    const second = await hold();
    expect(second.line).toContain(`Another Kontor is running on ${dataDir}`);
    const db = client();
    await db.ping();
    await db.close();
  });

  test("two that start at once on an empty folder leave one running and one refused", async () => {
    const folder = join(work, "race");
    const lines = (await Promise.all([hold("stay", folder), hold("stay", folder)])).map(({ line }) => line);
    expect(lines.filter((line) => line === "ready")).toHaveLength(1);
    expect(lines.filter((line) => line.includes("Another Kontor is running"))).toHaveLength(1);
  });

  test("a command joins a running Kontor and leaves it running", async () => {
    await hold();
    const pid = await serverPid();
    const db = await openDatabase({ dataDir, mayJoin: true });
    await db.query("select id from kept");
    await db.close();
    expect(await serverPid()).toBe(pid);
  });

  test.runIf(process.getuid?.() === 0)("it runs as a normal user, who then owns everything", async () => {
    const user = await findServerUser("/nowhere");
    const home = join(work, "home");
    await mkdir(home, { mode: 0o700 });
    await chown(home, user?.uid ?? 0, user?.gid ?? 0);
    const held = await hold("stay", join(home, "data"), { uid: user?.uid ?? 0, gid: user?.gid ?? 0 });
    expect(held.line).toBe("ready");
    expect((await stat(join(home, "data/data-18"))).uid).toBe(user?.uid);
    // Started as root afterwards, it runs as the owner of the data.
    held.child.kill("SIGKILL");
    const db = await openDatabase({ dataDir: join(home, "data") });
    await db.ping();
    await db.close();
    expect((await stat(join(home, "data/data-18/postmaster.opts"))).uid).toBe(user?.uid);
  });
});

describe("the server alone", () => {
  test("killed, it is started again, and the same pool goes on without a restart of Kontor (F29, F33)", async () => {
    await untilGone();
    const crash = new EventEmitter();
    const crashed = once(crash, "crash");
    const db = await openDatabase({ dataDir, onCrash: () => crash.emit("crash") });
    await db.query("select 1");
    process.kill(await serverPid(), "SIGKILL");
    // A backend may outlive its server for a moment and answer once more.
    await crashed;
    for (;;) {
      try {
        await db.query("select id from kept");
        break;
      } catch (error) {
        expect(error).toSatisfy((failure) => hasCode(failure, "storage-unavailable"));
        await sleep(5);
      }
    }
    await db.close();
    await untilGone();
  });

  test("closed while its server is being started again, it leaves none behind", async () => {
    const crash = new EventEmitter();
    const crashed = once(crash, "crash");
    const db = await openDatabase({ dataDir, onCrash: () => crash.emit("crash") });
    process.kill(await serverPid(), "SIGKILL");
    await crashed;
    await db.close();
    await untilGone();
  });

  test("one backend killed costs its statement and nothing else", async () => {
    const db = await openDatabase({ dataDir });
    await expect(
      db.transaction(async (tx) => {
        const { rows } = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
        process.kill(rows[0]?.pid ?? 0, "SIGTERM");
        await tx.query("select pg_sleep(5)");
      }),
    ).rejects.toSatisfy((error) => hasCode(error, "storage-unavailable"));
    await db.query("select 1");
    await db.close();
  });
});

describe("what a predecessor left behind", () => {
  test("a lock that names a living process of another kind is put aside", async () => {
    await leaveLocks(process.pid);
    const db = await openDatabase({ dataDir });
    await db.ping();
    await db.close();
  });

  test.runIf(process.platform === "linux")("a zombie is not alive", async () => {
    // The inner process ends when its parent has become a program that never asks for its end.
    const parent = spawn("/bin/sh", ["-c", "sleep 0.1 & echo $!; exec sleep 600"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    children.push(parent);
    const [line] = await once(createInterface(parent.stdout), "line");
    const pid = Number(line);
    while (!/\) Z /.test(await readFile(`/proc/${pid}/stat`, "utf8"))) await sleep(5);
    expect(isAlive(pid)).toBe(true);
    await leaveLocks(pid);
    const db = await openDatabase({ dataDir });
    await db.ping();
    await db.close();
  });

  async function leaveLocks(pid: number): Promise<void> {
    await untilGone();
    const lock = `${pid}\n${join(dataDir, "data-18")}\n1700000000\n5432\n${join(dataDir, "run")}\n\n        0         0\nready   \n`;
    await writeFile(join(dataDir, "data-18/postmaster.pid"), lock);
    await writeFile(join(dataDir, "run/.s.PGSQL.5432.lock"), lock);
    expect(await isAnswering(join(dataDir, "run/.s.PGSQL.5432"))).toBe(false);
  }
});
