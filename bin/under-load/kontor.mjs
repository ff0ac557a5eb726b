import { existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../children.mjs";
import { Failure } from "../failure.mjs";
import { ROOT } from "../root.mjs";
import { ACCOUNT, SECRET } from "./account.mjs";

const READY_MS = 120_000;

/** A built Kontor on the store in `folder`, or on the one that `databaseUrl` leads to, that can be killed and started again. */
export function kontorOn({ folder, port, dinteroUrl, databaseUrl }) {
  const log = openSync(join(folder, "kontor.log"), "a");
  const readiness = `http://127.0.0.1:${port}/api/health/ready`;
  const env = {
    PATH: process.env.PATH,
    // Every Kontor of one test is the same one to Dintero; a signature does not know the port.
    APP_URL: `http://localhost:${port}`,
    AUTH_SECRET: "k".repeat(64),
    DATA_DIR: folder,
    DINTERO_ACCOUNT_ID: ACCOUNT,
    DINTERO_API_URL: dinteroUrl,
    DINTERO_CHECKOUT_URL: dinteroUrl,
    DINTERO_CLIENT_ID: "under-load",
    DINTERO_CLIENT_SECRET: "under-load",
    DINTERO_SIGNATURE_SECRET: SECRET,
    LOG_LEVEL: "warn",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
    PORT: String(port),
    SYNC_INTERVAL_SECONDS: "0",
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  let current;
  return {
    port,
    async start() {
      current = startChild(join(ROOT, "dist/server.mjs"), [], {
        cwd: ROOT,
        env,
        stdio: ["ignore", log, log],
      });
      await untilReady(readiness);
    },
    async killApp() {
      current.child.kill("SIGKILL");
      await current.ended;
      await this.start();
    },
    /** Kills PostgreSQL alone. Resolves with the milliseconds until this same Kontor could serve again, by itself. */
    async killStore() {
      const { child } = current;
      const server = postmasterOf(folder);
      const killedAt = performance.now();
      process.kill(server, "SIGKILL");
      // Ready is what it says until it has noticed: only the next server counts.
      while (postmasterOf(folder) === server && performance.now() - killedAt < READY_MS) await sleep(10);
      await untilReady(readiness);
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Failure("Kontor ended when its database was killed.");
      return Math.round(performance.now() - killedAt);
    },
    /** The last it said, for whoever asks why. */
    lastWords: () =>
      readFileSync(join(folder, "kontor.log"), "utf8").trimEnd().split("\n").slice(-8).join("\n"),
  };
}

/** Undefined while there is none. */
function postmasterOf(folder) {
  const file = join(folder, "data-18/postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}

async function untilReady(url) {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Failure(`Nothing ready at ${url} within ${READY_MS / 1000} s.`);
}
