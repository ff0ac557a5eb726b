import { z } from "zod";
import type { Queryable } from "./connect";
import { readFirst } from "./rows";

/** The oldest PostgreSQL that Kontor works on. */
export const LEAST_VERSION = 15;

const settingFields = z.object({
  version: z.string(),
  number: z.string(),
  fsync: z.string().optional(),
  synchronousCommit: z.string().optional(),
  fullPageWrites: z.string().optional(),
  dataChecksums: z.string().optional(),
  readOnly: z.string(),
});

/** What a server says of itself; what one does not know (a distributed database) is absent. */
export type StoreSettings = z.infer<typeof settingFields>;

export async function readStoreSettings(db: Queryable): Promise<StoreSettings> {
  const { rows } = await db.query(
    `select current_setting('server_version') as version, current_setting('server_version_num') as number,
       current_setting('fsync', true) as fsync, current_setting('synchronous_commit', true) as synchronous_commit,
       current_setting('full_page_writes', true) as full_page_writes,
       current_setting('data_checksums', true) as data_checksums,
       current_setting('transaction_read_only') as read_only`,
  );
  const settings = readFirst(settingFields, rows);
  if (settings === undefined) throw new Error("a query of settings alone gives one row");
  return settings;
}

/** The names of what must be on for an acknowledged callback to survive a power cut, and is off. */
export function durabilityOff(settings: StoreSettings): readonly string[] {
  const all = [
    ["fsync", settings.fsync],
    ["synchronous_commit", settings.synchronousCommit],
    ["full_page_writes", settings.fullPageWrites],
  ] as const;
  return all.flatMap(([name, value]) => (value === "off" ? [name] : []));
}

/** Bytes of the whole database on disk. */
export async function readStoreSize(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ bytes: string }>(
    "select pg_database_size(current_database())::text as bytes",
  );
  return Number(rows[0]?.bytes ?? 0);
}
