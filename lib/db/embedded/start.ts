import { mkdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { type DatabaseAddress, poolConfig } from "@/lib/db/connect";
import { asStorageError } from "@/lib/db/storage-error";
import { AppError } from "@/lib/errors";
import { type Binaries, copyBinaries, findPackagedBinaries, installedBinaries } from "./binaries";
import { dataFolderOf, makeCluster, refuseOtherMajor, SUPERUSER } from "./cluster";
import { type Place, preparePlace } from "./place";
import { isServerRunning, type RunningServer, startServer } from "./server";

export interface EmbeddedOptions {
  /** Absolute. */
  readonly dataDir: string;
  /** The folder of an installed PostgreSQL's binaries, in place of the packaged ones. */
  readonly pgBin?: string | undefined;
  /** Use the server of a Kontor that runs on this folder, if one does, instead of refusing: for commands. */
  readonly mayJoin?: boolean | undefined;
  /** Told when the server ended by itself and is being started again, with what it said last. */
  readonly onCrash?: ((output: string) => void) | undefined;
}

export interface EmbeddedServer {
  readonly address: DatabaseAddress;
  /** Stops the server, unless it is another Kontor's. */
  close(): Promise<void>;
}

const DATABASE = "kontor";
/** Where the copy of the binaries goes when the server's user may not enter DATA_DIR. */
const SYSTEM_FOLDER = "/var/lib/kontor";

/**
 * A PostgreSQL of our own, durable, on a socket that only its user and root can reach; started again when it ends by
 * itself. It stops when this process does, however that happens.
 * @throws AppError "storage-unavailable" with what an operator can do about it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const source = await findBinaries(options.pgBin);
  await refuseOtherMajor(options.dataDir, source.major);
  const place = await preparePlace(options.dataDir, dataFolderOf(source.major));
  try {
    const address = { socketFolder: place.socketFolder, user: SUPERUSER, database: DATABASE };
    if (options.mayJoin && (await isServerRunning(place, source.major)))
      return { address, close: place.close };
    const binaries = await source.install(place);
    await makeCluster(place, binaries);
    const server = await supervise(place, binaries, options.onCrash);
    try {
      await makeDatabase(address);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      address,
      async close() {
        await server.stop();
        await place.close();
      },
    };
  } catch (error) {
    await place.close();
    throw error;
  }
}

async function findBinaries(pgBin: string | undefined) {
  if (pgBin !== undefined) {
    const installed = await installedBinaries(pgBin);
    return { major: installed.major, install: async (_: Place) => installed };
  }
  const packaged = await findPackagedBinaries();
  return {
    major: packaged.major,
    install: async (place: Place) => copyBinaries(packaged, await folderForBinaries(place)),
  };
}

async function folderForBinaries(place: Place): Promise<string> {
  if (place.isReachable) return place.dataDir;
  try {
    await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    return SYSTEM_FOLDER;
  } catch (error) {
    throw new AppError(
      "storage-unavailable",
      `${place.user?.name} cannot enter ${place.dataDir}, and ${SYSTEM_FOLDER} cannot be made for PostgreSQL's programs. ` +
        "Run Kontor as a normal user, or move DATA_DIR out of the private folder",
      { cause: error },
    );
  }
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/** Keeps one server running until `stop`. The first start must succeed; later ones are tried until they do. */
async function supervise(place: Place, binaries: Binaries, onCrash: EmbeddedOptions["onCrash"]) {
  let server: RunningServer | undefined = await startServer(place, binaries);
  const stopping = new AbortController();

  async function keepRunning(): Promise<void> {
    while (server !== undefined) {
      const output = await server.ended;
      server = undefined;
      if (stopping.signal.aborted) return;
      onCrash?.(output);
      server = await startAgain();
    }
  }

  async function startAgain(): Promise<RunningServer | undefined> {
    for (
      let pause = FIRST_PAUSE_MS;
      !stopping.signal.aborted;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    ) {
      try {
        return await startServer(place, binaries);
      } catch (error) {
        onCrash?.(error instanceof Error ? error.message : "unknown");
      }
      await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
    return undefined;
  }

  const done = keepRunning();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await server?.stop();
      await done;
      // Started again while we were asked to stop.
      await server?.stop();
    },
  };
}

/** initdb makes the cluster without it; a start that was cut off before it is made good here. */
async function makeDatabase(address: {
  socketFolder: string;
  user: string;
  database: string;
}): Promise<void> {
  const client = new Client(poolConfig({ ...address, database: "postgres" }));
  client.on("error", () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    throw asStorageError(error);
  } finally {
    await client.end().catch(() => {});
  }
}
