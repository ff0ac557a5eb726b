import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** A request's body as far as it is worth keeping. */
export interface ReadBody {
  /** Undefined when there were more than could be kept. */
  readonly bytes?: Buffer | undefined;
  readonly length: number;
  readonly sha256: Buffer;
}

export interface BodyLimits {
  /** Beyond it the bytes are counted and hashed, and not kept. */
  readonly keptBytes: number;
  /** From the call to the last byte. */
  readonly deadlineMs: number;
}

/**
 * Reads `request` to its end; undefined when it carried nothing.
 * @throws Error when the sender broke off, sent less than it had declared, or took longer than the deadline
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<ReadBody | undefined> {
  return new Promise((resolve, reject) => {
    const hash = createHash("sha256");
    let chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => fail(new Error("the body took too long")), limits.deadlineMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      hash.update(chunk);
      if (length <= limits.keptBytes) chunks.push(chunk);
      else chunks = [];
    });
    request.on("end", () => {
      clearTimeout(timer);
      if (length === 0) resolve(undefined);
      else {
        const bytes = length <= limits.keptBytes ? Buffer.concat(chunks) : undefined;
        resolve({ bytes, length, sha256: hash.digest() });
      }
    });
    request.on("error", fail);
    request.on("close", () => {
      if (!request.complete) fail(new Error("the sender broke off"));
    });
  });
}
