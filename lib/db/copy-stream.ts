import { once } from "node:events";
import type { Client, Connection, Submittable } from "pg";

/** Bytes gathered before they are handed on. Rows are many and small. */
const BLOCK_BYTES = 256 * 1024;
/** Blocks that may wait for their reader before the server is made to wait. */
const BLOCKS_AHEAD = 2;

/**
 * The bytes of one `COPY ... TO STDOUT`, in blocks of some hundred kilobytes. Memory stays flat: the server waits for the
 * reader. Read it to its end, or end the connection. `rows` is known afterwards.
 */
export class CopyOut implements Submittable, AsyncIterable<Buffer> {
  readonly #sql: string;
  readonly #blocks: Buffer[] = [];
  #filling = Buffer.allocUnsafe(BLOCK_BYTES);
  #filled = 0;
  #connection: Connection | undefined;
  #wake = () => {};
  #failure: Error | undefined;
  #isDone = false;
  rows = 0;

  constructor(sql: string) {
    this.#sql = sql;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#sql);
  }

  /** `chunk` is a view of the driver's own buffer, good for this call only. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }, connection: Connection): void {
    if (this.#filled + chunk.length > this.#filling.length) this.#handOn();
    if (chunk.length > this.#filling.length) this.#blocks.push(Buffer.from(chunk));
    else {
      chunk.copy(this.#filling, this.#filled);
      this.#filled += chunk.length;
    }
    if (this.#blocks.length >= BLOCKS_AHEAD) connection.stream.pause();
    this.#wake();
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = rowsOf(text);
  }

  handleReadyForQuery(): void {
    this.#handOn();
    this.#isDone = true;
    this.#wake();
  }

  handleError(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (;;) {
      const block = this.#blocks.shift();
      if (block !== undefined) {
        if (this.#blocks.length < BLOCKS_AHEAD) this.#connection?.stream.resume();
        yield block;
      } else if (this.#failure !== undefined) throw this.#failure;
      else if (this.#isDone) return;
      else
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
    }
  }

  #handOn(): void {
    if (this.#filled === 0) return;
    this.#blocks.push(this.#filling.subarray(0, this.#filled));
    this.#filling = Buffer.allocUnsafe(BLOCK_BYTES);
    this.#filled = 0;
  }
}

/**
 * Feeds `blocks` to one `COPY ... FROM STDIN`, waiting where the server does. When `blocks` fails, so does the statement.
 * @returns how many rows the server took in
 */
export async function copyIn(client: Client, sql: string, blocks: AsyncIterable<Buffer>): Promise<number> {
  const copy = new CopyIn(sql, blocks);
  client.query(copy);
  return copy.rows;
}

class CopyIn implements Submittable {
  readonly #sql: string;
  readonly #blocks: AsyncIterable<Buffer>;
  #settle: { resolve(rows: number): void; reject(error: unknown): void } | undefined;
  #isOver = false;
  #rows = 0;
  readonly rows: Promise<number>;

  constructor(sql: string, blocks: AsyncIterable<Buffer>) {
    this.#sql = sql;
    this.#blocks = blocks;
    this.rows = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  handleCopyInResponse(connection: Connection): void {
    this.#feed(connection).catch((error: unknown) => {
      // Ours is the reason; what the server says about it comes later and is not heard.
      this.#settle?.reject(error);
      if (!this.#isOver) connection.stream.write(message("f", Buffer.from("the source failed\0")));
    });
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = rowsOf(text);
  }

  handleReadyForQuery(): void {
    this.#isOver = true;
    this.#settle?.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#isOver = true;
    this.#settle?.reject(error);
  }

  async #feed({ stream }: Connection): Promise<void> {
    const gone = new AbortController();
    const leave = () => gone.abort();
    stream.once("close", leave);
    try {
      for await (const block of this.#blocks) {
        if (this.#isOver) return;
        if (!stream.write(message("d", block))) await once(stream, "drain", { signal: gone.signal });
      }
      if (!this.#isOver) stream.write(message("c", Buffer.alloc(0)));
    } finally {
      stream.off("close", leave);
    }
  }
}

/** One message of PostgreSQL's protocol: its letter, its length with the length itself, its content. */
function message(letter: string, content: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(5 + content.length);
  bytes.write(letter, 0, "latin1");
  bytes.writeUInt32BE(4 + content.length, 1);
  content.copy(bytes, 5);
  return bytes;
}

/** "COPY 12" of a statement that is over. */
function rowsOf(text: string): number {
  return Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN);
}
