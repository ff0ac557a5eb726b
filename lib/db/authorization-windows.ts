import type { AuthorizationWindows } from "@/lib/domain/authorization-window";
import { advisoryKey } from "./advisory-key";
import type { Queryable } from "./connect";
import { readSetting, type SettingChange, writeSetting } from "./settings";

const LOCK = "authorization windows";

/**
 * The configured days, which stay as they are until the transaction ends: whoever changes them waits for it, and then
 * finds the order that was written by the old ones.
 */
export async function readHeldWindows(tx: Queryable, accountId: string): Promise<AuthorizationWindows> {
  await tx.query("select pg_advisory_xact_lock_shared($1::bigint)", [advisoryKey(accountId, LOCK)]);
  return (await readSetting(tx, accountId, "authorizationWindows")).value;
}

/**
 * Writes the days of every method, and makes the open reservations of those that changed due to be made again
 * (`lib/intake/restate.ts`). In a transaction.
 * @returns how many reservations that are
 * @throws AppError "conflict" when somebody else changed them meanwhile
 */
export async function writeWindows(
  tx: Queryable,
  accountId: string,
  change: Omit<SettingChange<"authorizationWindows">, "name">,
): Promise<{ readonly before: AuthorizationWindows; readonly due: number }> {
  // A statement of its own: the next one must see what those who held it have written.
  await tx.query("select pg_advisory_xact_lock($1::bigint)", [advisoryKey(accountId, LOCK)]);
  const { value: before } = await readSetting(tx, accountId, "authorizationWindows");
  await writeSetting(tx, accountId, { ...change, name: "authorizationWindows" });
  const { rowCount } = await tx.query(
    `update orders set restate_at = timestamptz '1970-01-01 00:00:00+00'
     where account_id = $1 and payment_product_type = any ($2::text[]) and remaining_minor > 0`,
    [accountId, changedProducts(before, change.value)],
  );
  return { before, due: rowCount ?? 0 };
}

function changedProducts(before: AuthorizationWindows, after: AuthorizationWindows): readonly string[] {
  const products = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...products].filter((product) => before[product] !== after[product]);
}
