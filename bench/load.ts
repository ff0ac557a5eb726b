import { Agent, type IncomingHttpHeaders, type RequestOptions, request } from "node:http";

export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
  /** Requests answered per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface LoadOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly durationMs: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One GET over `agent`, read to its end. */
export function get(url: string, headers: Readonly<Record<string, string>>, agent?: Agent): Promise<Answer> {
  return send(url, { agent, headers });
}

function send(url: string, options: RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** One POST of JSON over `agent`, from the server's own origin, read to its end. */
export function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  agent?: Agent,
): Promise<Answer> {
  const text = JSON.stringify(body);
  const sending = { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
  return send(
    url,
    { method: "POST", headers: { ...headers, ...sending, origin: new URL(url).origin }, agent },
    text,
  );
}

/** Closed loop: `concurrency` callers ask for the urls in turn until the time is up. An answer other than 200 is a failure. */
export async function load(urls: readonly string[], options: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.concurrency });
  const times: number[] = [];
  let failures = 0;
  let next = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + options.durationMs;

  const caller = async () => {
    while (performance.now() < endsAt) {
      const url = urls[next++ % urls.length];
      if (url === undefined) throw new RangeError("no urls to load");
      const sentAt = performance.now();
      const answer = await get(url, options.headers, agent);
      times.push(performance.now() - sentAt);
      if (answer.status !== 200) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, caller));
  const elapsedMs = performance.now() - startedAt;
  agent.destroy();

  times.sort((a, b) => a - b);
  const quantile = (q: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;
  return {
    requests: times.length,
    failures,
    perSecond: (times.length / elapsedMs) * 1000,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
}

/** The middle value; of an even count the lower middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
