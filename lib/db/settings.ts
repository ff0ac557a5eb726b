import { z } from "zod";
import { DEFAULT_SETTINGS, readSettingValue, type SettingName, type Settings } from "@/lib/domain/settings";
import { AppError } from "@/lib/errors";
import type { Queryable } from "./connect";
import { instantField, readFirst } from "./rows";

const settingFields = z.object({
  value: z.unknown(),
  version: z.number(),
  updatedAt: instantField,
  updatedBy: z.string().optional(),
});

/** A setting as it holds now, and who decided so. */
export interface HeldSetting<Name extends SettingName> {
  readonly value: Settings[Name];
  /** Counts the changes; 0 as long as nobody has decided. */
  readonly version: number;
  readonly updatedAt?: string | undefined;
  /** The user's id. */
  readonly updatedBy?: string | undefined;
}

export interface SettingChange<Name extends SettingName> {
  readonly name: Name;
  readonly value: Settings[Name];
  /** The version that whoever decides had before their eyes. */
  readonly seenVersion: number;
  /** The user's id. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The setting `name`, its default when nobody has decided. One that this code cannot read stops what depends on it. */
export async function readSetting<Name extends SettingName>(
  db: Queryable,
  accountId: string,
  name: Name,
): Promise<HeldSetting<Name>> {
  const { rows } = await db.query(
    "select value, version, updated_at, updated_by from settings where account_id = $1 and name = $2",
    [accountId, name],
  );
  const held = readFirst(settingFields, rows);
  if (held === undefined) return { value: DEFAULT_SETTINGS[name], version: 0 };
  const value = readSettingValue(name, held.value);
  if (value === undefined) throw new Error(`the stored setting ${name} cannot be read by this code`);
  return { ...held, value };
}

/**
 * Writes a setting, unless somebody else has changed it since it was looked at.
 * @returns the new version
 * @throws AppError "conflict"
 */
export async function writeSetting<Name extends SettingName>(
  db: Queryable,
  accountId: string,
  { name, value, seenVersion, by, now }: SettingChange<Name>,
): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    `insert into settings as held (account_id, name, value, version, updated_at, updated_by)
     select $1, $2, $3::jsonb, 1, $5, $6
     where $4::integer = 0 or exists (select 1 from settings where account_id = $1 and name = $2)
     on conflict (account_id, name) do update
       set value = excluded.value, version = held.version + 1, updated_at = excluded.updated_at,
           updated_by = excluded.updated_by
       where held.version = $4::integer
     returning version`,
    [accountId, name, JSON.stringify(value), seenVersion, new Date(now), by],
  );
  const version = rows[0]?.version;
  if (version === undefined)
    throw new AppError("conflict", `the setting ${name} was changed by somebody else`);
  return version;
}
