import { setTimeout as sleep } from "node:timers/promises";
import { recordAudit } from "@/lib/db/audit";
import type { Database } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { createDintero } from "@/lib/dintero/client";
import type { JsonObject } from "@/lib/domain/json";
import { isLocalDay, type LocalDay, localDayOf } from "@/lib/domain/local-day";
import { readSyncEnv } from "@/lib/env";
import { type GapCheckDeps, gapCheck } from "@/lib/intake/gap-check";
import { importHistory } from "@/lib/intake/import-history";
import { polite } from "@/lib/intake/politely";
import type { TakeInDeps } from "@/lib/intake/take-in";
import { CommandError } from "./line/command-error";
import { parseWords } from "./line/parse-words";
import { runCommand } from "./line/run-command";
import { duration, progressBar } from "./sync/progress";

const HELP = `Imports orders from Dintero. Works beside a running Kontor and without one.

  npm run sync -- --from DATE [--to DATE] [--again]
  npm run sync -- --check DATE

  --from DATE    the first day, written 2026-05-12
  --to DATE      the last day; today when left out
  --again        read days anew that an earlier import has read
  --check DATE   count the day's captured transactions here and at Dintero, and fetch what is missing

Days are those of BUSINESS_TIME_ZONE. The newest day comes first. Stopped or cut off, it goes on from there the next time;
to repeat it is safe. It asks Dintero for two orders at a time, and waits when Dintero says so.

Of the environment it reads DINTERO_ACCOUNT_ID, DINTERO_CLIENT_ID, DINTERO_CLIENT_SECRET, DINTERO_API_URL,
DINTERO_CHECKOUT_URL, BUSINESS_TIME_ZONE, DATABASE_URL, DATA_DIR and PG_BIN, as Kontor itself does.
`;

/** How long one request is tried again: a limit of Dintero's, and an outage. */
const MANNERS = { limitedMs: 30 * 60_000, outageMs: 15 * 60_000 };
const LONGEST_DAYS = 3_700;
const elapsed = () => performance.now();

interface Order {
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
  readonly check?: LocalDay | undefined;
  readonly isAgain: boolean;
}

/** @returns undefined when help was asked for. @throws CommandError */
function parse(words: readonly string[]): Order | undefined {
  const { values, positionals } = parseWords(words, {
    from: { type: "string" },
    to: { type: "string" },
    check: { type: "string" },
    again: { type: "boolean", default: false },
  });
  if (values.help) return undefined;
  const { from, to, check, again } = values;
  if (positionals.length > 0)
    throw new CommandError("Days are given by name; --help shows how it is written.");
  for (const [name, day] of Object.entries({ from, to, check })) {
    if (day !== undefined && !isLocalDay(day))
      throw new CommandError(`--${name} must be a day written like 2026-05-12.`);
  }
  if ((from === undefined) === (check === undefined))
    throw new CommandError("Give either --from DATE or --check DATE; --help shows how it is written.");
  if (check !== undefined && (to !== undefined || again))
    throw new CommandError("--check takes one day and nothing more.");
  return { from, to, check, isAgain: again };
}

/** @returns what to print */
async function onStore(
  order: Order,
  env: ReturnType<typeof readSyncEnv>,
  db: Database,
  signal: AbortSignal,
): Promise<string> {
  const bar = progressBar(process.stderr, elapsed);
  const client = createDintero({ ...env, now: Date.now });
  const dintero = polite(client, {
    ...MANNERS,
    signal,
    elapsed,
    async pause(ms) {
      if (ms >= 1_000) bar.say(`Dintero does not answer or asks us to wait; again in ${duration(ms)}.`);
      await sleep(ms, undefined, { signal });
    },
  });
  const today = localDayOf(Date.now(), env.businessTimeZone);
  const common = {
    ...{ db, dintero },
    accountId: env.accountId,
    timeZone: env.businessTimeZone,
    now: Date.now,
    onUnreadable: ((kind, id, problem, isNew) => {
      if (isNew) process.stderr.write(`\nThe ${kind} ${id} cannot be read: ${problem}.\n`);
    }) satisfies TakeInDeps["onUnreadable"],
  };
  const { from, to = today, check, isAgain } = order;
  await note(db, env.accountId, check === undefined ? { from: from ?? "", to } : { check });
  try {
    if (check !== undefined) return await checkDay(common, check, today);
    if (from === undefined || from > to) throw new CommandError("--from must not be after --to.");
    if (to > today) throw new CommandError(`--to must not be after today, ${today}.`);
    if (Date.parse(to) - Date.parse(from) > LONGEST_DAYS * 86_400_000)
      throw new CommandError("That is more than ten years.");
    const startedAt = elapsed();
    const result = await importHistory(
      { ...common, onProgress: (progress) => bar.show(progress) },
      { from, to, isAgain },
    );
    bar.end();
    const { tally, daysRead, daysKnown } = result;
    const known = daysKnown === 0 ? "" : ` ${daysKnown} days had been imported before.`;
    const unread = tally.unreadable === 0 ? "" : ` ${tally.unreadable} documents could not be read.`;
    const took = duration(elapsed() - startedAt);
    return `Read ${daysRead} days in ${took}: ${tally.fetched} orders fetched, ${tally.changed} of them new or changed.${known}${unread}\n`;
  } finally {
    bar.end();
  }
}

/** People's data comes in by this door; who may open it sits at the server. */
function note(db: Database, accountId: string, details: JsonObject): Promise<void> {
  return recordAudit(db, {
    accountId,
    at: Date.now(),
    action: "store.import",
    outcome: "done",
    reason: "command line",
    details,
  });
}

async function checkDay(deps: Omit<GapCheckDeps, "source">, day: LocalDay, today: LocalDay): Promise<string> {
  if (day > today) throw new CommandError(`--check must not be after today, ${today}.`);
  const { atDintero, held, missing, found } = await gapCheck({ ...deps, source: "import" }, day);
  const count = `Dintero has ${atDintero} captured transactions of ${day}, we hold ${held}.`;
  if (missing.length > 0) throw new CommandError(`${count} Missing: ${missing.join(", ")}.`);
  if (found.length === 0) return `${count}\n`;
  return `${count} These were missing and have been fetched: ${found.join(", ")}.\n`;
}

async function carryOut(words: readonly string[]): Promise<string> {
  const order = parse(words);
  if (order === undefined) return HELP;
  const env = readSyncEnv(process.env);
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopping.abort());
  const db = await openDatabase({ ...env, mayJoin: true });
  try {
    return await onStore(order, env, db, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    throw new CommandError("Stopped; the same command goes on from there.");
  } finally {
    await db.close();
  }
}

await runCommand(carryOut);
