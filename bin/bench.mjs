import "./watch-parent.mjs";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { startChild, stopChildren, stopOnSignals } from "./children.mjs";
import { Failure, helped, run } from "./failure.mjs";
import { startLocalKontor } from "./local-kontor.mjs";
import { checkNode, installPackages } from "./packages.mjs";
import { freePort } from "./ports.mjs";
import { ROOT } from "./root.mjs";

const HELP = `Measures Kontor against the least that could do the same, in one run on one machine, and prints ratios.

  npm run bench
  npm run bench -- intake      callbacks only; BENCH_INTAKE_SECONDS=300 for minutes of them
  npm run bench -- sign-in     whether a wrong password takes as long for unknown accounts as for known ones
  npm run bench -- search      searches among BENCH_SEARCH_ORDERS=200000 orders, and their plans
  npm run bench -- lists       pages, filters, sorts, counts and searches of orders, and
  npm run bench -- captures    a year of captures, in shops of BENCH_SHOP_ORDERS=10000,100000,1000000 orders, one Kontor
                               each; BENCH_SHOP_DIR keeps the filled store (a million take minutes) for the next time

Builds and starts Kontor on an embedded store of its own and a sandbox. Writes bench/results.json.
BENCH_DATABASE_URL names an empty database of a PostgreSQL server to measure on instead.
`;

/** The embedded store's socket, as an address. */
const embeddedUrl = (folder) =>
  `postgresql://kontor@localhost/kontor?host=${encodeURIComponent(join(folder, "run"))}`;

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "kontor-bench-"));
  // As root the store runs as another user, who must get in.
  chmodSync(folder, 0o711);
  return folder;
}

/** Runs the measuring program to its end. */
async function measure(words, environment) {
  const { ended } = startChild(join(ROOT, "dist/bench.mjs"), words, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if ((await ended) !== 0) throw new Failure("The benchmarks did not finish.");
}

/** Shops of several sizes are accounts of one store; the largest is the sandbox's own, so that the demo shows it too. */
function shopSizes() {
  const sizes = (process.env.BENCH_SHOP_ORDERS ?? "10000,100000,1000000").split(",").map(Number);
  if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0))
    throw new Failure("BENCH_SHOP_ORDERS must be numbers of orders, the smallest first.");
  return sizes.map((orders, index) => ({
    orders,
    accountId: index === sizes.length - 1 ? "T12345678" : `T${String(orders).padStart(8, "0")}`,
  }));
}

async function benchShops(part) {
  const kept = process.env.BENCH_SHOP_DIR;
  const folder = kept ?? newFolder();
  try {
    const sizes = shopSizes();
    await measure(["fill-shops"], { DATA_DIR: folder, BENCH_SHOPS: JSON.stringify(sizes) });
    const shops = [];
    for (const { orders, accountId } of sizes) {
      // The first one runs the store, the others work on it.
      const isFirst = shops.length === 0;
      const kontor = await startLocalKontor({
        folder: isFirst ? folder : join(folder, accountId),
        mode: "production",
        port: await freePort(3300 + shops.length),
        sandboxWords: ["--orders", "10"],
        environment: {
          SYNC_INTERVAL_SECONDS: "0",
          DINTERO_ACCOUNT_ID: accountId,
          ...(isFirst ? {} : { DATABASE_URL: embeddedUrl(folder) }),
        },
      });
      const [, { email, password }] = kontor.accounts;
      shops.push({ orders, accountId, url: kontor.url, email, password });
    }
    await measure([part], {
      BENCH_SHOPS: JSON.stringify(shops),
      BENCH_DATABASE_URL: embeddedUrl(folder),
    });
  } finally {
    await stopChildren();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

await run(async () => {
  if (helped(HELP)) return;
  checkNode();
  stopOnSignals();
  await installPackages();
  await build();
  if (["captures", "lists"].includes(process.argv[2])) return benchShops(process.argv[2]);
  const folder = newFolder();
  try {
    const port = await freePort(3300);
    const { BENCH_DATABASE_URL: serverUrl } = process.env;
    const environment = {
      // Reconciliation would measure along.
      SYNC_INTERVAL_SECONDS: "0",
      // So that guesses can come from many places.
      TRUSTED_PROXIES: "127.0.0.1",
      ...(serverUrl === undefined ? {} : { DATABASE_URL: serverUrl }),
    };
    const kontor = await startLocalKontor({ folder, mode: "production", port, environment });
    const [account] = kontor.accounts;
    await measure(process.argv.slice(2), {
      ...kontor.sandboxEnvironment,
      DINTERO_SIGNATURE_SECRET: kontor.signatureSecret,
      BENCH_DATABASE_URL: serverUrl ?? embeddedUrl(folder),
      BENCH_KONTOR_URL: kontor.url,
      BENCH_EMAIL: account.email,
      BENCH_PASSWORD: account.password,
      BENCH_SESSION_IDS: kontor.orders.map(({ sessionId }) => sessionId).join(","),
    });
  } finally {
    await stopChildren();
    rmSync(folder, { recursive: true, force: true });
  }
});
