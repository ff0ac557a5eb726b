import { type Client, escapeIdentifier } from "pg";
import { z } from "zod";

const tableFields = z.object({ name: z.string(), columns: z.array(z.string()) });

/** A table of the store and the columns that hold something of their own: what is generated is left out. */
export type CopiedTable = z.infer<typeof tableFields>;

/** The schema that Kontor's tables are in: the first of the search path that exists, `public` as a rule. */
export async function currentSchema(client: Client): Promise<string> {
  const { rows } = await client.query("select current_schema() as name");
  return z.object({ name: z.string() }).parse(rows[0]).name;
}

/** Every table in `schema` that belongs to no extension, a partitioned one as the whole it is, by name. */
export async function listTables(client: Client, schema: string): Promise<CopiedTable[]> {
  const { rows } = await client.query(
    `select c.relname as name, (
       select coalesce(json_agg(a.attname order by a.attnum), '[]') from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     ) as columns
     from pg_class c
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by c.relname collate "C"`,
    [escapeIdentifier(schema)],
  );
  return rows.map((row) => tableFields.parse(row));
}

const foreignKeyFields = z.object({ table: z.string(), name: z.string(), definition: z.string() });

/** A foreign key, as the words that make it anew. */
export type ForeignKey = z.infer<typeof foreignKeyFields>;

export async function listForeignKeys(client: Client, schema: string): Promise<ForeignKey[]> {
  const { rows } = await client.query(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.connamespace = $1::regnamespace and k.contype = 'f' and k.conparentid = 0
     order by 1, 2`,
    [escapeIdentifier(schema)],
  );
  return rows.map((row) => foreignKeyFields.parse(row));
}

const functionFields = z.object({ name: z.string(), arguments: z.string() });

/** A function by its identity: its name, and its arguments in the words of `drop function`. */
export type StoredFunction = z.infer<typeof functionFields>;

export async function listFunctions(client: Client, schema: string): Promise<StoredFunction[]> {
  const { rows } = await client.query(
    `select p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments
     from pg_proc p
     where p.pronamespace = $1::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by 1, 2`,
    [escapeIdentifier(schema)],
  );
  return rows.map((row) => functionFields.parse(row));
}

const sequenceFields = z.object({ column: z.string() });

/** The columns of `table` that take their value from a sequence of their own. */
export async function listSequenceColumns(client: Client, schema: string, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `select a.attname as column from pg_attribute a
     where a.attrelid = $1::text::regclass and a.attnum > 0 and not a.attisdropped
       and pg_get_serial_sequence($1::text, a.attname::text) is not null`,
    [nameIn(schema, table)],
  );
  return rows.map((row) => sequenceFields.parse(row).column);
}

/** `name` in `schema`, quoted for SQL. Both come from a catalogue, or are compared with one. */
export function nameIn(schema: string, name: string): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

/** The two halves of moving a table: the words are the same, so that what comes out goes in again. */
export function copyOutOf(schema: string, { name, columns }: CopiedTable): string {
  return `copy ${nameIn(schema, name)} (${columns.map(escapeIdentifier).join(", ")}) to stdout (format binary)`;
}

export function copyInto(schema: string, { name, columns }: CopiedTable): string {
  return `copy ${nameIn(schema, name)} (${columns.map(escapeIdentifier).join(", ")}) from stdin (format binary)`;
}
