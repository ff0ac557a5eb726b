import { openDatabase } from "@/lib/db/open";
import { readStoreEnv } from "@/lib/env";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { runCommand } from "./line/run-command";
import { addUser, changeUser, listOfUsers, mustBeRole, type Users } from "./users/actions";
import { readNewPassword } from "./users/new-password";

const HELP = `The local accounts of Kontor. Works beside a running Kontor and without one.

  npm run users -- add EMAIL --role ROLE [--name NAME]
  npm run users -- list
  npm run users -- disable EMAIL
  npm run users -- enable EMAIL
  npm run users -- set-role EMAIL ROLE
  npm run users -- set-password EMAIL
  npm run users -- reset-second-factor EMAIL

ROLE is support, finance, manager or admin. The password of 12 characters or more is read from standard input, or asked
for on a terminal. Disabling, a new role, a new password and resetting the second factor sign the user out everywhere at
once. Reset the second factor of somebody who has lost the telephone and the recovery codes.

Of the environment it reads DINTERO_ACCOUNT_ID, DATABASE_URL, DATA_DIR and PG_BIN, as Kontor itself does.
`;

/** One command line, carried out. @returns what to print. */
async function carryOut(words: readonly string[]): Promise<string> {
  const { values, positionals } = parseWords(words, {
    role: { type: "string" },
    name: { type: "string" },
  });
  const [command, ...given] = positionals;
  if (values.help || command === undefined) return HELP;
  switch (command) {
    case "list":
      expectWords(given, []);
      return onStore((users) => listOfUsers(users));
    case "add": {
      const [email] = expectWords(given, ["EMAIL"]);
      const role = mustBeRole(values.role);
      const owner = { email, name: values.name };
      const password = await readNewPassword(process.stdin, process.stderr, owner);
      return onStore((users) => addUser(users, { ...owner, role, password }));
    }
    case "disable":
    case "enable":
    case "reset-second-factor": {
      const [email] = expectWords(given, ["EMAIL"]);
      return onStore((users) => changeUser(users, email, { kind: command }));
    }
    case "set-role": {
      const [email, text] = expectWords(given, ["EMAIL", "ROLE"]);
      const role = mustBeRole(text);
      return onStore((users) => changeUser(users, email, { kind: "set-role", role }));
    }
    case "set-password": {
      const [email] = expectWords(given, ["EMAIL"]);
      const password = await readNewPassword(process.stdin, process.stderr, { email });
      return onStore((users) => changeUser(users, email, { kind: "set-password", password }));
    }
    default:
      throw new CommandError(`There is no command "${command}"; --help lists them.`);
  }
}

/** `given` when it has exactly one word for each of `names`. */
function expectWords<const Names extends readonly string[]>(
  given: readonly string[],
  names: Names,
): { readonly [Index in keyof Names]: string } {
  const isComplete = (words: readonly string[]): words is { readonly [Index in keyof Names]: string } =>
    words.length === names.length;
  if (isComplete(given)) return given;
  throw new CommandError(
    `The command takes ${names.length === 0 ? "nothing more" : names.join(" and ")}; --help shows how it is written.`,
  );
}

async function onStore(work: (users: Users) => Promise<string>): Promise<string> {
  const { accountId, ...store } = readStoreEnv(process.env);
  const db = await openDatabase({ ...store, mayJoin: true });
  try {
    return await work({ db, accountId, now: Date.now() });
  } finally {
    await db.close();
  }
}

await runCommand(carryOut);
