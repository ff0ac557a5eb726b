import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { AppError } from "@/lib/errors";

const run = promisify(execFile);

/** The system's user that PostgreSQL runs as. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. As root it runs as the owner of the data it finds, else as `postgres` or `nobody`;
 * no user is ever made. Undefined: as ourselves.
 * @throws AppError "storage-unavailable" when none of them exists.
 */
export async function findServerUser(dataFolder: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0)
    return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  for (const name of ["postgres", "nobody"]) {
    const uid = await idOf("-u", name);
    const gid = await idOf("-g", name);
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new AppError(
    "storage-unavailable",
    "PostgreSQL does not run as root, and this system has neither a user postgres nor nobody. Run Kontor as another user",
  );
}

async function idOf(option: "-u" | "-g", name: string): Promise<number | undefined> {
  try {
    const { stdout } = await run("id", [option, name]);
    return Number(stdout);
  } catch {
    return undefined;
  }
}

/** Whether that user can reach the folder: a parent with mode 0700 (root's home) shuts it out, whatever the folder's own mode. */
export async function canEnter(user: ServerUser, folder: string): Promise<boolean> {
  try {
    await run("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { uid: user.uid, gid: user.gid, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}
