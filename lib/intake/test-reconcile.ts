import { onTestFinished } from "vitest";
import type { Database } from "@/lib/db/connect";
import { createDintero } from "@/lib/dintero/client";
import type { JsonObject } from "@/lib/domain/json";
import { createLogger } from "@/lib/log";
import { createMetrics } from "@/lib/metrics";
import { SANDBOX_DEFAULTS, startSandbox } from "@/sandbox/start-sandbox";
import { type ReconcileDeps, type RunOutcome, reconcile } from "./reconcile";

const MINUTE_MS = 60_000;
let accounts = 0;

/** One event of an order: what happened, how many minutes ago, in minor units of NOK. */
export type Happening = readonly [event: string, minutesAgo: number, amount?: number];

const STATUS_BY_EVENT: Readonly<Record<string, string>> = {
  INITIALIZE: "INITIATED",
  AUTHORIZE: "AUTHORIZED",
  CAPTURE: "CAPTURED",
  REFUND: "REFUNDED",
  VOID: "AUTHORIZATION_VOIDED",
};

/** For tests: a sandbox of an account of its own, what a run needs to reconcile `db` with it, and a clock to set forward. */
export async function reconcileDesk(db: Database, { orders = 0 }: { readonly orders?: number } = {}) {
  accounts += 1;
  const accountId = `T9${String(accounts).padStart(7, "0")}`;
  const sandbox = await startSandbox({ orders, accountId });
  onTestFinished(() => sandbox.close());
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const lines: Readonly<Record<string, unknown>>[] = [];
  const newDintero = () =>
    createDintero({
      accountId,
      clientId: SANDBOX_DEFAULTS.clientId,
      clientSecret: SANDBOX_DEFAULTS.clientSecret,
      apiUrl: sandbox.url,
      checkoutUrl: sandbox.url,
      now,
      limits: { retryPauseMs: 1, deadlineMs: 2_000, breakerProbeMs: 1 },
    });
  const metrics = createMetrics();
  const deps: ReconcileDeps = {
    db,
    accountId,
    dintero: newDintero(),
    log: createLogger("info", (line) => void lines.push(JSON.parse(line))),
    metrics,
    timeZone: "Europe/Oslo",
    now,
    elapsed: () => performance.now(),
    signal: new AbortController().signal,
  };
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();
  return {
    accountId,
    sandbox,
    clock,
    lines,
    metrics,
    deps,
    newDintero,
    ago,
    run: (changes: Partial<ReconcileDeps> = {}): Promise<RunOutcome> => reconcile({ ...deps, ...changes }),
    /** Paths asked since the last call, with their queries, less the token's. */
    asked(): readonly string[] {
      const list = sandbox.control.requests.list().map(({ path, query }) => `${path}${query}`);
      sandbox.control.requests.clear();
      return list.filter((path) => !path.endsWith("/auth/token"));
    },
    /** Puts an order in the sandbox, or moves it on. */
    put(name: string, happenings: readonly Happening[], changes: JsonObject = {}) {
      const sessionId = `${accountId}.s${name}`;
      const transactionId = `${accountId}.t${name}`;
      const createdAt = ago(happenings[0]?.[1] ?? 0);
      const last = happenings.at(-1);
      const events = happenings.map(([event, minutesAgo, amount = 10_000], position) => ({
        id: String(position + 1),
        event,
        success: true,
        amount,
        transaction_status: STATUS_BY_EVENT[event] ?? "UNKNOWN",
        created_at: ago(minutesAgo),
      }));
      sandbox.control.put({
        session: {
          id: sessionId,
          transaction_id: transactionId,
          created_at: createdAt,
          updated_at: createdAt,
          url: {},
          configuration: {},
          order: { amount: 10_000, currency: "NOK", merchant_reference: `REF-${name}`, items: [] },
          events: [{ id: "e1", name: "INITIATED", created_at: createdAt }],
        },
        transaction: {
          id: transactionId,
          session_id: sessionId,
          created_at: createdAt,
          updated_at: ago(last?.[1] ?? 0),
          payment_product: "vipps",
          payment_product_type: "vipps",
          amount: 10_000,
          currency: "NOK",
          status: STATUS_BY_EVENT[last?.[0] ?? ""] ?? "UNKNOWN",
          merchant_reference: `REF-${name}`,
          events,
          ...changes,
        },
      });
      return { sessionId, transactionId };
    },
  };
}
