import type { AddressInfo } from "node:net";
import { startBareProxy, type Upstream } from "./bare-proxy";
import { type LoadResult, load, median } from "./load";

export interface LookUpOverhead {
  readonly concurrency: number;
  readonly bareProxy: LoadResult;
  readonly kontor: LoadResult;
  /** Kontor's median time divided by the bare proxy's: 1 would cost nothing. */
  readonly p50Ratio: number;
  /** Kontor's requests per second divided by the bare proxy's. */
  readonly throughputRatio: number;
}

const ROUNDS = 5;
const ROUND_MS = 3_000;

/**
 * `GET /api/dintero/sessions/{id}` (sign-in checked, audited, parsed, stored, projected, derived) against a proxy that
 * only makes the same two calls. Interleaved rounds, each figure the median of its rounds.
 */
export async function measureLookUpOverhead(
  kontor: string,
  headers: Readonly<Record<string, string>>,
  upstream: Upstream,
  sessionIds: readonly string[],
  concurrency: number,
): Promise<LookUpOverhead> {
  const proxy = await startBareProxy(upstream);
  try {
    const bareUrls = sessionIds.map((id) => `${originOf(proxy.address())}/v1/sessions/${id}`);
    const kontorUrls = sessionIds.map((id) => `${kontor}/api/dintero/sessions/${id}`);
    const options = { headers, concurrency, durationMs: ROUND_MS };
    await load(bareUrls, { ...options, durationMs: 500 });
    await load(kontorUrls, { ...options, durationMs: 1_500 });
    const bare: LoadResult[] = [];
    const ours: LoadResult[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await load(bareUrls, options));
      ours.push(await load(kontorUrls, options));
    }
    const bareProxy = middle(bare);
    const measured = middle(ours);
    return {
      concurrency,
      bareProxy,
      kontor: measured,
      p50Ratio: measured.p50Ms / bareProxy.p50Ms,
      throughputRatio: measured.perSecond / bareProxy.perSecond,
    };
  } finally {
    proxy.close();
    proxy.closeAllConnections();
  }
}

function originOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return `http://127.0.0.1:${address.port}`;
}

function middle(rounds: readonly LoadResult[]): LoadResult {
  const of = (read: (result: LoadResult) => number) => median(rounds.map(read));
  return {
    requests: rounds.reduce((count, round) => count + round.requests, 0),
    failures: rounds.reduce((count, round) => count + round.failures, 0),
    perSecond: of((round) => round.perSecond),
    p50Ms: of((round) => round.p50Ms),
    p95Ms: of((round) => round.p95Ms),
    p99Ms: of((round) => round.p99Ms),
  };
}
