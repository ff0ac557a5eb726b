import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Arrivals } from "./arrivals/arrivals";
import { ArrivalsShelf } from "./arrivals/arrivals-shelf";
import type { Run } from "./arrivals/run";
import { Catalogue, ListShelf } from "./catalogue";
import { type Clock, systemClock } from "./clock";
import { Courier } from "./courier/courier";
import { deliverOnDemand } from "./courier/deliver-on-demand";
import type { Sender } from "./courier/parcels";
import { exampleOrders } from "./held-documents";
import type { Control } from "./http/control";
import { answerControl } from "./http/control-desk";
import { deliver, deliverFault } from "./http/deliver";
import { FaultPlan } from "./http/fault";
import { Provider } from "./http/provider";
import { RequestLog } from "./http/request-log";
import { TokenDesk } from "./http/token-desk";
import { notableOrders } from "./notable";
import { SettlementBook } from "./settlements/settlement-book";
import { SettlementDesk } from "./settlements/settlement-desk";
import { ShopShelf } from "./shop/shop-shelf";

export const SANDBOX_DEFAULTS = {
  accountId: "T12345678",
  clientId: "kontor-sandbox",
  clientSecret: "sandbox-secret",
  /** Of `npm run sandbox`; `startSandbox` has no secret unless it is given one. */
  signatureSecret: "sandbox-signature-secret",
  webhookSecret: "sandbox-webhook-secret",
  host: "127.0.0.1",
  orders: 2_000,
  seed: "nordlys",
} as const;

export interface SandboxOptions extends Omit<Sender, "accountId"> {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** How many orders to make, besides the held and the notable ones. */
  readonly orders?: number | undefined;
  readonly seed?: string | number | undefined;
  readonly accountId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** The instant the shop's last 13 months end at, in ms. Default: the start. */
  readonly now?: number | undefined;
  /** The scopes of its tokens, with blanks between. Default: checkout and settlements. */
  readonly scope?: string | undefined;
  /** What deliveries wait by; a test may bring its own. */
  readonly clock?: Clock | undefined;
  /** Lets orders arrive from the start; `control.arrivals` does so later. */
  readonly arrivals?: { readonly everyMs: number } | undefined;
  /** When orders arrived before this start, and who is told of it as it goes on. */
  readonly runs?: readonly Run[] | undefined;
  readonly onRuns?: ((runs: readonly Run[]) => void) | undefined;
}

export interface Sandbox {
  /** Origin, without a slash at the end; stands in for both of Dintero's hosts. */
  readonly url: string;
  readonly port: number;
  readonly control: Control;
  /** Stops listening, drops every connection and every delivery under way. */
  close(): Promise<void>;
}

const BODY_LIMIT = 4 * 1024 * 1024;

/** Starts a local Dintero. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const accountId = options.accountId ?? SANDBOX_DEFAULTS.accountId;
  const clock = options.clock ?? systemClock;
  const now = options.now ?? clock.now();
  const credentials = {
    accountId,
    clientId: options.clientId ?? SANDBOX_DEFAULTS.clientId,
    clientSecret: options.clientSecret ?? SANDBOX_DEFAULTS.clientSecret,
  };
  const { clientId } = credentials;
  const seed = String(options.seed ?? SANDBOX_DEFAULTS.seed);
  const shop = new ShopShelf({
    accountId,
    clientId,
    seed,
    orders: options.orders ?? SANDBOX_DEFAULTS.orders,
    now,
  });
  const notable = notableOrders(accountId, clientId, now);
  const added = new ListShelf();
  const held = new ListShelf([
    ...notable.map(({ records }) => records),
    ...exampleOrders(accountId).map((record) => [record]),
  ]);
  const tokens = new TokenDesk(credentials, () => Date.now());
  if (options.scope !== undefined) tokens.scope = options.scope;
  const arrived = new ArrivalsShelf({ accountId, clientId, seed, clock }, options.runs ?? []);
  const catalogue = new Catalogue([added, arrived, held, shop]);
  const settlements = new SettlementBook(catalogue);
  const provider = new Provider(accountId, catalogue, tokens, new SettlementDesk(settlements, accountId));
  const courier = new Courier(clock);
  const sender: Sender = { ...options, accountId };
  const arrivals = new Arrivals({
    ...{ shelf: arrived, courier, sender, clock, seed },
    onRuns: options.onRuns,
  });
  const control: Control = {
    accountId,
    orders: shop.length,
    notable: notable.map(({ order }) => order),
    faults: new FaultPlan(),
    requests: new RequestLog(),
    tokens,
    settlements,
    put(record) {
      added.put(record);
      settlements.forget();
    },
    deliver: (request) => deliverOnDemand(request, { catalogue, courier, sender }),
    deliveries: courier,
    arrivals,
  };

  const server = createServer((message, response) => {
    handle(message, response, control, provider).catch((error: unknown) => {
      // A client that hung up while it was still sending.
      if (message.errored !== null) return;
      console.error("sandbox:", error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  const host = options.host ?? SANDBOX_DEFAULTS.host;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  if (options.arrivals !== undefined) arrivals.start(options.arrivals.everyMs);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    control,
    close: () =>
      new Promise((resolve) => {
        arrivals.stop();
        courier.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  control: Control,
  provider: Provider,
): Promise<void> {
  const [path = "/", ...rest] = (message.url ?? "/").split("?");
  const query = rest.join("?");
  const method = message.method ?? "GET";
  const body = await readBody(message);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  if (path.startsWith("/_sandbox/") && path !== "/_sandbox/redirected") {
    deliver(response, await answerControl(control, message, path, body));
    return;
  }
  const logged = control.requests.add(method, path, query && `?${query}`, new Date().toISOString());
  response.once("finish", () => {
    logged.status = response.statusCode;
  });
  response.setHeader("request-id", randomUUID());
  const fault = control.faults.take(method, path);
  const origin = `http://${message.headers.host ?? "localhost"}`;
  const answer = await provider.answer({ method, path, query, headers: message.headers, body, origin });
  if (fault === undefined) deliver(response, answer);
  else await deliverFault(response, answer, fault, origin);
}

/** The whole body as text, or undefined when there is more of it than anybody needs to send. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
