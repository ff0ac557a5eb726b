import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { recordAudit } from "@/lib/db/audit";
import { writeBackup } from "@/lib/db/backup";
import { type CheckedBackup, checkBackup, isBackup } from "@/lib/db/backup-reader";
import { connect, type DatabaseAddress } from "@/lib/db/connect";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { runCommand } from "./line/run-command";
import { atStore } from "./line/store-address";
import { sizeOf, tellTable } from "./line/tell-backup";

const HELP = `Writes the whole store into one file: every table as it is at one moment, compressed, with a checksum for each.
Works while Kontor runs, and without it. FILE gets its name once it is whole and was read back; an earlier backup of that
name is replaced then. It holds personal data and password hashes as the store does, and only its owner may read it.

  npm run backup -- FILE
  npm run backup -- --verify FILE      reads a backup from end to end: checksums and counted rows

Of the environment it reads DINTERO_ACCOUNT_ID, DATABASE_URL, DATA_DIR and PG_BIN, as Kontor itself does. --verify reads none.
`;

async function carryOut(words: readonly string[]): Promise<string> {
  const { values, positionals } = parseWords(words, { verify: { type: "boolean", default: false } });
  if (values.help) return HELP;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new CommandError("The command takes one FILE; --help shows how it is written.");
  const path = resolve(file);
  if (values.verify) return `${told(path, await checkBackup(path))}; every byte is as it was written.\n`;
  await mayWrite(path);
  return atStore(async ({ address, accountId, place }) => {
    await note(address, accountId, "begun");
    const checked = await write(address, path);
    await note(address, accountId, checked.sha256);
    return `${told(path, checked)}, from ${place}; read back and found whole.\n`;
  });
}

/** Only a backup may be replaced: what else has that name was not meant. */
async function mayWrite(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere && !(await isBackup(path)))
    throw new CommandError(`${path} is there and is no backup of Kontor's; choose another name.`);
}

async function write(address: DatabaseAddress, path: string): Promise<CheckedBackup> {
  const stopped = new AbortController();
  const stop = () => stopped.abort(new CommandError("Stopped; no backup was written."));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  try {
    return await writeBackup({
      address,
      path,
      now: Date.now(),
      signal: stopped.signal,
      onTable: tellTable("Copying"),
    });
  } catch (error) {
    if (stopped.signal.aborted) throw stopped.signal.reason;
    if (error instanceof Error && "syscall" in error && "path" in error)
      throw new CommandError(`${path} could not be written: ${error.message}.`);
    throw error;
  }
}

/** All personal data leaves by this door, so the log says so before, and which file it was afterwards (F61). */
async function note(address: DatabaseAddress, accountId: string, subject: string): Promise<void> {
  const db = connect(address, { poolSize: 1 });
  try {
    const outcome = "done";
    await recordAudit(db, {
      accountId,
      at: Date.now(),
      action: "store.backup",
      outcome,
      subject: { kind: "backup", id: subject },
    });
  } finally {
    await db.close();
  }
}

function told(path: string, { header, rows, fileBytes }: CheckedBackup): string {
  return `${path}: ${header.tables.length} tables, ${rows} rows, ${sizeOf(fileBytes)}, made ${header.madeAt}`;
}

await runCommand(carryOut);
