import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/lib/db/connect";
import { canonicalQuery, signParts } from "@/lib/dintero/callback-signature";
import { get, median } from "./load";

export interface IntakeTarget {
  readonly url: string;
  readonly accountId: string;
  readonly signatureSecret: string;
  readonly sessionIds: readonly string[];
  /** Address of the store, as `DATABASE_URL` gives it. */
  readonly databaseUrl: string;
}

interface Flow {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly acknowledged: number;
  readonly shed: number;
  readonly failed: number;
}

export interface IntakeResult {
  readonly bareClosed: number;
  readonly kontorClosed: number;
  /** Kontor's callbacks per second divided by the bare server's, closed loop, medians of interleaved rounds. */
  readonly throughputRatio: number;
  readonly openLoop: Flow & { readonly offeredPerSecond: number; readonly seconds: number };
  readonly lost: number;
  readonly twice: number;
}

const ROUNDS = 3;
const ROUND_MS = 4_000;
const CALLERS = 64;
const OFFERED_PER_SECOND = 1_000;
const OPEN_SECONDS = Number(process.env.BENCH_INTAKE_SECONDS ?? 20);

/**
 * Signed callbacks against a bare server that makes one INSERT into the same store, then an open loop: sent when they
 * are due, whether the earlier ones were answered or not, and timed from when they were due. Every acknowledged one is
 * looked for by its id afterwards. The worker fetches and applies meanwhile, as it does in production.
 */
export async function measureIntake(target: IntakeTarget): Promise<IntakeResult> {
  const bare = spawn(process.execPath, [process.argv[1] ?? "", "bare-intake", target.databaseUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const acknowledged = new Set<string>();
  let sent = 0;
  const toKontor = async () => {
    const { path, headers, digest } = signed(target, sent++);
    const { status } = await get(target.url + path, headers, agent);
    if (status === 200) acknowledged.add(digest);
    return status;
  };
  try {
    const [port] = await once(bare.stdout, "data");
    const bareUrl = `http://127.0.0.1:${String(port).trim()}`;
    const toBare = async () => (await get(bareUrl + signed(target, sent++).path, {}, agent)).status;
    await closedLoop(toBare, 500);
    await closedLoop(toKontor, 1_500);
    const rates: { bare: number[]; kontor: number[] } = { bare: [], kontor: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.bare.push(await closedLoop(toBare, ROUND_MS));
      rates.kontor.push(await closedLoop(toKontor, ROUND_MS));
    }
    const flow = await openLoop(toKontor, OPEN_SECONDS);
    return {
      bareClosed: median(rates.bare),
      kontorClosed: median(rates.kontor),
      throughputRatio: median(rates.kontor) / median(rates.bare),
      openLoop: { ...flow, offeredPerSecond: OFFERED_PER_SECOND, seconds: OPEN_SECONDS },
      ...(await audit(target, acknowledged)),
    };
  } finally {
    agent.destroy();
    bare.kill();
  }
}

function signed({ accountId, signatureSecret, sessionIds, url }: IntakeTarget, nth: number) {
  const sessionId = sessionIds[nth % sessionIds.length] ?? "";
  const query = `merchant_reference=bench-${nth}&session_id=${sessionId}&time=2026-05-12T10%3A15%3A30.000Z`;
  const timestamp = Math.floor(Date.now() / 1000);
  const parts = { timestamp, accountId, method: "GET", hostname: new URL(url).hostname };
  const pathname = "/api/dintero/callback";
  const digest = signParts({ ...parts, pathname, query: canonicalQuery(query) }, signatureSecret);
  const headers = { "dintero-signature": `t=${timestamp},v0-hmac-sha256=${digest}` };
  return { path: `${pathname}?${query}`, headers, digest };
}

/** @returns acknowledged per second, by as many callers as there are */
async function closedLoop(send: () => Promise<number>, durationMs: number): Promise<number> {
  const startedAt = performance.now();
  let answered = 0;
  const caller = async () => {
    while (performance.now() < startedAt + durationMs) if ((await send()) === 200) answered += 1;
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (answered / (performance.now() - startedAt)) * 1000;
}

async function openLoop(send: () => Promise<number>, seconds: number): Promise<Flow> {
  const times: number[] = [];
  const counts = { acknowledged: 0, shed: 0, failed: 0 };
  const inFlight: Promise<void>[] = [];
  const startedAt = performance.now();
  const total = OFFERED_PER_SECOND * seconds;
  for (let nth = 0; nth < total; ) {
    const due = Math.min(total, ((performance.now() - startedAt) / 1000) * OFFERED_PER_SECOND);
    for (; nth < due; nth += 1) {
      const dueAt = startedAt + (nth / OFFERED_PER_SECOND) * 1000;
      const status = send().catch(() => 0);
      inFlight.push(
        status.then((code) => {
          times.push(performance.now() - dueAt);
          if (code === 200) counts.acknowledged += 1;
          else if (code === 503) counts.shed += 1;
          else counts.failed += 1;
        }),
      );
    }
    await sleep(2);
  }
  await Promise.all(inFlight);
  const elapsedMs = performance.now() - startedAt;
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.floor((times.length - 1) * q)] ?? Number.NaN;
  return {
    ...counts,
    perSecond: (counts.acknowledged / elapsedMs) * 1000,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  };
}

async function audit({ databaseUrl, accountId }: IntakeTarget, acknowledged: ReadonlySet<string>) {
  const db = connect({ url: databaseUrl }, { poolSize: 1, statementTimeoutMs: 0 });
  try {
    const { rows } = await db.query<{ delivery_id: string }>(
      "select delivery_id from deliveries where account_id = $1",
      [accountId],
    );
    const held = new Set(rows.map((row) => row.delivery_id));
    return {
      lost: [...acknowledged].filter((id) => !held.has(id)).length,
      twice: rows.length - held.size,
    };
  } finally {
    await db.close();
  }
}
