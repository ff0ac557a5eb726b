import { parseArgs } from "node:util";
import { openMemory } from "./memory";
import { SANDBOX_DEFAULTS, type Sandbox, startSandbox } from "./start-sandbox";

const HELP = `A local Dintero: the token endpoint, sessions and transactions of an invented Nordic shop.

  npm run sandbox -- [options]

  --port PORT    where to listen on this machine, 0 for any (default 3100)
  --orders N     how many orders the shop has, up to 10 000 000 (default ${SANDBOX_DEFAULTS.orders})
  --seed SEED    any text; the same seed and number give the same shop (default ${SANDBOX_DEFAULTS.seed})
  --deliver-to ORIGIN  where callbacks and webhooks go, as http://localhost:3000; without it, nowhere
  --deliver-as ORIGIN  what the receiver is called by the world and in signatures (default: --deliver-to)
  --arrivals SECONDS   lets orders arrive: one comes or changes about that often, and its callback is sent
  --memory FILE        makes the same world again after a restart: when it began, and when orders arrived
  --help         this text

Callbacks are signed with DINTERO_SIGNATURE_SECRET, webhooks with DINTERO_WEBHOOK_SECRET, or with secrets of its own.
Deliveries and faults on demand and the request log are at /_sandbox/ (sandbox/README.md).
`;

function wholeNumber(text: string, name: string, maximum: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= maximum))
    throw new Error(`--${name} must be a whole number from 0 to ${maximum}, not "${text}".`);
  return value;
}

function origin(text: string | undefined, name: string): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
  throw new Error(`--${name} must be an origin such as http://localhost:3000, not "${text}".`);
}

/** While a secret is rotated Kontor knows several, and the newest signs. */
function newest(secrets: string | undefined): string | undefined {
  return secrets?.split(",")[0]?.trim() || undefined;
}

interface Secrets {
  readonly signatureSecret: string;
  readonly webhookSecret: string;
}

function introduce(sandbox: Sandbox, { signatureSecret, webhookSecret }: Secrets): string {
  const { accountId, clientId, clientSecret } = SANDBOX_DEFAULTS;
  const width = Math.max(...sandbox.control.notable.map(({ name }) => name.length));
  const orders = sandbox.control.notable.map(
    ({ name, sessionId, about }) => `  ${name.padEnd(width)}  ${sessionId}  ${about}`,
  );
  return `
Dintero sandbox at ${sandbox.url}: ${sandbox.control.orders.toLocaleString("en")} orders. Nothing here is real.

To use it, set:
  DINTERO_API_URL=${sandbox.url}
  DINTERO_CHECKOUT_URL=${sandbox.url}
  DINTERO_ACCOUNT_ID=${accountId}
  DINTERO_CLIENT_ID=${clientId}
  DINTERO_CLIENT_SECRET=${clientSecret}
  DINTERO_SIGNATURE_SECRET=${signatureSecret}
  DINTERO_WEBHOOK_SECRET=${webhookSecret}

Orders worth looking up:
${orders.join("\n")}

Stop with Ctrl+C.
`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3100" },
      orders: { type: "string", default: String(SANDBOX_DEFAULTS.orders) },
      seed: { type: "string", default: SANDBOX_DEFAULTS.seed },
      "deliver-to": { type: "string" },
      "deliver-as": { type: "string" },
      arrivals: { type: "string" },
      memory: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const port = wholeNumber(values.port, "port", 65_535);
  const orders = wholeNumber(values.orders, "orders", 10_000_000);
  const seconds = values.arrivals === undefined ? 0 : wholeNumber(values.arrivals, "arrivals", 86_400);
  const { accountId } = SANDBOX_DEFAULTS;
  const memory =
    values.memory === undefined
      ? undefined
      : openMemory(values.memory, { accountId, seed: values.seed, orders }, Date.now());
  const secrets = {
    signatureSecret: newest(process.env.DINTERO_SIGNATURE_SECRET) ?? SANDBOX_DEFAULTS.signatureSecret,
    webhookSecret: newest(process.env.DINTERO_WEBHOOK_SECRET) ?? SANDBOX_DEFAULTS.webhookSecret,
  };
  const sandbox = await startSandbox({
    ...secrets,
    port,
    deliverTo: origin(values["deliver-to"], "deliver-to"),
    deliverAs: origin(values["deliver-as"], "deliver-as"),
    orders,
    seed: values.seed,
    now: memory?.now,
    runs: memory?.runs,
    onRuns: memory && ((runs) => memory.save(runs, Date.now())),
    arrivals: seconds > 0 ? { everyMs: seconds * 1000 } : undefined,
  }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new Error(`Port ${port} is taken. Choose another with --port, or 0 for any.`);
    }
    throw error;
  });
  process.stdout.write(introduce(sandbox, secrets));
  const stop = () => void sandbox.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
