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

Builds and starts Kontor on an embedded store of its own and a sandbox. Writes bench/results.json.
BENCH_DATABASE_URL names an empty database of a PostgreSQL server to measure on instead.
`;

/** The embedded store's socket, as an address. */
const embeddedUrl = (folder) =>
  `postgresql://kontor@localhost/kontor?host=${encodeURIComponent(join(folder, "run"))}`;

await run(async () => {
  if (helped(HELP)) return;
  checkNode();
  stopOnSignals();
  await installPackages();
  await build();
  const folder = mkdtempSync(join(tmpdir(), "kontor-bench-"));
  // As root the store runs as another user, who must get in.
  chmodSync(folder, 0o711);
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
    const { ended } = startChild(join(ROOT, "dist/bench.mjs"), process.argv.slice(2), {
      cwd: ROOT,
      stdio: "inherit",
      env: {
        ...process.env,
        ...kontor.sandboxEnvironment,
        DINTERO_SIGNATURE_SECRET: kontor.signatureSecret,
        BENCH_DATABASE_URL: serverUrl ?? embeddedUrl(folder),
        BENCH_KONTOR_URL: kontor.url,
        BENCH_EMAIL: account.email,
        BENCH_PASSWORD: account.password,
        BENCH_SESSION_IDS: kontor.orders.map(({ sessionId }) => sessionId).join(","),
      },
    });
    const code = await ended;
    if (code !== 0) throw new Failure("The benchmarks did not finish.");
  } finally {
    await stopChildren();
    rmSync(folder, { recursive: true, force: true });
  }
});
