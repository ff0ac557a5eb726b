import type { IncomingMessage } from "node:http";
import { isObject, type JsonValue, numberAt, objectAt, parseJson, textAt } from "../json";
import { type Answer, badRequest, forbidden, json, notFound, Refusal } from "./answer";
import type { Control } from "./control";
import { readDeliverRequest } from "./read-deliver-request";
import { readFaultRule } from "./read-fault-rule";

/** The sandbox's own doors, `/_sandbox/*`: faults, deliveries, the request log, documents put in by hand. From this machine only. */
export async function answerControl(
  control: Control,
  message: IncomingMessage,
  path: string,
  body: string,
): Promise<Answer> {
  if (!isLocal(message)) return forbidden().toAnswer();
  try {
    return await route(control, message.method ?? "", path, body);
  } catch (error) {
    if (error instanceof Refusal) return error.toAnswer();
    throw error;
  }
}

function isLocal(message: IncomingMessage): boolean {
  const peer = message.socket.remoteAddress ?? "";
  const host = (message.headers.host ?? "").replace(/:\d+$/, "");
  return /^(::ffff:)?127\.|^::1$/.test(peer) && ["localhost", "127.0.0.1", "[::1]"].includes(host);
}

async function route(control: Control, method: string, path: string, body: string): Promise<Answer> {
  switch (`${method} ${path}`) {
    case "GET /_sandbox/health":
      return json(200, { account_id: control.accountId, orders: control.orders });
    case "GET /_sandbox/notable":
      return json(200, plain(control.notable));
    case "GET /_sandbox/faults":
      return json(200, plain(control.faults.list()));
    case "POST /_sandbox/faults":
      control.faults.add(readFaultRule(read(body)));
      return json(201, {});
    case "DELETE /_sandbox/faults":
      control.faults.clear();
      return json(200, {});
    case "GET /_sandbox/requests":
      return json(200, requests(control));
    case "DELETE /_sandbox/requests":
      control.requests.clear();
      return json(200, {});
    case "POST /_sandbox/orders":
      return json(201, putOrder(control, read(body)));
    case "POST /_sandbox/deliver":
      return json(200, plain(await control.deliver(readDeliverRequest(read(body)))));
    case "GET /_sandbox/deliveries":
      return json(200, plain(control.deliveries.list()));
    case "DELETE /_sandbox/deliveries":
      control.deliveries.clear();
      return json(200, {});
    case "POST /_sandbox/arrivals":
      control.arrivals.start(readSeconds(read(body)) * 1000);
      return json(201, {});
    case "DELETE /_sandbox/arrivals":
      control.arrivals.stop();
      return json(200, {});
    case "POST /_sandbox/tokens/revoke":
      control.tokens.revokeAll();
      return json(200, {});
    default:
      throw notFound();
  }
}

/** As JSON has it. */
function plain(value: unknown): JsonValue {
  return parseJson(JSON.stringify(value));
}

function read(body: string): JsonValue {
  try {
    return parseJson(body);
  } catch {
    throw badRequest("the body is not JSON");
  }
}

function readSeconds(value: JsonValue): number {
  const seconds = numberAt(value, "everySeconds");
  if (seconds === undefined || seconds < 1 || seconds > 86_400) {
    throw badRequest("everySeconds is a number from 1 to 86400");
  }
  return seconds;
}

function requests(control: Control): JsonValue {
  const counts = new Map<string, { method: string; path: string; count: number }>();
  for (const { method, path } of control.requests.list()) {
    const key = `${method} ${path}`;
    const entry = counts.get(key) ?? { method, path, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  return { total: control.requests.total, requests: [...counts.values()] };
}

function putOrder(control: Control, value: JsonValue): JsonValue {
  const session = objectAt(value, "session");
  const transaction = objectAt(value, "transaction");
  if (!isObject(value) || (session === undefined && transaction === undefined)) {
    throw badRequest("give a session, a transaction or both");
  }
  control.put({ session, transaction });
  return {
    ...(session === undefined ? {} : { session_id: textAt(session, "id") }),
    ...(transaction === undefined ? {} : { transaction_id: textAt(transaction, "id") }),
  };
}
