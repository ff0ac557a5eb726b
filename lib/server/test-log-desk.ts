import { createHash, createHmac, randomUUID } from "node:crypto";
import { insertDeliveries } from "@/lib/db/deliveries";
import { insertLateDelivery } from "@/lib/db/late-deliveries";
import { insertRefusal } from "@/lib/db/refusals";
import { canonicalQuery, signParts, TOLERANCE_SECONDS } from "@/lib/dintero/callback-signature";
import { CALLBACK_PATH } from "@/lib/domain/callback-address";
import {
  type RawDelivery,
  type ReceiveDeps,
  type Reply,
  receiveCallback,
  receiveWebhook,
} from "@/lib/intake/receive";
import type { WorkOutcome } from "@/lib/intake/work";
import { startWork } from "@/lib/intake/worker";
import { runtime } from "@/lib/runtime";
import { type TestDesk, testDesk } from "./test-orders";

export const SECRET = "a callback secret for tests";
const WEBHOOK_SECRET = "a webhook secret for tests";

export interface TestCallback {
  readonly query: string;
  readonly method?: "GET" | "POST";
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly peerAddress?: string;
  readonly secret?: string;
  readonly hostname?: string;
  /** How much older than now the signature is. */
  readonly ageSeconds?: number;
}

/** A desk that also receives, and whose worker works when told to. */
export interface TestLogDesk extends TestDesk {
  callback(given: TestCallback): Promise<Reply>;
  webhook(body: string): Promise<Reply>;
  /** Works on all that is due now, once. */
  work(): Promise<readonly WorkOutcome[]>;
}

/** For a test file's top level. */
export async function testLogDesk(): Promise<TestLogDesk> {
  const desk = await testDesk();
  const { db, env } = desk.runtime;
  const { accountId } = env;
  const now = () => desk.runtime.now();
  const endpoint = new URL(CALLBACK_PATH, env.appUrl);
  const deps: ReceiveDeps = {
    expectation: { accountId, endpoint, secrets: [SECRET], toleranceSeconds: TOLERANCE_SECONDS },
    webhookSecrets: [WEBHOOK_SECRET],
    now,
    store: async (delivery) => (await insertDeliveries(db, accountId, [delivery]))[0] ?? "repeat",
    keepLate: (late) => insertLateDelivery(db, accountId, { ...late, ...late.subject }),
    noteMismatch: (note) =>
      insertRefusal(db, accountId, { ...note, refusalId: randomUUID(), code: "signature-mismatch" }),
  };
  const delivery = (
    method: "GET" | "POST",
    given: Partial<RawDelivery>,
    body?: string | Buffer,
  ): RawDelivery => {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    return {
      ...{ method, pathname: CALLBACK_PATH, rawQuery: "", headers: new Map<string, string>() },
      ...given,
      body: bytes && {
        bytes,
        length: bytes.length,
        sha256: createHash("sha256").update(bytes).digest(),
      },
    };
  };
  return {
    ...desk,
    callback({ query, method = "GET", body, headers = {}, peerAddress, secret = SECRET, ...signing }) {
      const timestamp = Math.floor(now() / 1000) - (signing.ageSeconds ?? 0);
      const { hostname = endpoint.hostname } = signing;
      const parts = { timestamp, accountId, method, hostname, pathname: CALLBACK_PATH };
      const digest = signParts({ ...parts, query: canonicalQuery(query) }, secret);
      const signature = { "dintero-signature": `t=${timestamp},v0-hmac-sha256=${digest}`, host: hostname };
      const all = new Map(Object.entries({ ...signature, ...headers }));
      return receiveCallback(delivery(method, { rawQuery: query, headers: all, peerAddress }, body), deps);
    },
    webhook(body) {
      const signature = createHmac("sha1", WEBHOOK_SECRET).update(body).digest("hex");
      const headers = new Map([["event-signature", signature]]);
      return receiveWebhook(delivery("POST", { headers }, body), deps);
    },
    async work() {
      const outcomes: WorkOutcome[] = [];
      const { dintero } = runtime();
      const work = { db, accountId, dintero, now, random: () => 0 };
      const onOutcome = (_: unknown, outcome: WorkOutcome) => void outcomes.push(outcome);
      await Promise.all(await startWork({ ...work, onOutcome }, 20));
      return outcomes;
    },
  };
}

/** What `reply` says was stored. */
export function idOf(reply: Reply): string {
  if (reply.kind === "stored") return reply.deliveryId;
  if (reply.kind === "late") return `late-${reply.deliveryId}`;
  throw new Error(`nothing was stored: ${reply.kind}`);
}
