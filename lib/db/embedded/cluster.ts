import { existsSync } from "node:fs";
import { chown, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/errors";
import { type Binaries, removeLeftovers, renameWhole } from "./binaries";
import { runWatched } from "./child";
import type { Place } from "./place";

/** The superuser of the cluster. Nobody else can reach its socket. */
export const SUPERUSER = "kontor";

/**
 * The clusters that may stand in one DATA_DIR: one folder per major version, since PostgreSQL reads no other's.
 * @throws AppError "storage-unavailable" when there is only one of another version.
 */
export async function refuseOtherMajor(dataDir: string, major: number): Promise<void> {
  if (!existsSync(dataDir) || existsSync(join(dataDir, dataFolderOf(major)))) return;
  const other = (await readdir(dataDir)).find((name) => /^data-\d+$/.test(name));
  if (other === undefined) return;
  throw new AppError(
    "storage-unavailable",
    `${dataDir} holds a store of PostgreSQL ${other.slice("data-".length)}, and this Kontor runs PostgreSQL ${major}. ` +
      "Write a backup with the Kontor that made it (npm run backup -- FILE), then start this one on an empty DATA_DIR and read it in (npm run restore -- FILE)",
  );
}

export function dataFolderOf(major: number): string {
  return `data-${major}`;
}

/**
 * Makes the cluster when there is none: under another name, renamed when whole, so that a start that was cut off is
 * simply made again. Checksums on.
 */
export async function makeCluster(place: Place, binaries: Binaries): Promise<void> {
  const folder = dataFolderOf(binaries.major);
  const target = join(place.dataDir, folder);
  if (existsSync(target)) return;
  await removeLeftovers(place.dataDir, folder);
  const partial = `${folder}.partial-${process.pid}`;
  const path = join(place.dataDir, partial);
  await mkdir(path, { mode: 0o700 });
  if (place.user !== undefined) await chown(path, place.user.uid, place.user.gid);
  try {
    await initialize(place, binaries, `${place.serverRoot}/${partial}`);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  }
  await renameWhole(path, target);
}

async function initialize(place: Place, binaries: Binaries, dataPath: string): Promise<void> {
  // Bytes decide the order, so an upgrade of the system's locales breaks no index; letters are Unicode's for trigrams.
  const failures: string[] = [];
  for (const letters of ["C.UTF-8", "C"]) {
    const initdb = runWatched(place, join(binaries.bin, "initdb"), [
      `--pgdata=${dataPath}`,
      `--username=${SUPERUSER}`,
      "--encoding=UTF8",
      "--locale=C",
      `--lc-ctype=${letters}`,
      "--data-checksums",
      "--auth-local=trust",
      "--auth-host=reject",
      "--no-instructions",
    ]);
    const { code } = await initdb.ended;
    if (code === 0) return;
    failures.push(initdb.output().trim());
  }
  throw new AppError("storage-unavailable", `initdb could not make the store: ${failures.join("; ")}`);
}
