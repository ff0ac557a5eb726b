import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { firstToEnd, startChild } from "./children.mjs";
import { Failure } from "./failure.mjs";
import { sendFirstCallbacks, startArrivals } from "./first-callbacks.mjs";
import { ROOT } from "./root.mjs";

const ROLES = ["support", "finance", "manager", "admin"];
const READY_MS = 120_000;

/**
 * Starts a sandbox and a Kontor that knows no other Dintero, on an embedded store in `folder`, with the demo accounts.
 * `mode` is "production" (the built pages) or "development" (`next dev`). `environment` goes to Kontor alone. With
 * `changesEvery`, in seconds, orders arrive by themselves, and the log of a new folder begins with a few callbacks.
 * Resolves when it is ready.
 * @throws Failure when it did not; empty when the program has said why by itself
 */
export async function startLocalKontor({
  folder,
  mode,
  port,
  sandboxPort = 0,
  sandboxWords = [],
  environment = {},
  changesEvery,
}) {
  mkdirSync(folder, { recursive: true });
  const settings = settingsIn(folder);
  const url = process.env.APP_URL ?? `http://localhost:${port}`;
  // What Kontor verifies callbacks with is what the sandbox signs them with.
  const secrets = {
    DINTERO_SIGNATURE_SECRET: environment.DINTERO_SIGNATURE_SECRET ?? newSecret(),
    DINTERO_WEBHOOK_SECRET: environment.DINTERO_WEBHOOK_SECRET ?? newSecret(),
  };
  const sandbox = await startSandbox(
    [
      ...["--port", String(sandboxPort), "--memory", join(folder, "sandbox.json")],
      ...["--deliver-to", `http://127.0.0.1:${port}`, "--deliver-as", new URL(url).origin],
      ...sandboxWords,
    ],
    secrets,
  );
  const logFile = join(folder, "kontor.log");
  const { ended } = startChild(join(ROOT, "dist/server.mjs"), [], {
    cwd: ROOT,
    env: {
      ...inherited(),
      ...sandbox.environment,
      APP_URL: url,
      AUTH_SECRET: settings.authSecret,
      DATA_DIR: folder,
      LOG_LEVEL: process.env.LOG_LEVEL ?? (mode === "development" ? "warn" : "info"),
      KONTOR_DEMO: "1",
      KONTOR_DEMO_PASSWORD: settings.password,
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: mode,
      PORT: String(port),
      ...environment,
    },
    stdio: ["ignore", mode === "development" ? "inherit" : openSync(logFile, "w"), "inherit"],
  });
  await untilReady(`http://127.0.0.1:${port}/api/health/ready`, ended);
  const sandboxUrl = sandbox.environment.DINTERO_API_URL;
  const orders = await notableOrders(sandboxUrl);
  if (changesEvery !== undefined) {
    if (!settings.hasCallbacks) {
      await sendFirstCallbacks(sandboxUrl, orders);
      keep(folder, { ...settings, hasCallbacks: true });
    }
    await startArrivals(sandboxUrl, changesEvery);
  }
  return {
    url,
    logFile: relative(process.cwd(), logFile),
    sandboxUrl,
    changesEvery,
    /** What callbacks to it are signed with. */
    signatureSecret: secrets.DINTERO_SIGNATURE_SECRET,
    /** What leads a program to the sandbox. */
    sandboxEnvironment: sandbox.environment,
    accounts: ROLES.map((role) => ({ role, email: `${role}@kontor.example`, password: settings.password })),
    orders,
    /** Resolves with the name of the program that ended by itself. */
    ended: firstToEnd({ Kontor: ended, "The sandbox": sandbox.ended }),
  };
}

/** What of our own environment the server may see: never the settings of somebody's real Kontor. */
function inherited() {
  const foreign = /^(DINTERO_|OIDC_|DATABASE_URL$|NEXTAUTH_|AUTH_SECRET$|METRICS_TOKEN$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Secret and password are made once per folder, so that who is signed in stays so over a restart. */
function settingsIn(folder) {
  const chosen = process.env.KONTOR_DEMO_PASSWORD;
  try {
    const { authSecret, password, hasCallbacks } = JSON.parse(readFileSync(settingsFile(folder), "utf8"));
    if (typeof authSecret === "string" && typeof password === "string")
      return { authSecret, password: chosen ?? password, hasCallbacks: hasCallbacks === true };
  } catch {
    // The first run.
  }
  const settings = {
    authSecret: randomBytes(48).toString("base64url"),
    password: chosen ?? memorable(),
    hasCallbacks: false,
  };
  keep(folder, settings);
  return settings;
}

function keep(folder, settings) {
  writeFileSync(settingsFile(folder), JSON.stringify(settings), { mode: 0o600 });
}

const settingsFile = (folder) => join(folder, "settings.json");

const newSecret = () => randomBytes(24).toString("base64url");

/** 16 characters that are not mistaken for each other, 79 bits. */
function memorable() {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

/** The sandbox prints the environment that leads to it, once it listens. */
async function startSandbox(words, secrets) {
  const { child, ended } = startChild(join(ROOT, "dist/sandbox.mjs"), words, {
    cwd: ROOT,
    env: { ...process.env, ...secrets },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const listening = new Promise((done) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (output.includes("Stop with Ctrl+C.")) done(true);
    });
  });
  const isListening = await Promise.race([listening, ended.then(() => false)]);
  if (!isListening) throw new Failure("The sandbox did not start.");
  const environment = Object.fromEntries(
    [...output.matchAll(/\b(DINTERO_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  return { environment, ended };
}

async function untilReady(url, ended) {
  let hasEnded = false;
  ended.then(() => (hasEnded = true));
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (hasEnded) throw new Failure("");
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Failure(`Kontor did not answer at ${url} within ${READY_MS / 1000} s.`);
}

async function notableOrders(sandboxUrl) {
  const answer = await fetch(`${sandboxUrl}/_sandbox/notable`);
  return answer.ok ? await answer.json() : [];
}

/** The folder of one kind of local Kontor, unless `DATA_DIR` names another. */
export function localFolder(name) {
  return resolve(process.env.DATA_DIR ?? join(ROOT, ".local", name));
}

/** What a person needs to begin, for a terminal. */
export function introduction({ url, accounts, orders, logFile, sandboxUrl, changesEvery }) {
  const width = Math.max(0, ...orders.map(({ name }) => name.length));
  return [
    `Kontor is ready at ${url}`,
    "",
    "Accounts:",
    ...accounts.map(
      ({ role, email, password }) => `  ${role.padEnd(8)}  ${email.padEnd(23)}  password ${password}`,
    ),
    "",
    "Orders worth looking up:",
    ...orders.map(({ name, sessionId, about }) => `  ${name.padEnd(width)}  ${sessionId}  ${about}`),
    "",
    `Dintero is a sandbox at ${sandboxUrl}: an order comes or changes about every ${changesEvery} seconds, and`,
    "its callbacks go to Kontor. What else it can do: sandbox/README.md.",
    `Log: ${logFile}`,
    "Stop with Ctrl+C.",
    "",
  ].join("\n");
}
