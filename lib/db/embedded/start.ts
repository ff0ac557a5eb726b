import { mkdir } from "node:fs/promises";
import { Client } from "pg";
import { type DatabaseAddress, poolConfig } from "@/lib/db/connect";
import { asStorageError } from "@/lib/db/storage-error";
import { AppError, isAppError } from "@/lib/errors";
import { copyBinaries, findPackagedBinaries, installedBinaries } from "./binaries";
import { dataFolderOf, makeCluster, refuseOtherMajor, SUPERUSER } from "./cluster";
import { type Place, preparePlace } from "./place";
import { isServerRunning } from "./server";
import { supervise } from "./supervisor";

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
  const place = await preparePlace(options.dataDir, dataFolderOf(source.major)).catch((error: unknown) => {
    throw explained(error, options.dataDir);
  });
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
    throw explained(error, options.dataDir);
  }
}

/** A system's refusal (no right to a folder, no space) in a sentence. */
function explained(error: unknown, dataDir: string): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  return new AppError(
    "storage-unavailable",
    `The embedded PostgreSQL in ${dataDir} could not be started: ${error.message}`,
    { cause: error },
  );
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
