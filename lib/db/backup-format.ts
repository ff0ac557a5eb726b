import { createHash } from "node:crypto";
import { z } from "zod";

/** A backup is this line, one gzip stream of frames, and the sha256 of all that: 32 bytes. */
export const FIRST_LINE = Buffer.from("KONTOR BACKUP 1\n", "latin1");
export const SEAL_BYTES = 32;

/** A frame is its letter, the length of its content (four bytes, big endian) and its content. */
const FRAME_HEAD_BYTES = 5;
const LETTERS = { header: "H", table: "T", data: "D", manifest: "M" } as const;
export type FrameKind = keyof typeof LETTERS;

/** Nothing that we write is longer; what claims to be is no backup. */
const LONGEST_FRAME_BYTES = 1024 * 1024 * 1024 + 64;

const tableName = z.string().min(1).max(63);

/** Stands first: what the store was when the backup was begun. */
export const headerFields = z.object({
  madeAt: z.iso.datetime(),
  /** PostgreSQL's own words for its version. */
  server: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(z.object({ name: tableName, columns: z.array(z.string()) })),
});
export type BackupHeader = z.infer<typeof headerFields>;

/** Stands last: what must have passed by. `bytes` and `sha256` are of the table's binary COPY. */
export const manifestFields = z.object({
  tables: z.array(
    z.object({
      name: tableName,
      rows: z.int().nonnegative(),
      bytes: z.int().nonnegative(),
      sha256: z.string(),
    }),
  ),
});
export type BackupManifest = z.infer<typeof manifestFields>;

export const tableFields = z.object({ name: tableName });

export interface Frame {
  readonly kind: FrameKind;
  readonly content: Buffer;
}

export function frame(kind: FrameKind, content: Buffer | object): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content), "utf8");
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES);
  head.write(LETTERS[kind], 0, "latin1");
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** Cuts a stream of bytes into its frames. @throws SyntaxError where there is none, or the last one is not whole. */
export async function* framesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer[] = [];
  let size = 0;
  let needed = FRAME_HEAD_BYTES;
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.length;
    if (size < needed) continue;
    let all = Buffer.concat(held);
    for (needed = lengthOf(all); all.length >= needed; needed = lengthOf(all)) {
      yield { kind: kindOf(all), content: all.subarray(FRAME_HEAD_BYTES, needed) };
      all = all.subarray(needed);
    }
    held = [all];
    size = all.length;
  }
  if (size > 0) throw new SyntaxError("the last frame is cut off");
}

/** Of the frame that `bytes` begin with, head included; of its head alone while that is not there yet. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < FRAME_HEAD_BYTES) return FRAME_HEAD_BYTES;
  kindOf(bytes);
  const length = bytes.readUInt32BE(1);
  if (length > LONGEST_FRAME_BYTES) throw new SyntaxError("a frame is too long");
  return FRAME_HEAD_BYTES + length;
}

function kindOf(bytes: Buffer): FrameKind {
  const letter = String.fromCharCode(bytes[0] ?? 0);
  for (const kind of ["header", "table", "data", "manifest"] as const)
    if (LETTERS[kind] === letter) return kind;
  throw new SyntaxError("a frame of no known kind");
}

/** What passes by, counted and hashed. */
export class Tally {
  readonly #hash = createHash("sha256");
  bytes = 0;

  take(block: Buffer): void {
    this.#hash.update(block);
    this.bytes += block.length;
  }

  /** Once. */
  sha256(): string {
    return this.#hash.digest("hex");
  }
}
