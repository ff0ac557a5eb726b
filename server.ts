import { createServer } from "node:http";
import next from "next";
import { openDatabase } from "@/lib/db/open";
import { ensureDemoAccounts } from "@/lib/demo-accounts";
import { createDintero } from "@/lib/dintero/client";
import { type Env, EnvError, readEnv } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { captureConsole } from "@/lib/front/captured-console";
import { drainOf } from "@/lib/front/drain";
import { createFront, type FrontServer } from "@/lib/front/front";
import { liveDoor, readyDoor } from "@/lib/front/health";
import { metricsDoor } from "@/lib/front/metrics-door";
import { signedDoor } from "@/lib/front/signed-doors";
import { startCountingCaptures } from "@/lib/intake/count-loop";
import { openIntake } from "@/lib/intake/intake";
import { type Reconciler, startReconciler } from "@/lib/intake/reconcile-loop";
import { startSettlementChecks } from "@/lib/intake/settlement-loop";
import { startUpkeep } from "@/lib/intake/upkeep";
import { createLogger, type Logger } from "@/lib/log";
import { createMetrics } from "@/lib/metrics";
import { setRuntime } from "@/lib/runtime";
import { clockWatch, upstreamLog } from "@/lib/upstream-log";

const DRAIN_MS = 10_000;
/** For draining, Next and the store together. What hangs longer is left behind; the store survives that. */
const STOP_MS = 20_000;

/** What was started, in order; stopped backwards. */
type Started = (() => Promise<void>)[];

async function start(env: Env, log: Logger, started: Started): Promise<void> {
  const isDev = !env.isProduction;
  const db = await openDatabase({
    databaseUrl: env.databaseUrl,
    dataDir: env.dataDir,
    pgBin: env.pgBin,
    onCrash: (output) => log.error("store.crashed", { reason: output }),
  });
  started.push(() => db.close());
  const metrics = createMetrics();
  const observer = upstreamLog(log, metrics);
  const watchClock = clockWatch(log, metrics);
  let reconciler: Reconciler | undefined;
  const dintero = createDintero({
    accountId: env.accountId,
    clientId: env.clientId,
    clientSecret: env.clientSecret,
    apiUrl: env.apiUrl,
    checkoutUrl: env.checkoutUrl,
    now: Date.now,
    onCall(call) {
      observer.onCall(call);
      watchClock(dintero.health().clockSkewMs);
    },
    onBreaker(change) {
      observer.onBreaker(change);
      if (!change.isOpen) reconciler?.wake();
    },
  });
  reconciler = startReconciler({
    ...env,
    ...{ db, dintero, log, metrics },
    timeZone: env.businessTimeZone,
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
  });
  started.push(reconciler.stop);
  const intake = openIntake({
    ...env,
    db,
    writers: db.writers,
    dintero,
    log,
    callbackUrl: new URL("/api/dintero/callback", env.appUrl),
    now: Date.now,
    onStorageTrouble: reconciler.wake,
  });
  started.push(() => intake.stop());
  const settlements = startSettlementChecks({
    ...env,
    ...{ db, dintero, log },
    now: Date.now,
    elapsed: () => performance.now(),
  });
  started.push(settlements.stop);
  const kept = { rawBodyDays: env.rawBodyRetentionDays, personalDataDays: env.piiRetentionDays };
  const upkeep = startUpkeep({ db, accountId: env.accountId, log, now: Date.now, ...kept }, (error) =>
    log.warn("upkeep.failed", { error }),
  );
  started.push(() => upkeep.stop());
  const counting = startCountingCaptures(
    { db, accountId: env.accountId, timeZone: env.businessTimeZone, log, now: Date.now },
    (error) => log.warn("captures.count_failed", { error }),
  );
  started.push(() => counting.stop());
  if (env.isDemo) await ensureDemoAccounts(db, env.accountId, env.demoPassword, Date.now());
  setRuntime({ env, db, openSnapshot: db.openSnapshot, dintero, log, now: Date.now });

  // Next takes over the upgrades of the server it is given. This one never listens: it gets what the front passes on.
  const decoy = createServer();
  const app = next({ dev: isDev, dir: process.cwd(), hostname: env.host, port: env.port, httpServer: decoy });
  await app.prepare();
  started.push(() => app.close());

  let isStopping = false;
  const doors = new Map([
    [
      "/api/dintero/callback",
      signedDoor({ methods: ["GET", "POST"], receive: intake.receiveCallback, metrics, log }),
    ],
    ["/api/dintero/webhook", signedDoor({ methods: ["POST"], receive: intake.receiveWebhook, metrics, log })],
    [
      "/api/metrics",
      metricsDoor(env.metricsToken, async () =>
        metrics.toText(await intake.lagSeconds(), await upkeep.unmapped()),
      ),
    ],
    ["/api/health/live", liveDoor],
    [
      "/api/health/ready",
      readyDoor({
        process: async () => (isStopping ? "stopping" : undefined),
        store: () => db.ping().then(() => undefined),
        callbacks: async () =>
          env.signatureSecrets.length === 0 ? "DINTERO_SIGNATURE_SECRET is not set" : undefined,
      }),
    ],
  ]);
  const upgrade = isDev
    ? (...given: [unknown, unknown, unknown]) => void decoy.emit("upgrade", ...given)
    : undefined;
  const server = createFront({ env, log, isDev, doors, handle: app.getRequestHandler(), upgrade });
  const drain = drainOf(server);
  await listen(server, env);
  started.push(async () => {
    isStopping = true;
    log.info("stop.drained", { count: await drain(DRAIN_MS) });
  });
  log.info("start.listening", { address: env.appUrl });
}

function listen(server: FrontServer, env: Env): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(env.port, env.host, () => {
      server.off("error", fail);
      done();
    });
  });
}

async function stop(started: Started): Promise<void> {
  for (const end of started.splice(0).reverse()) await end();
}

/** What an operator is told when Kontor does not start: one plain sentence, or one line per fault of the configuration. */
function reasonOf(error: unknown): string {
  if (error instanceof EnvError) return error.message;
  if (error instanceof Error && "code" in error) {
    if (error.code === "EADDRINUSE")
      return "PORT is taken by another program; choose another, for example PORT=3001";
    if (error.code === "EACCES") return "PORT may not be listened on by this user; choose one above 1023";
  }
  return isAppError(error) || error instanceof Error
    ? `Kontor did not start: ${error.message}`
    : "Kontor did not start";
}

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLogger(env.logLevel);
  if (env.isProduction) captureConsole(log);
  const started: Started = [];
  let hasStopBegun = false;

  const end = (exitCode: number) => {
    if (hasStopBegun) return;
    hasStopBegun = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    stop(started).then(
      () => process.exit(exitCode),
      (error: unknown) => {
        log.error("stop.failed", { error });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => end(0));
  process.on("SIGINT", () => end(0));
  process.on("unhandledRejection", (error) => log.error("process.unhandled", { error }));
  process.on("uncaughtException", (error) => {
    log.error("process.uncaught", { error });
    end(1);
  });

  try {
    await start(env, log, started);
  } catch (error) {
    await stop(started).catch(() => {});
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
});
