import "server-only";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";

/** A package that this Kontor runs on. */
export interface UsedPackage {
  readonly name: string;
  readonly version: string;
  /** As its author wrote it; absent when they did not. */
  readonly license?: string | undefined;
}

export interface MadeOf {
  readonly version: string;
  /** Absent when the code was not checked out with Git. */
  readonly commit?: string | undefined;
  /** By name. */
  readonly packages: readonly UsedPackage[];
}

let madeOf: Promise<MadeOf> | undefined;

/** What this process runs, read once: nothing of it changes while it does. */
export function readMadeOf(): Promise<MadeOf> {
  madeOf ??= read(process.cwd());
  return madeOf;
}

const packageFields = z.object({ version: z.string() });
const lockFields = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

async function read(folder: string): Promise<MadeOf> {
  const [own, lock, commit] = await Promise.all([
    readFile(join(folder, "package.json"), "utf8"),
    readFile(join(folder, "package-lock.json"), "utf8"),
    readCommit(folder).catch(() => undefined),
  ]);
  const { packages } = lockFields.parse(JSON.parse(lock));
  const used = Object.entries(packages).flatMap(([path, { version, license, dev }]) => {
    const name = path.split("node_modules/").at(-1) ?? "";
    return name === "" || dev === true || version === undefined ? [] : [{ name, version, license }];
  });
  return {
    version: packageFields.parse(JSON.parse(own)).version,
    commit,
    packages: used.toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

/** The commit that is checked out in `folder`, from Git's own files: no program is started for it. */
async function readCommit(folder: string): Promise<string | undefined> {
  const gitFolder = await gitFolderOf(folder);
  const head = (await readFile(join(gitFolder, "HEAD"), "utf8")).trim();
  if (!head.startsWith("ref: ")) return commitOf(head);
  const ref = head.slice("ref: ".length);
  // A further working tree keeps its branches where the first one does.
  const common = await readFile(join(gitFolder, "commondir"), "utf8").then(
    (text) => resolve(gitFolder, text.trim()),
    () => gitFolder,
  );
  const loose = await readFile(join(common, ref), "utf8").catch(() => undefined);
  if (loose !== undefined) return commitOf(loose.trim());
  const packed = await readFile(join(common, "packed-refs"), "utf8");
  return commitOf(
    packed
      .split("\n")
      .find((line) => line.endsWith(` ${ref}`))
      ?.split(" ")[0],
  );
}

async function gitFolderOf(folder: string): Promise<string> {
  const path = join(folder, ".git");
  const pointer = await readFile(path, "utf8").catch(() => undefined);
  return pointer === undefined ? path : resolve(folder, pointer.replace(/^gitdir: /, "").trim());
}

function commitOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{40,64}$/.test(text) ? text : undefined;
}
