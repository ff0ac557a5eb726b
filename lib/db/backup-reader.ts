import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { ZodError, type z } from "zod";
import { AppError } from "@/lib/errors";
import {
  type BackupHeader,
  type BackupManifest,
  FIRST_LINE,
  type Frame,
  type FrameKind,
  framesIn,
  headerFields,
  manifestFields,
  SEAL_BYTES,
  Tally,
  tableFields,
} from "./backup-format";
import { CopyRowCounter } from "./copy-rows";

/** A backup whose every byte was read and found to be what was written. */
export interface CheckedBackup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  /** Rows of all tables together. */
  readonly rows: number;
  readonly fileBytes: number;
  /** Of the file less its last 32 bytes, which say the same. Hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads the file from end to end: the seal over all of it, each table's sha256, its bytes, and its rows counted anew.
 * @throws AppError "invalid-request" with a sentence when it is no backup, is cut off, or holds other than it says.
 */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  return readBackup(path, async (header, tables) => {
    const found: BackupManifest["tables"] = [];
    for await (const { name, blocks } of tables) {
      const tally = new Tally();
      const counter = new CopyRowCounter();
      for await (const block of blocks) {
        tally.take(block);
        counter.take(block);
      }
      if (!counter.isWhole()) throw new SyntaxError(`table ${name} is not whole`);
      found.push({ name, rows: counter.rows, bytes: tally.bytes, sha256: tally.sha256() });
    }
    return { header, found };
  }).then(({ result: { header, found }, manifest, ...file }) => {
    const names = header.tables.map(({ name }) => name);
    if (
      JSON.stringify(found) !== JSON.stringify(manifest.tables) ||
      !isSame(
        names,
        found.map(({ name }) => name),
      )
    )
      throw damaged(path);
    return { header, manifest, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), ...file };
  });
}

/** One table as it comes out of the file. `blocks` must be read to the end before the next table is asked for. */
export interface BackupTable {
  readonly name: string;
  readonly blocks: AsyncGenerator<Buffer>;
}

/**
 * Hands the file's tables to `use` in the order in which they stand, with memory that does not grow with them.
 * @throws AppError as `checkBackup` when the file cannot be read as a backup; what `use` throws of its own
 */
export async function readBackup<T>(
  path: string,
  use: (header: BackupHeader, tables: AsyncGenerator<BackupTable>) => Promise<T>,
): Promise<{ result: T; manifest: BackupManifest; fileBytes: number; sha256: string }> {
  const fileBytes = await sizeOfBackup(path);
  const seal = createHash("sha256").update(FIRST_LINE);
  const range = { start: FIRST_LINE.length, end: fileBytes - SEAL_BYTES - 1 };
  let own: unknown;
  try {
    let read: { result: T; manifest: BackupManifest } | undefined;
    await pipeline(
      createReadStream(path, range),
      async function* (bytes: AsyncIterable<Buffer>) {
        for await (const chunk of bytes) {
          seal.update(chunk);
          yield chunk;
        }
      },
      createGunzip(),
      async (bytes: AsyncIterable<Buffer>) => {
        const frames = new FrameReader(framesIn(bytes));
        const header = parse(headerFields, await frames.next("header"));
        const result = await use(header, frames.tables()).catch((error: unknown) => {
          own = error;
          throw error;
        });
        const manifest = parse(manifestFields, await frames.next("manifest"));
        await frames.end();
        read = { result, manifest };
      },
    );
    const sha256 = seal.digest("hex");
    if (read === undefined || sha256 !== (await sealOf(path, fileBytes)))
      throw new SyntaxError("the seal is broken");
    return { ...read, fileBytes, sha256 };
  } catch (error) {
    if (isUnreadable(own ?? error)) throw damaged(path, own ?? error);
    throw own ?? error;
  }
}

class FrameReader {
  readonly #frames: AsyncGenerator<Frame>;
  #ahead: Frame | undefined;

  constructor(frames: AsyncGenerator<Frame>) {
    this.#frames = frames;
  }

  async next(kind: FrameKind): Promise<Frame> {
    const frame = await this.#peek();
    if (frame?.kind !== kind) throw new SyntaxError(`no ${kind} where there must be one`);
    this.#ahead = undefined;
    return frame;
  }

  async *tables(): AsyncGenerator<BackupTable> {
    while ((await this.#peek())?.kind === "table") {
      const { name } = parse(tableFields, await this.next("table"));
      yield { name, blocks: this.#blocks() };
    }
  }

  async end(): Promise<void> {
    if ((await this.#peek()) !== undefined) throw new SyntaxError("something stands behind the manifest");
  }

  async *#blocks(): AsyncGenerator<Buffer> {
    while ((await this.#peek())?.kind === "data") yield (await this.next("data")).content;
  }

  async #peek(): Promise<Frame | undefined> {
    if (this.#ahead === undefined) {
      const { value, done } = await this.#frames.next();
      this.#ahead = done ? undefined : value;
    }
    return this.#ahead;
  }
}

function parse<T>(schema: z.ZodType<T>, { content }: Frame): T {
  return schema.parse(JSON.parse(content.toString("utf8")));
}

/** @throws AppError when there is no such file, or it does not begin as a backup does */
async function sizeOfBackup(path: string): Promise<number> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw new AppError("invalid-request", `${path} cannot be read`, { cause: error });
  });
  if (!(await isBackup(path))) throw new AppError("invalid-request", `${path} is no backup of Kontor's`);
  if (size <= FIRST_LINE.length + SEAL_BYTES) throw damaged(path);
  return size;
}

/** Whether the file begins as a backup does; false when it is not there. */
export async function isBackup(path: string): Promise<boolean> {
  return (await bytesOf(path, 0, FIRST_LINE.length))?.equals(FIRST_LINE) ?? false;
}

async function sealOf(path: string, fileBytes: number): Promise<string | undefined> {
  return (await bytesOf(path, fileBytes - SEAL_BYTES, SEAL_BYTES))?.toString("hex");
}

async function bytesOf(path: string, position: number, length: number): Promise<Buffer | undefined> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

/** What reading other bytes than were written ends in: inflating, cutting or parsing them fails. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof ZodError) return true;
  return error instanceof Error && "code" in error && /^(Z_|ERR_BUFFER)/.test(String(error.code));
}

function damaged(path: string, cause?: unknown): AppError {
  return new AppError("invalid-request", `${path} is damaged or cut off; use another backup`, { cause });
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, at) => text === others[at]);
}
