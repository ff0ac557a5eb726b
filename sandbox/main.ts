import { parseArgs } from "node:util";
import { SANDBOX_DEFAULTS, type Sandbox, startSandbox } from "./start-sandbox";

const HELP = `A local Dintero: the token endpoint, sessions and transactions of an invented Nordic shop.

  npm run sandbox -- [options]

  --port PORT    where to listen on this machine, 0 for any (default 3100)
  --orders N     how many orders the shop has, up to 10 000 000 (default ${SANDBOX_DEFAULTS.orders})
  --seed SEED    any text; the same seed and number give the same shop (default ${SANDBOX_DEFAULTS.seed})
  --help         this text

Faults on demand and the request log are at /_sandbox/ (sandbox/README.md).
`;

function wholeNumber(text: string, name: string, maximum: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= maximum))
    throw new Error(`--${name} must be a whole number from 0 to ${maximum}, not "${text}".`);
  return value;
}

function introduce(sandbox: Sandbox): string {
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
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const port = wholeNumber(values.port, "port", 65_535);
  const sandbox = await startSandbox({
    port,
    orders: wholeNumber(values.orders, "orders", 10_000_000),
    seed: values.seed,
  }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new Error(`Port ${port} is taken. Choose another with --port, or 0 for any.`);
    }
    throw error;
  });
  process.stdout.write(introduce(sandbox));
  const stop = () => void sandbox.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
