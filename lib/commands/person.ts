import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { recordAudit } from "@/lib/db/audit";
import { openDatabase } from "@/lib/db/open";
import { readPersonRecord } from "@/lib/db/person-record";
import { readStoreEnv } from "@/lib/env";
import { findPerson } from "@/lib/intake/find-person";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { givenPerson, HOW_TO_NAME } from "./line/person";
import { runCommand } from "./line/run-command";

const HELP = `Writes down all that Kontor holds about a person, to be handed to them: what Dintero said of their orders (without what opens
payments), when it told us, and when somebody here looked at them or read their contact data, and why. JSON.

  npm run person -- --email ADDRESS [--email ...] [--phone +4799999999 ...] [--order ID ...] --to FILE

${HOW_TO_NAME} Read FILE before you hand it over: an
order may name somebody else as well. What Dintero holds, Dintero tells.

Of the environment it reads DINTERO_ACCOUNT_ID, DATABASE_URL, DATA_DIR and PG_BIN, as Kontor itself does.
`;

async function carryOut(words: readonly string[]): Promise<string> {
  const { values, positionals } = parseWords(words, {
    email: { type: "string", multiple: true },
    phone: { type: "string", multiple: true },
    order: { type: "string", multiple: true },
    to: { type: "string" },
  });
  if (values.help) return HELP;
  if (positionals.length > 0)
    throw new CommandError("Everything is given by name; --help shows how it is written.");
  const person = givenPerson(values);
  if (values.to === undefined) throw new CommandError("Say where to write it by --to FILE.");
  const path = resolve(values.to);
  const { accountId, ...store } = readStoreEnv(process.env);
  const db = await openDatabase({ ...store, mayJoin: true });
  try {
    const ids = [...new Set([...person.orders, ...(await findPerson(db, accountId, person))])];
    // Before anything leaves (F61).
    await recordAudit(db, {
      accountId,
      at: Date.now(),
      action: "privacy.export",
      outcome: "done",
      reason: "command line",
      details: { documents: ids.length, contacts: person.emails.length + person.phones.length },
    });
    const record = await readPersonRecord(db, accountId, ids);
    const made = {
      kontor: "person",
      made_at: new Date().toISOString(),
      account: accountId,
      asked_by: person,
    };
    await write(path, `${JSON.stringify({ ...made, ...record }, undefined, 2)}\n`);
    return `${path}: ${record.documents.length} documents, ${record.callbacks.length} callbacks, ${record.accesses.length} times somebody looked.\n`;
  } finally {
    await db.close();
  }
}

/** Never over a file that is there. */
async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : "";
    throw new CommandError(`${path} could not be written: ${reason}.`);
  });
}

await runCommand(carryOut);
