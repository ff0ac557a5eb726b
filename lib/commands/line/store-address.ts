import type { DatabaseAddress } from "@/lib/db/connect";
import { startEmbedded } from "@/lib/db/embedded/start";
import { readStoreEnv } from "@/lib/env";

/** The store as it stands, migrated or not: of the Kontor that runs on it, or started for this command. */
export interface StoreAddress {
  readonly address: DatabaseAddress;
  readonly accountId: string;
  /** For people; no password in it. */
  readonly place: string;
}

/** Gives `work` the store that the environment names, and lets go of it afterwards. */
export async function atStore<T>(work: (store: StoreAddress) => Promise<T>): Promise<T> {
  const { accountId, databaseUrl, ...embedded } = readStoreEnv(process.env);
  if (databaseUrl !== undefined)
    return work({ accountId, address: { url: databaseUrl }, place: placeOf(databaseUrl) });
  const server = await startEmbedded({ ...embedded, mayJoin: true });
  try {
    return await work({ accountId, address: server.address, place: embedded.dataDir });
  } finally {
    await server.close();
  }
}

/** Host and database of a `postgresql://` address. */
export function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}
