import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

/** PostgreSQL's own record of the server on a data folder, `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  /** "starting", "stopping", "ready", "standby"; empty in the first moments. */
  readonly status: string;
}

const STATUS_LINE = 7;

/** Undefined when no server runs on the folder, or none was shut down badly. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(dataFolder, "postmaster.pid"), "utf8").catch(() => undefined);
  const lines = text?.split("\n");
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, status: lines[STATUS_LINE]?.trim() ?? "" };
}

/** A process id that no system hands out. */
const NOBODY = 2_147_483_646;

/**
 * Puts aside the locks of a server that is gone. PostgreSQL refuses to start while the process that a lock names exists,
 * even one that came to the same number later, or a zombie; a number that nobody has, it checks and takes over itself.
 * Only the number is changed: the rest of postmaster.pid still guards against orphaned backends. Call it only when no
 * server runs on the folder.
 */
export async function disownLocks(dataFolder: string, socketFile: string): Promise<void> {
  for (const path of [join(dataFolder, "postmaster.pid"), `${socketFile}.lock`]) {
    const text = await readFile(path, "utf8").catch(() => "");
    const pid = Number.parseInt(text, 10);
    if (pid > 0 && isAlive(pid)) await writeFile(path, text.replace(/^\d+/, String(NOBODY)));
  }
}

/** Whether a process with this id exists, of whatever kind; a zombie counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Whether the process is the PostgreSQL that works on this folder: not a zombie, and not another program, or another
 * folder's server, under a number that was used again.
 */
export function isServerOf(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false;
  return process.platform === "linux" ? isServerInProc(pid, dataFolder) : isServerByName(pid);
}

function isServerInProc(pid: number, dataFolder: string): boolean {
  try {
    const [, name = "", state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    if (state === "Z" || !/postgres|postmaster/.test(name)) return false;
  } catch {
    // Gone in between, or hidden from us: to refuse a start is safer than two servers on one folder.
    return isAlive(pid);
  }
  const ours = statSync(dataFolder);
  try {
    // A server's working directory is its data folder; the same inode even if it is mounted elsewhere.
    const its = statSync(`/proc/${pid}/cwd`);
    return its.ino === ours.ino && its.dev === ours.dev;
  } catch {
    // Root without the right to look at other users' processes, as in a container: then its user must do.
    return isAlive(pid) && statSync(`/proc/${pid}`).uid === ours.uid;
  }
}

function isServerByName(pid: number): boolean {
  try {
    const text = execFileSync("ps", ["-o", "state=,comm=", "-p", String(pid)], { encoding: "utf8" });
    return !text.trim().startsWith("Z") && /postgres|postmaster/.test(text);
  } catch {
    return isAlive(pid);
  }
}

/** Whether anything accepts connections on the socket, in this container or another one that shares the folder. */
export function isAnswering(socketFile: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketFile);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
