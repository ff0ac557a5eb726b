import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import { connect as connectSocket } from "node:net";
import { onTestFinished } from "vitest";
import type { Database } from "@/lib/db/connect";
import type { DeliveryWriters } from "@/lib/db/open";
import { canonicalQuery, signParts } from "@/lib/dintero/callback-signature";
import type { Dintero } from "@/lib/dintero/client";
import { drainOf } from "@/lib/front/drain";
import { createFront } from "@/lib/front/front";
import { signedDoor } from "@/lib/front/signed-doors";
import { createLogger } from "@/lib/log";
import { createMetrics } from "@/lib/metrics";
import { openIntake } from "./intake";
import { testDintero } from "./test-dintero";

export const SECRET = "callback-secret";
export const WEBHOOK_SECRET = "webhook-secret";
const HOSTNAME = "kontor.example.com";
const PATH = "/api/dintero/callback";

let accounts = 0;
/** An account that no other test of the file uses, so that its rows are the test's own. */
export function newAccount(): string {
  accounts += 1;
  return `T${String(accounts).padStart(8, "0")}`;
}

/** The parts of a signature that a test may set apart from the request itself. */
export interface Signing {
  readonly accountId: string;
  readonly query: string;
  readonly method?: string;
  readonly secret?: string;
  readonly hostname?: string;
  readonly pathname?: string;
  /** Unix seconds. */
  readonly t: number;
}

function digestOf({ query, method = "GET", secret = SECRET, t, ...rest }: Signing): string {
  const { accountId, hostname = HOSTNAME, pathname = PATH } = rest;
  return signParts(
    { timestamp: t, accountId, method, hostname, pathname, query: canonicalQuery(query) },
    secret,
  );
}

export const signatureOf = (signing: Signing) => `t=${signing.t},v0-hmac-sha256=${digestOf(signing)}`;

export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestRequest {
  readonly method?: string;
  /** As on the request line. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface LogLine {
  readonly evt: string;
  readonly level: string;
  readonly [field: string]: unknown;
}

/**
 * A listener on a free port with both signed doors, as `server.ts` makes them, on `db`; closed when the test is over.
 * Its clock stands still until a test moves it.
 */
export async function startReceiver(
  db: Database,
  {
    accountId = newAccount(),
    secrets = [SECRET],
    dintero,
    clock = { at: Date.parse("2026-05-12T10:15:31.000Z") },
    writers = { deliveries: db, notes: db },
  }: {
    readonly accountId?: string;
    readonly secrets?: readonly string[];
    readonly dintero?: Dintero;
    readonly clock?: { at: number };
    readonly writers?: DeliveryWriters;
  } = {},
) {
  const lines: LogLine[] = [];
  const log = createLogger("info", (line) => void lines.push(JSON.parse(line)));
  const metrics = createMetrics();
  const now = () => clock.at;
  const intake = openIntake({
    db,
    writers,
    dintero: dintero ?? testDintero(accountId, now),
    log,
    accountId,
    callbackUrl: new URL(PATH, `https://${HOSTNAME}`),
    signatureSecrets: secrets,
    webhookSecrets: [WEBHOOK_SECRET],
    now,
  });
  const server = createFront({
    env: { appUrl: `https://${HOSTNAME}`, trustedProxies: [] },
    log,
    isDev: false,
    doors: new Map([
      [PATH, signedDoor({ methods: ["GET", "POST"], receive: intake.receiveCallback, metrics, log })],
      [
        "/api/dintero/webhook",
        signedDoor({ methods: ["POST"], receive: intake.receiveWebhook, metrics, log }),
      ],
    ]),
    handle: async (_request, response) => void response.writeHead(404).end("page"),
  });
  const drain = drainOf(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    server.closeAllConnections();
    server.close();
    await intake.stop();
  };
  onTestFinished(close);

  const seconds = () => Math.floor(clock.at / 1000);
  const send = (asked: TestRequest, agent?: Agent) => sendTo(port, asked, agent);
  return {
    accountId,
    clock,
    lines,
    port,
    drain,
    close,
    send,
    intake,
    metricsText: () => metrics.toText(0),
    logged: (evt: string) => lines.filter((line) => line.evt === evt),
    /** Sends a callback signed right, now, unless `signing` says otherwise. */
    callback(query: string, signing: Partial<Signing> = {}, asked: Partial<TestRequest> = {}, agent?: Agent) {
      const method = asked.method ?? "GET";
      const signature = signatureOf({ accountId, query, method, t: seconds(), ...signing });
      return send(
        {
          target: `${PATH}?${query}`,
          ...asked,
          method,
          headers: { "dintero-signature": signature, ...asked.headers },
        },
        agent,
      );
    },
    async deliveries() {
      const { rows } = await db.query<DeliveryRow>(
        "select * from deliveries where account_id = $1 order by received_at, delivery_id",
        [accountId],
      );
      return rows;
    },
  };
}

export type TestReceiver = Awaited<ReturnType<typeof startReceiver>>;

/** The columns that tests look at. */
export interface DeliveryRow {
  readonly delivery_id: string;
  readonly method: string;
  readonly raw_query: string;
  readonly receipts: number;
  readonly key_number: number;
  readonly body: Buffer | null;
  readonly body_state: string;
  readonly body_sha256: Buffer | null;
  readonly body_bytes: number;
  readonly body_variants: Buffer[];
  readonly is_body_json: boolean | null;
  readonly body_differences: string[] | null;
  readonly session_id: string | null;
  readonly transaction_id: string | null;
  readonly error: string | null;
  readonly event: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly failures: number;
  readonly last_error: string | null;
  readonly effect: Record<string, unknown> | null;
}

function sendTo(port: number, asked: TestRequest, agent?: Agent): Promise<TestAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      port,
      host: "127.0.0.1",
      agent,
      method: asked.method ?? "GET",
      path: asked.target,
      headers: { ...asked.headers },
    };
    const sent = request(options, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      answer.once("error", reject);
    });
    sent.once("error", reject);
    sent.end(asked.body);
  });
}

/** Everything the server sends back for `bytes` until it closes, as a client that shuts its own side right away or not. */
export function exchange(port: number, bytes: string | Buffer, keepsOpen = false): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, "127.0.0.1", () => {
      if (keepsOpen) socket.write(bytes);
      else socket.end(bytes);
    });
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.once("close", () => resolve(answer));
  });
}
