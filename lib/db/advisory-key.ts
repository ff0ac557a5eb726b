import { createHash } from "node:crypto";

/** What advisory locks are about, as the number PostgreSQL takes: 64 bits of a hash; two that share them would only wait for each other. */
export function advisoryKey(accountId: string, name: string): string {
  return createHash("sha256").update(`${accountId} ${name}`).digest().readBigInt64BE().toString();
}
