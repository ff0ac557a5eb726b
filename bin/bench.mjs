import "./watch-parent.mjs";
import { mkdtempSync, rmSync } from "node:fs";
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

Builds and starts Kontor on an embedded store of its own and a sandbox. Writes bench/results.json.
`;

await run(async () => {
  if (helped(HELP)) return;
  checkNode();
  stopOnSignals();
  await installPackages();
  await build();
  const folder = mkdtempSync(join(tmpdir(), "kontor-bench-"));
  try {
    const port = await freePort(3300);
    const kontor = await startLocalKontor({ folder, mode: "production", port });
    const [account] = kontor.accounts;
    const { ended } = startChild(join(ROOT, "dist/bench.mjs"), process.argv.slice(2), {
      cwd: ROOT,
      stdio: "inherit",
      env: {
        ...process.env,
        ...kontor.sandboxEnvironment,
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
