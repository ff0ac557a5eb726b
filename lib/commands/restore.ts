import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { checkBackup } from "@/lib/db/backup-reader";
import { restoreBackup } from "@/lib/db/restore";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { runCommand } from "./line/run-command";
import { atStore } from "./line/store-address";
import { tellTable } from "./line/tell-backup";

const HELP = `Reads a backup of "npm run backup" into an empty store, all of it or nothing, and compares every table with what was
written. A backup of an older Kontor is brought up to date; one of a newer Kontor is refused.

  npm run restore -- FILE
  npm run restore -- FILE --replace          puts it in place of all that the store holds; asks first
  npm run restore -- FILE --replace --yes    does not ask

With DATABASE_URL the backup goes into that server: this is how a store moves from the embedded PostgreSQL to a server,
or back without. A Kontor that runs on the store answers 503 meanwhile, and goes on with what was restored.
Users, passwords and sign-ins come back as they were on that day too.

Of the environment it reads DINTERO_ACCOUNT_ID, DATABASE_URL, DATA_DIR and PG_BIN, as Kontor itself does.
`;

async function carryOut(words: readonly string[]): Promise<string> {
  const { values, positionals } = parseWords(words, {
    replace: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
  });
  if (values.help) return HELP;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new CommandError("The command takes one FILE; --help shows how it is written.");
  const path = resolve(file);
  const { header } = await checkBackup(path);
  return atStore(async ({ address, accountId, place }) => {
    if (values.replace && !values.yes) await ask(place, header.madeAt);
    const { rows, manifest } = await restoreBackup({
      address,
      path,
      isReplacing: values.replace,
      accountId,
      now: Date.now(),
      onTable: tellTable("Restoring"),
    });
    return (
      `Restored ${manifest.tables.length} tables, ${rows} rows of ${header.madeAt} into ${place}; each table was read back and is the same.\n` +
      "Users and sign-ins are as they were then: disable again whoever was disabled since. " +
      "What has happened since comes from Dintero: Kontor reconciles by itself, and npm run sync fetches further back.\n"
    );
  });
}

async function ask(place: string, madeAt: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new CommandError("Nobody can be asked here; --replace --yes replaces without asking.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    `Everything in ${place} will be replaced by the backup of ${madeAt}. Type "replace" to go on: `,
  );
  terminal.close();
  if (answer.trim() !== "replace") throw new CommandError("Stopped; nothing was changed.");
}

await runCommand(carryOut);
