import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import type { Binaries } from "./binaries";
import { runWatched, type ServerProcess } from "./child";
import { dataFolderOf } from "./cluster";
import type { Place } from "./place";
import { disownLocks, isAnswering, isServerOf, readPostmasterFile } from "./postmaster";

const POLL_MS = 10;
/** A server whose Kontor was just killed needs a moment to notice. One that is closing may have much to write. */
const PREDECESSOR_MS = 3_000;
const CLOSING_MS = 60_000;
/** Recovery after a crash reads the log since the last checkpoint. */
const START_MS = 120_000;
const STOP_MS = 20_000;

/** `-c name=value` for each. Durable whatever a configuration file says; silent about values, since logs are read by many. */
const SETTINGS = [
  "listen_addresses=",
  "unix_socket_permissions=0700",
  "fsync=on",
  "synchronous_commit=on",
  "full_page_writes=on",
  "max_connections=64",
  // A first import grows tables a thousandfold within a minute, and plans made for empty ones read whole tenants. New
  // statistics make new plans; the default is to look once a minute.
  "autovacuum_naptime=5s",
  "TimeZone=UTC",
  "log_timezone=UTC",
  "logging_collector=off",
  "log_destination=stderr",
  "log_checkpoints=off",
  "log_error_verbosity=terse",
  "log_min_error_statement=panic",
  "cluster_name=kontor",
];

export interface RunningServer {
  /** Resolves when it ends, with what it said last; whether asked to or not. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the server on the place's cluster and waits until it accepts connections. Waits for a predecessor that is still
 * closing; a stale record of one is put aside.
 * @throws AppError "storage-unavailable" when the folder is in use, or the server does not start.
 */
export async function startServer(place: Place, binaries: Binaries): Promise<RunningServer> {
  const dataFolder = join(place.dataDir, dataFolderOf(binaries.major));
  const deadline = Date.now() + PREDECESSOR_MS;
  for (;;) {
    await waitForPredecessor(place, dataFolder);
    const server = runWatched(place, join(binaries.bin, "postgres"), [
      "-D",
      `${place.serverRoot}/${dataFolderOf(binaries.major)}`,
      "-k",
      `${place.serverRoot}/run`,
      ...SETTINGS.flatMap((setting) => ["-c", setting]),
    ]);
    if (await isReady(server, dataFolder)) return running(server);
    // Backends of a killed server die by themselves, each at its own pace.
    const isClearing = /pre-existing shared memory block/.test(server.output());
    if (isClearing && Date.now() < deadline) {
      await sleep(POLL_MS * 10);
      continue;
    }
    if (/lock file ".*" already exists/.test(server.output())) throw inUse(place.dataDir);
    throw new AppError("storage-unavailable", `PostgreSQL did not start: ${server.output().trim()}`);
  }
}

/** Whether a server on this place accepts connections now, ours or another Kontor's. */
export async function isServerRunning(place: Place, major: number): Promise<boolean> {
  const file = await readPostmasterFile(join(place.dataDir, dataFolderOf(major)));
  return file?.status === "ready" && (await isAnswering(place.socketFile));
}

async function waitForPredecessor(place: Place, dataFolder: string): Promise<void> {
  const began = Date.now();
  for (;;) {
    const file = await readPostmasterFile(dataFolder);
    const isRunning = file !== undefined && isServerOf(file.pid, dataFolder);
    if (!isRunning && !(await isAnswering(place.socketFile)))
      return disownLocks(dataFolder, place.socketFile);
    const patience = file?.status === "stopping" ? CLOSING_MS : PREDECESSOR_MS;
    if (Date.now() - began > patience) throw inUse(place.dataDir);
    await sleep(POLL_MS);
  }
}

function inUse(dataDir: string): AppError {
  return new AppError(
    "storage-unavailable",
    `Another Kontor is running on ${dataDir}. Stop it first, or give this one a DATA_DIR of its own`,
  );
}

/** @returns false when the process ended instead. */
async function isReady(server: ServerProcess, dataFolder: string): Promise<boolean> {
  let hasEnded = false;
  const ended = server.ended.then(
    () => {
      hasEnded = true;
    },
    (error: unknown) => {
      hasEnded = true;
      throw new AppError("storage-unavailable", "PostgreSQL could not be run", { cause: error });
    },
  );
  const deadline = Date.now() + START_MS;
  while (!hasEnded) {
    const file = await readPostmasterFile(dataFolder);
    if (file?.pid === server.child.pid && file?.status === "ready") return true;
    if (Date.now() > deadline) {
      await stop(server);
      throw new AppError("storage-unavailable", `PostgreSQL was not ready after ${START_MS / 1000} s`);
    }
    await Promise.race([ended, sleep(POLL_MS)]);
  }
  await ended;
  return false;
}

function running(server: ServerProcess): RunningServer {
  server.letGo();
  return {
    ended: server.ended.then(() => server.output()),
    stop: () => stop(server),
  };
}

/** Fast shutdown: open transactions are rolled back and everything is written. Immediate when that takes too long: the next start recovers. */
async function stop(server: ServerProcess): Promise<void> {
  server.hold();
  server.child.kill("SIGINT");
  const timer = setTimeout(() => server.child.kill("SIGQUIT"), STOP_MS);
  await server.ended;
  clearTimeout(timer);
}
