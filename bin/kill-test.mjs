import "./watch-parent.mjs";
import { createHmac, randomInt } from "node:crypto";
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { build } from "./build.mjs";
import { startChild, stopChildren, stopOnSignals } from "./children.mjs";
import { Failure, helped, run } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { ROOT } from "./root.mjs";

const HELP = `Kills the built server and its PostgreSQL (SIGKILL) at random moments under load, and then asks for every
acknowledged callback by its id: none may be lost, none may have an effect twice.

  npm run test:kill
  npm run test:kill -- --rounds 4
`;

const ACCOUNT = "T12345678";
const SECRET = "kill-test-callback-secret";
const SENDERS = 24;
const CAPTURED = 72_200;
const READY_MS = 120_000;
/** A lease of what a killed worker had in hand, and then its backlog. */
const SETTLE_MS = 180_000;

function rounds() {
  const at = process.argv.indexOf("--rounds");
  const count = at === -1 ? 20 : Number(process.argv[at + 1]);
  if (!Number.isInteger(count) || count < 1) throw new Failure("--rounds takes a whole number from 1");
  return count;
}

/** The least of a Dintero: every transaction is authorized and captured. */
async function startDintero() {
  const events = ["AUTHORIZE", "CAPTURE"].map((event, index) => ({
    id: String(index + 1),
    event,
    amount: CAPTURED,
    success: true,
    created_at: `2026-05-12T10:00:0${index}.000Z`,
  }));
  const server = createServer((asked, answer) => {
    asked.resume();
    answer.setHeader("content-type", "application/json");
    const id = asked.url.split("?")[0].split("/").at(-1);
    if (asked.method === "POST")
      answer.end('{"access_token":"token","token_type":"Bearer","expires_in":14400}');
    else if (asked.url.includes("/v1/transactions/"))
      answer.end(
        JSON.stringify({
          ...{ id, version: 2, amount: CAPTURED, currency: "NOK", status: "CAPTURED", events },
          ...{ payment_product: "vipps", payment_product_type: "vipps", merchant_reference: id },
          created_at: "2026-05-12T10:00:00.000Z",
          updated_at: "2026-05-12T10:00:02.000Z",
        }),
      );
    else answer.end("[]");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A Kontor that can be killed and started again on the same folder. */
function kontorOn(folder, port, dinteroUrl) {
  const url = `http://localhost:${port}`;
  const log = openSync(join(folder, "kontor.log"), "a");
  const env = {
    PATH: process.env.PATH,
    APP_URL: url,
    AUTH_SECRET: "k".repeat(64),
    DATA_DIR: folder,
    DINTERO_ACCOUNT_ID: ACCOUNT,
    DINTERO_API_URL: dinteroUrl,
    DINTERO_CHECKOUT_URL: dinteroUrl,
    DINTERO_CLIENT_ID: "kill-test",
    DINTERO_CLIENT_SECRET: "kill-test",
    DINTERO_SIGNATURE_SECRET: SECRET,
    LOG_LEVEL: "warn",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
    PORT: String(port),
    SYNC_INTERVAL_SECONDS: "0",
  };
  let current;
  return {
    async start() {
      current = startChild(join(ROOT, "dist/server.mjs"), [], {
        cwd: ROOT,
        env,
        stdio: ["ignore", log, log],
      });
      await untilReady(`http://127.0.0.1:${port}/api/health/ready`);
    },
    async killApp() {
      current.child.kill("SIGKILL");
      await current.ended;
      await this.start();
    },
    async killStore() {
      process.kill(
        Number(readFileSync(join(folder, "data-18/postmaster.pid"), "utf8").split("\n")[0]),
        "SIGKILL",
      );
      await sleep(200);
      await untilReady(`http://127.0.0.1:${port}/api/health/ready`);
    },
  };
}

async function untilReady(url) {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Failure(`Nothing ready at ${url} within ${READY_MS / 1000} s.`);
}

/** Sends callbacks, each of an order of its own, until stopped; `acknowledged` holds the ids that were answered 200. */
function startLoad(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const acknowledged = new Set();
  const statuses = new Map();
  let isStopping = false;
  let sent = 0;
  const send = (id) => {
    const query = `merchant_reference=${id}&transaction_id=${id}`;
    const t = Math.floor(Date.now() / 1000);
    const text = [t, ACCOUNT, "GET", "localhost", "/api/dintero/callback", query].join("\n");
    const signature = `t=${t},v0-hmac-sha256=${createHmac("sha256", SECRET).update(text).digest("hex")}`;
    const headers = { "dintero-signature": signature };
    const options = { agent, headers, host: "127.0.0.1", port, path: `/api/dintero/callback?${query}` };
    return new Promise((done) => {
      request(options, (answer) => {
        answer.resume().once("end", () => done(answer.statusCode));
        answer.once("error", () => done(0));
      })
        .once("error", () => done(0))
        .end();
    });
  };
  const sender = async () => {
    while (!isStopping) {
      const id = `${ACCOUNT}.t${sent++}`;
      const status = await send(id);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 200) acknowledged.add(id);
      else await sleep(20);
    }
  };
  const ended = Promise.all(Array.from({ length: SENDERS }, sender));
  return {
    acknowledged,
    statuses,
    async stop() {
      isStopping = true;
      await ended;
      agent.destroy();
    },
  };
}

/** Waits until the backlog is done, then compares id by id. @returns what is wrong, a line each */
async function audit(folder, acknowledged) {
  const client = new pg.Client({ host: join(folder, "run"), user: "kontor", database: "kontor" });
  await client.connect();
  try {
    const waiting = "select count(*)::int as n from deliveries where state in ('received', 'fetched')";
    const deadline = Date.now() + SETTLE_MS;
    while ((await client.query(waiting)).rows[0].n > 0 && Date.now() < deadline) await sleep(500);
    const held = await client.query(
      `select transaction_id, count(*)::int as n, min(state) as state from deliveries group by 1`,
    );
    const rows = new Map(held.rows.map((row) => [row.transaction_id, row]));
    const effects = await client.query(
      "select transaction_id, count(*)::int as n, sum(captured_minor)::int as captured from orders group by 1",
    );
    const orders = new Map(effects.rows.map((row) => [row.transaction_id, row]));
    const events = await client.query(
      "select transaction_id, count(*)::int as n from events group by 1 having count(*) <> 2",
    );
    const ids = [...acknowledged];
    const unapplied = held.rows.filter(({ state }) => state !== "applied").length;
    const counts = {
      "acknowledged and lost": ids.filter((id) => !rows.has(id)).length,
      "deliveries with more than one row": held.rows.filter(({ n }) => n !== 1).length,
      "deliveries not applied": unapplied,
      "acknowledged without their effect": ids.filter((id) => orders.get(id)?.captured !== CAPTURED).length,
      "orders with an effect more than once": effects.rows.filter(
        ({ n, captured }) => n !== 1 || captured !== CAPTURED,
      ).length,
      "transactions with other than their two events": events.rows.length,
    };
    return Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${count} ${what}`);
  } finally {
    await client.end();
  }
}

await run(async () => {
  if (helped(HELP)) return;
  const count = rounds();
  stopOnSignals();
  await build();
  const folder = mkdtempSync(join(tmpdir(), "kontor-kill-"));
  chmodSync(folder, 0o711);
  const dintero = await startDintero();
  try {
    const port = await freePort(Number(process.env.PORT ?? 5090));
    const kontor = kontorOn(folder, port, dintero.url);
    await kontor.start();
    const load = startLoad(port);
    for (let round = 0; round < count; round += 1) {
      await sleep(randomInt(200, 2_500));
      if (round % 2 === 0) await kontor.killApp();
      else await kontor.killStore();
    }
    await sleep(500);
    await load.stop();
    const wrong = await audit(folder, load.acknowledged);
    const told = [...load.statuses].map(([status, n]) => `${n} × ${status === 0 ? "no answer" : status}`);
    process.stdout.write(
      `${count} kills; ${told.join(", ")}; ${load.acknowledged.size} acknowledged, ${wrong.length === 0 ? "0 lost, 0 twice" : wrong.join("; ")}\n`,
    );
    const unexpected = [...load.statuses.keys()].filter((status) => ![0, 200, 503].includes(status));
    if (wrong.length > 0 || unexpected.length > 0)
      throw new Failure("Acknowledged callbacks did not survive.");
    if (load.acknowledged.size === 0) throw new Failure("Nothing was acknowledged, so nothing was tried.");
  } finally {
    await stopChildren();
    dintero.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
