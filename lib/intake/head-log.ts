import { readHeads } from "@/lib/db/audit-verify";
import type { Database } from "@/lib/db/connect";
import { formatMark } from "@/lib/domain/audit-chain";
import type { Logger } from "@/lib/log";

interface HeadLogDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Writes the heads of the audit log to the log: when Kontor starts, and once a day of UTC. Where logs are kept, they show
 * whether anybody cut the end off (threat 18): `npm run doctor -- --heads FILE`.
 */
export function headLog({ db, accountId, log, now }: HeadLogDeps): () => Promise<void> {
  let toldOn: number | undefined;
  return async () => {
    const day = Math.floor(now() / DAY_MS);
    if (day === toldOn) return;
    for (const mark of await readHeads(db, accountId)) log.info("audit.head", { head: formatMark(mark) });
    toldOn = day;
  };
}
