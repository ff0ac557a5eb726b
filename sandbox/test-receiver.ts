import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";

export interface Received {
  readonly method: string;
  readonly target: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly origin: string;
  readonly received: readonly Received[];
  /** What it answers from now on; undefined: nothing, ever. Default 200. */
  answer: number | undefined;
  /** Resolves when `count` requests have come in all. */
  until(count: number): Promise<void>;
}

/** A listener on a free port that keeps what it receives; closed when the test is over. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Map<number, () => void>();
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const target = message.url ?? "";
      received.push({
        method: message.method ?? "",
        target,
        url: new URL(target, receiver.origin),
        headers: message.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      if (receiver.answer !== undefined) {
        response.writeHead(receiver.answer, receiver.answer === 302 ? { location: "/elsewhere" } : {}).end();
      }
      waiting.get(received.length)?.();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${port}`,
    received,
    answer: 200,
    until: (count) =>
      received.length >= count ? Promise.resolve() : new Promise((done) => waiting.set(count, done)),
  };
  return receiver;
}
