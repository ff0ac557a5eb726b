import { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";

/**
 * Rows as the code knows them: snake_case becomes camelCase, null becomes absent, and `schema` says what must be true.
 * The only place where a column's name meets a field's name.
 * @throws ZodError when a row is not what `schema` says: the code and the migrations disagree.
 */
export function readRows<T>(schema: z.ZodType<T>, rows: readonly object[]): T[] {
  return rows.map((row) => schema.parse(readFields(row)));
}

/** The first row, read by `readRows`. */
export function readFirst<T>(schema: z.ZodType<T>, rows: readonly object[]): T | undefined {
  return readRows(schema, rows.slice(0, 1))[0];
}

/** A plain loop: a report reads thousands of rows. */
function readFields(row: object): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) if (value !== null) read[fieldOf(column)] = value;
  return read;
}

const fields = new Map<string, string>();

function fieldOf(column: string): string {
  let field = fields.get(column);
  if (field === undefined) {
    field = column.replace(/_([a-z0-9])/g, (_, first: string) => first.toUpperCase());
    fields.set(column, field);
  }
  return field;
}

/** An ISO instant, as `value-parsers.ts` makes it. */
export const instantField = z.string().regex(/^\d{4}-\d\d-\d\dT/);

/** A jsonb object. */
export const documentField = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

/** An instant as received, for a timestamptz column; null when it is none, or outside the years that PostgreSQL's ISO style writes. */
export function instantColumn(text: string | undefined): string | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  if (Number.isNaN(at)) return null;
  const iso = new Date(at).toISOString();
  return /^\d{4}-/.test(iso) && !iso.startsWith("0000") ? iso : null;
}
