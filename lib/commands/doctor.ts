import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { findMarks } from "@/lib/domain/audit-chain";
import { EnvError, readStoreEnv } from "@/lib/env";
import { checkAudit } from "./doctor/check-audit";
import { checkCaptures, repairCaptures } from "./doctor/check-captures";
import { checkConfiguration } from "./doctor/check-configuration";
import { checkDintero } from "./doctor/check-dintero";
import { checkStore } from "./doctor/check-store";
import { checkWork } from "./doctor/check-work";
import { type Finding, warn } from "./doctor/finding";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { runCommand } from "./line/run-command";

const HELP = `Looks at everything that Kontor needs and says what to do: configuration, Dintero's token and clock, the database,
deliveries, reconciliation, callback addresses, figures counted anew, and the audit log's chain. Changes nothing
unless told to, and may run beside Kontor.

  npm run doctor
  npm run doctor -- --all            counts every order again, not a sample, and walks the audit log to its end
  npm run doctor -- --heads FILE     are the audit log's heads that FILE holds, a log of Kontor's say, still there?
  npm run doctor -- --repair-captures
                                     counts the sums of captures again, from the documents; charts say so meanwhile
  npm run doctor -- --json           [{ check, state, says, todo }]

One line per check: ok, warn or fail. Exits 0 when nothing fails. No secret is printed.
It reads the same environment as npm start.
`;

const MARKS = { ok: "ok  ", warn: "warn", fail: "FAIL" } as const;

async function carryOut(words: readonly string[]): Promise<string> {
  const { values, positionals } = parseWords(words, {
    all: { type: "boolean", default: false },
    heads: { type: "string" },
    json: { type: "boolean", default: false },
    "repair-captures": { type: "boolean", default: false },
  });
  if (values.help) return HELP;
  if (positionals.length > 0)
    throw new CommandError("The command takes nothing more; --help shows how it is written.");
  const findings = await examine({
    isThorough: values.all,
    isRepairing: values["repair-captures"],
    kept: values.heads === undefined ? undefined : await readMarks(values.heads),
  });
  if (findings.some(({ state }) => state === "fail")) process.exitCode = 1;
  return values.json ? `${JSON.stringify(findings, null, 2)}\n` : toText(findings);
}

async function readMarks(path: string) {
  const text = await readFile(path, "utf8").catch(() => {
    throw new CommandError(`${path} cannot be read.`);
  });
  return { from: basename(path), marks: findMarks(text) };
}

interface Asked {
  readonly isThorough: boolean;
  readonly isRepairing: boolean;
  readonly kept: Awaited<ReturnType<typeof readMarks>> | undefined;
}

async function examine({ isThorough, isRepairing, kept }: Asked): Promise<readonly Finding[]> {
  const source = process.env;
  const { findings, env } = checkConfiguration(source);
  const dintero =
    env === undefined ? [warn("dintero", "not tried", "Set the configuration right first.")] : [];
  const store = storeEnvOf(source);
  return [
    ...findings,
    ...(env === undefined ? dintero : await checkDintero(env)),
    ...(store === undefined
      ? [warn("database", "not tried", "Set the configuration right first.")]
      : await checkStore(store, async (db) => [
          ...(isRepairing && env !== undefined
            ? [await repairCaptures(db, { accountId: store.accountId, timeZone: env.businessTimeZone })]
            : []),
          ...(await checkWork(db, {
            accountId: store.accountId,
            syncIntervalSeconds: env?.syncIntervalSeconds,
            now: Date.now(),
            isEveryOrder: isThorough,
          })),
          await checkCaptures(db, { accountId: store.accountId, now: Date.now(), isEveryOrder: isThorough }),
          ...(await checkAudit(db, { accountId: store.accountId, kept, isEveryRow: isThorough })),
        ])),
  ];
}

function storeEnvOf(source: typeof process.env) {
  try {
    return readStoreEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return undefined;
    throw error;
  }
}

function toText(findings: readonly Finding[]): string {
  const widest = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, state, says, todo }) => {
    const advice = todo === undefined ? "" : `\n${" ".repeat(widest + 7)}${todo}`;
    return `${MARKS[state]} ${check.padEnd(widest)}  ${says}${advice}`;
  });
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  const summary = `${count("ok")} ok, ${count("warn")} to look at, ${count("fail")} to mend`;
  return `${lines.join("\n")}\n\n${summary}\n`;
}

await runCommand(carryOut);
