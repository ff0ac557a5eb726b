import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
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
 * PostgreSQL refuses to start while the process its file names exists, even one that came to the same number later, or a
 * zombie. The file is kept, and only its first line changed, since its shared memory key still guards against orphaned
 * backends.
 */
export async function disownPostmasterFile(dataFolder: string): Promise<void> {
  const path = join(dataFolder, "postmaster.pid");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/^\d+/, String(NOBODY)));
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

/** Whether the process is a PostgreSQL that runs: not a zombie, not another program under a number used again. */
export function isRunningPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const { name, state } = describeProcess(pid);
  return !state.startsWith("Z") && /postgres|postmaster/.test(name);
}

function describeProcess(pid: number): { name: string; state: string } {
  try {
    if (process.platform === "linux") {
      const [, name = "", state = ""] =
        /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return { name, state };
    }
    const text = execFileSync("ps", ["-o", "state=,comm=", "-p", String(pid)], { encoding: "utf8" });
    const [state = "", ...name] = text.trim().split(/\s+/);
    return { name: name.join(" "), state };
  } catch {
    // Gone in between, or hidden from us. To refuse a start is safer than two servers on one folder.
    return { name: isAlive(pid) ? "postgres" : "", state: "" };
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
