import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { isObject, type JsonObject, type JsonValue, parseJson } from "../json";
import { type Answer, json, Refusal, unauthorized } from "./answer";
import type { Fault } from "./fault";

const HUGE = 50 * 1024 * 1024;

/** Sends `answer`. */
export function deliver(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  response.end(body);
}

/** Sends `answer` spoilt by `fault`. `origin` is where the sandbox listens. */
export async function deliverFault(
  response: ServerResponse,
  answer: Answer,
  fault: Fault,
  origin: string,
): Promise<void> {
  switch (fault.kind) {
    case "slow": {
      const timer = setTimeout(() => deliver(response, answer), fault.delayMs);
      response.once("close", () => clearTimeout(timer));
      return;
    }
    case "hang":
      return;
    case "drip":
      return drip(response, answer, fault.bytesPerSecond ?? 1);
    case "status":
      return deliver(response, withStatus(fault.status, fault.body, fault.headers));
    case "rate-limited": {
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
      return deliver(response, new Refusal(429, "TOO_MANY_REQUESTS", [], headers).toAnswer());
    }
    case "unauthorized":
      return deliver(response, unauthorized("invalid token").toAnswer());
    case "truncated":
      return deliver(response, { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) });
    case "not-json":
      return deliver(
        response,
        withStatus(200, "<!doctype html><title>Welcome</title>", { "content-type": "text/html" }),
      );
    case "body":
      return deliver(response, { ...json(200, null), body: fault.body });
    case "huge":
      return stream(
        response,
        { "content-type": "application/json" },
        Readable.from(jsonText(fault.bytes ?? HUGE)),
      );
    case "gzip-bomb": {
      const headers = { "content-type": "application/json", "content-encoding": "gzip" };
      return stream(response, headers, Readable.from(jsonText(fault.bytes ?? HUGE)).pipe(createGzip()));
    }
    case "wrong-id":
      return deliver(
        response,
        changeDocument(answer, (document) => ({ ...document, id: `${document.id}x` })),
      );
    case "wrong-account":
      return deliver(response, changeDocument(answer, ofAnotherAccount));
    case "redirect": {
      const location = fault.location ?? `${origin}/_sandbox/redirected`;
      return deliver(response, withStatus(fault.status ?? 302, "", { location }));
    }
    case "disconnect":
      response.socket?.resetAndDestroy();
      return;
    case "reset": {
      const body = Buffer.from(answer.body);
      response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.resetAndDestroy());
      return;
    }
  }
}

function withStatus(
  status: number,
  body: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  if (body === undefined) return new Refusal(status, "INTERNAL_SERVER_ERROR", [], { ...headers }).toAnswer();
  return { status, headers, body };
}

function drip(response: ServerResponse, answer: Answer, bytesPerSecond: number): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= body.length) response.end();
  }, 1000 / bytesPerSecond);
  response.once("close", () => clearInterval(timer));
}

function* jsonText(bytes: number): Generator<string> {
  const chunk = "a".repeat(65_536);
  yield '{"id":"';
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
  yield '"}';
}

async function stream(
  response: ServerResponse,
  headers: Record<string, string>,
  source: NodeJS.ReadableStream,
): Promise<void> {
  response.writeHead(200, headers);
  // A client that has had enough hangs up; that is what the fault is for.
  await pipeline(source, response).catch(() => response.destroy());
}

function changeDocument(answer: Answer, change: (document: JsonObject) => JsonObject): Answer {
  const value: JsonValue = parseJson(answer.body);
  const changed = isObject(value)
    ? change(value)
    : Array.isArray(value)
      ? value.map((entry) => (isObject(entry) ? change(entry) : entry))
      : value;
  return { ...answer, body: JSON.stringify(changed) };
}

function ofAnotherAccount(document: JsonObject): JsonObject {
  const ids = ["id", "session_id", "transaction_id", "account_id"];
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [
      key,
      ids.includes(key) && typeof value === "string" ? value.replace(/^[PT]\d{8}/, "T00000001") : value,
    ]),
  );
}
