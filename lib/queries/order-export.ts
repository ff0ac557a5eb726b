import { EXPORTED_ORDERS_HEADER, type OrderExport } from "@/lib/domain/order-export";
import { answerOf } from "./request";

/** Orders that have come, of those that are to come. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

/** Where a file's bytes go. Nothing is kept of it before `close`. */
export interface ExportTarget {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** Thrown when the file is not whole: the connection broke, or fewer orders came than were announced. */
export class BrokenExport extends Error {
  override readonly name = "BrokenExport";
  readonly progress: ExportProgress;

  constructor(progress: ExportProgress, options?: ErrorOptions) {
    super(`${progress.done} of ${progress.total} orders came`, options);
    this.progress = progress;
  }
}

export interface ExportRequest {
  /** An address of `exportHref`. */
  readonly href: string;
  readonly rows: OrderExport["rows"];
  readonly target: ExportTarget;
  readonly onProgress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads an export into `target` as fast as that takes it. Only a file that is whole, every announced order in it, is closed;
 * any other is given up.
 * @throws RequestError when there is no answer, BrokenExport when it is not whole, or what `target` throws
 */
export async function downloadExport(request: ExportRequest): Promise<ExportProgress> {
  const { href, rows, target, onProgress, signal } = request;
  try {
    const answer = await answerOf(href, signal);
    const total = Number(answer.headers.get(EXPORTED_ORDERS_HEADER));
    const counter = new ExportCounter(rows);
    const reader = answer.body?.getReader();
    for (;;) {
      onProgress({ done: counter.done, total });
      const chunk = await reader?.read().catch((error: unknown) => {
        throw new BrokenExport({ done: counter.done, total }, { cause: error });
      });
      if (chunk === undefined || chunk.done) break;
      counter.take(chunk.value);
      await target.write(chunk.value);
    }
    const progress = { done: counter.done, total };
    if (!counter.isAtLineEnd || progress.done !== total) throw new BrokenExport(progress);
    await target.close();
    return progress;
  } catch (error) {
    await target.abort().catch(() => {});
    throw error;
  }
}

/** Counts the orders of a file while it comes: one a line, or by the number that each line of splits begins with. */
export class ExportCounter {
  readonly #rows: OrderExport["rows"];
  readonly #decoder = new TextDecoder();
  #lines = 0;
  #last = "";
  #begun = "";

  constructor(rows: OrderExport["rows"]) {
    this.#rows = rows;
  }

  take(bytes: Uint8Array): void {
    const lines = (this.#begun + this.#decoder.decode(bytes, { stream: true })).split("\r\n");
    this.#begun = lines.pop() ?? "";
    this.#lines += lines.length;
    this.#last = lines.at(-1) ?? this.#last;
  }

  /** Orders of which every line, or for splits some line, has come. */
  get done(): number {
    if (this.#lines <= 1) return 0;
    return this.#rows === "orders" ? this.#lines - 1 : Number.parseInt(this.#last, 10);
  }

  get isAtLineEnd(): boolean {
    return this.#lines > 0 && this.#begun === "";
  }
}
