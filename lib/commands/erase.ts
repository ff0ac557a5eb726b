import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { recordAudit } from "@/lib/db/audit";
import { addErasures, type ErasureFile, erasureFile, readErasures } from "@/lib/db/erasure-file";
import { blankOrders } from "@/lib/db/erasures";
import { openDatabase } from "@/lib/db/open";
import { readStoreEnv } from "@/lib/env";
import { decideErasure, type EraseDeps, finishErasing } from "@/lib/intake/erase";
import { findPerson } from "@/lib/intake/find-person";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { givenPerson, HOW_TO_NAME, type Person } from "./line/person";
import { runCommand } from "./line/run-command";

const HELP = `Erases a person from every order that names them. Works beside a running Kontor and without one. Amounts, references, ids
and events stay: accounts must still add up. A callback, an import or a backup that brings the person back is kept without
them, and so is what Dintero still answers. What they order after this is a new matter. It cannot be taken back.

  npm run erase -- --email ADDRESS [--email ...] [--phone +4799999999 ...] [--order ID ...] [--yes]
  npm run erase -- --save FILE     writes down who is erased, as hashes: to be kept apart from the backups
  npm run erase -- --again FILE    erases them again, after the store was lost and an old backup restored

${HOW_TO_NAME}
--yes does not ask first.

Of the environment it reads DINTERO_ACCOUNT_ID, DATABASE_URL, DATA_DIR and PG_BIN, as Kontor itself does.
`;

async function carryOut(words: readonly string[]): Promise<string> {
  const { values, positionals } = parseWords(words, {
    email: { type: "string", multiple: true },
    phone: { type: "string", multiple: true },
    order: { type: "string", multiple: true },
    yes: { type: "boolean", default: false },
    save: { type: "string" },
    again: { type: "string" },
  });
  if (values.help) return HELP;
  if (positionals.length > 0)
    throw new CommandError("Whom to erase is given by name; --help shows how it is written.");
  const { save, again } = values;
  if (save !== undefined) return onStore((deps) => saveErasures(deps, save));
  if (again !== undefined) return onStore((deps) => eraseAgain(deps, again));
  const person = givenPerson(values);
  return onStore((deps) => erase(deps, person, values.yes));
}

async function erase(deps: EraseDeps, person: Person, isSure: boolean): Promise<string> {
  const { db, accountId } = deps;
  const named = await findPerson(db, accountId, person);
  const ids = [...new Set([...person.orders, ...named])];
  if (!isSure) await confirm(`${ids.length} sessions and transactions name them. Erase? (yes) `);
  await decideErasure(deps, {
    ...person,
    ids,
    because: "request",
    record: (tx) =>
      recordAudit(tx, {
        accountId,
        at: deps.now(),
        action: "privacy.erase",
        outcome: "done",
        reason: "command line",
        details: { documents: ids.length, contacts: person.emails.length + person.phones.length },
      }),
  });
  await finishErasing(deps);
  return `Erased from ${ids.length} sessions and transactions. Older ones that arrive later are kept without them.\n`;
}

async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new CommandError("Say --yes to erase without being asked.");
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await line.question(question).finally(() => line.close());
  if (answer.trim().toLowerCase() !== "yes") throw new CommandError("Nothing was erased.");
}

async function saveErasures({ db, accountId }: EraseDeps, path: string): Promise<string> {
  const held = await readErasures(db, accountId);
  await writeFile(path, `${JSON.stringify(held)}\n`, { mode: 0o600 });
  return `${path}: ${held.erasures.length} erasures.\n`;
}

async function eraseAgain(deps: EraseDeps, path: string): Promise<string> {
  const { db, accountId } = deps;
  const file = await readFileOf(path);
  if (file.accountId !== accountId)
    throw new CommandError(`${path} is about ${file.accountId}, and this store about ${accountId}.`);
  const ids = file.erasures.filter(({ kind }) => kind === "order").map(({ value }) => value);
  await db.transaction(async (tx) => {
    await recordAudit(tx, {
      accountId,
      at: deps.now(),
      action: "privacy.erase",
      outcome: "done",
      reason: "command line",
      details: { documents: ids.length, contacts: file.erasures.length - ids.length, is_again: true },
    });
    await addErasures(tx, file);
    await blankOrders(tx, accountId, ids);
  });
  await finishErasing(deps);
  return `${path}: ${file.erasures.length} erasures hold again.\n`;
}

async function readFileOf(path: string): Promise<ErasureFile> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new CommandError(`${path} cannot be read.`);
  });
  try {
    return erasureFile.parse(JSON.parse(text));
  } catch {
    throw new CommandError(`${path} was not written by npm run erase -- --save.`);
  }
}

async function onStore(work: (deps: EraseDeps) => Promise<string>): Promise<string> {
  const { accountId, ...store } = readStoreEnv(process.env);
  const db = await openDatabase({ ...store, mayJoin: true });
  try {
    return await work({ db, accountId, now: Date.now });
  } finally {
    await db.close();
  }
}

await runCommand(carryOut);
