import { existsSync } from "node:fs";
import { chmod, chown, type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/errors";
import { canEnter, findServerUser, type ServerUser } from "./server-user";

/**
 * Where the store of one DATA_DIR is, as we see it and as the server sees it. The two differ when the server cannot use
 * the plain path: its user may not enter a parent folder (DATA_DIR below a 0700 home, run as root), or the path of the
 * socket would be longer than the kernel's limit. The server then inherits an open handle of DATA_DIR and goes through
 * /proc/self/fd, which needs neither; so do we for the socket. Linux only.
 */
export interface Place {
  readonly dataDir: string;
  readonly socketFile: string;
  /** What a client is given as host. */
  readonly socketFolder: string;
  /** DATA_DIR as the server's process reaches it. */
  readonly serverRoot: string;
  /** The handle the server must inherit as file descriptor 3. */
  readonly handle?: FileHandle | undefined;
  readonly user?: ServerUser | undefined;
  /** The server's user can enter DATA_DIR by its path, so programs may be run from there. */
  readonly isReachable: boolean;
  close(): Promise<void>;
}

const SOCKET_NAME = ".s.PGSQL.5432";
/** sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero among them. */
const MAX_SOCKET_PATH_BYTES = process.platform === "linux" ? 107 : 103;
const INHERITED_HANDLE = 3;

/** @param dataFolder the name of the cluster's folder below `dataDir`; its owner, when it exists, is who the server runs as. */
export async function preparePlace(dataDir: string, dataFolder: string): Promise<Place> {
  const user = await findServerUser(join(dataDir, dataFolder));
  await makeFolder(dataDir, user === undefined ? 0o700 : 0o711);
  const run = join(dataDir, "run");
  await makeFolder(run, 0o700);
  if (user !== undefined) await chown(run, user.uid, user.gid);
  await chmod(run, 0o700);

  const isShort = Buffer.byteLength(join(run, SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES;
  const isReachable = user === undefined || (await canEnter(user, dataDir));
  if (isShort && isReachable) return plainPlace(dataDir, run, user);
  if (process.platform !== "linux") {
    const reason = isShort
      ? `${user?.name} cannot enter DATA_DIR. Run Kontor as a normal user, or move DATA_DIR out of the private folder`
      : `the path of DATA_DIR is too long for a socket (${MAX_SOCKET_PATH_BYTES} bytes). Choose a shorter one`;
    throw new AppError(
      "storage-unavailable",
      `The embedded PostgreSQL cannot use this folder: ${reason}: ${dataDir}`,
    );
  }
  const handle = await open(dataDir, "r");
  const runHandle = await open(run, "r");
  const socketFolder = isShort ? run : `/proc/self/fd/${runHandle.fd}`;
  return {
    dataDir,
    socketFile: join(socketFolder, SOCKET_NAME),
    socketFolder,
    serverRoot: `/proc/self/fd/${INHERITED_HANDLE}`,
    handle,
    user,
    isReachable,
    async close() {
      await handle.close();
      await runHandle.close();
    },
  };
}

function plainPlace(dataDir: string, run: string, user: ServerUser | undefined): Place {
  return {
    dataDir,
    socketFile: join(run, SOCKET_NAME),
    socketFolder: run,
    serverRoot: dataDir,
    user,
    isReachable: true,
    async close() {},
  };
}

/** A folder that exists keeps its mode: it is somebody's choice. */
async function makeFolder(path: string, mode: number): Promise<void> {
  if (existsSync(path)) return;
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (error) {
    throw new AppError("storage-unavailable", `DATA_DIR cannot be made or written: ${path}`, {
      cause: error,
    });
  }
}
