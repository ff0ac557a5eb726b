import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ACCOUNT, SECRET } from "./account.mjs";

const SENDERS = 24;

/**
 * Sends callbacks, each of an order of its own, to every one of `ports` at the same moment, until stopped.
 * `acknowledged` holds, by id, how many of them answered 200; `statuses` counts every answer, 0 being none.
 */
export function startLoad(ports) {
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const acknowledged = new Map();
  const statuses = new Map();
  let isStopping = false;
  let sent = 0;
  const sender = async () => {
    while (!isStopping) {
      const id = `${ACCOUNT}.t${sent++}`;
      const callback = signed(id);
      const answers = await Promise.all(ports.map((port) => send(agent, port, callback)));
      for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const taken = answers.filter((status) => status === 200).length;
      if (taken > 0) acknowledged.set(id, taken);
      if (taken < ports.length) await sleep(20);
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

/** @returns the answers in words, and whether one of them is none that Dintero may get from us while we have trouble */
export function told(statuses) {
  return {
    text: [...statuses].map(([status, n]) => `${n} × ${status === 0 ? "no answer" : status}`).join(", "),
    isUnexpected: [...statuses.keys()].some((status) => ![0, 200, 503].includes(status)),
  };
}

function signed(id) {
  const query = `merchant_reference=${id}&transaction_id=${id}`;
  const t = Math.floor(Date.now() / 1000);
  const text = [t, ACCOUNT, "GET", "localhost", "/api/dintero/callback", query].join("\n");
  const digest = createHmac("sha256", SECRET).update(text).digest("hex");
  return {
    path: `/api/dintero/callback?${query}`,
    headers: { "dintero-signature": `t=${t},v0-hmac-sha256=${digest}` },
  };
}

function send(agent, port, callback) {
  return new Promise((done) => {
    request({ agent, host: "127.0.0.1", port, ...callback }, (answer) => {
      answer.resume().once("end", () => done(answer.statusCode));
      answer.once("error", () => done(0));
    })
      .once("error", () => done(0))
      .end();
  });
}
