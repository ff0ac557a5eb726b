import { isObject, type JsonObject, type JsonValue, numberAt, objectAt, textAt } from "../json";
import { badRequest } from "./answer";
import type { Fault, FaultRule } from "./fault";

/** Reads the body of `POST /_sandbox/faults`: `{ path, method?, times?, fault: { kind, ... } }`. @throws Refusal */
export function readFaultRule(value: JsonValue): FaultRule {
  const path = textAt(value, "path");
  const fault = objectAt(value, "fault");
  if (!isObject(value) || path === undefined || fault === undefined) {
    throw badRequest("a fault needs path and fault: { kind }");
  }
  const times = value.times === null ? null : numberAt(value, "times");
  return { path, method: textAt(value, "method"), times, fault: readFault(fault) };
}

function readFault(fault: JsonObject): Fault {
  const kind = textAt(fault, "kind");
  switch (kind) {
    case "slow":
      return { kind, delayMs: numberAt(fault, "delayMs") ?? 1_000 };
    case "drip":
      return { kind, bytesPerSecond: numberAt(fault, "bytesPerSecond") };
    case "status":
      return { kind, status: readStatus(fault), body: textAt(fault, "body"), headers: readHeaders(fault) };
    case "rate-limited":
      return { kind, retryAfter: textAt(fault, "retryAfter") };
    case "body":
      return { kind, body: textAt(fault, "body") ?? "" };
    case "huge":
    case "gzip-bomb":
      return { kind, bytes: numberAt(fault, "bytes") };
    case "redirect":
      return { kind, location: textAt(fault, "location"), status: numberAt(fault, "status") };
    case "hang":
    case "unauthorized":
    case "truncated":
    case "not-json":
    case "wrong-id":
    case "wrong-account":
    case "disconnect":
    case "reset":
      return { kind };
    default:
      throw badRequest("unknown kind of fault");
  }
}

function readStatus(fault: JsonObject): number {
  const status = numberAt(fault, "status");
  if (status === undefined || !Number.isInteger(status) || status < 200 || status > 599) {
    throw badRequest("status must be a whole number from 200 to 599");
  }
  return status;
}

function readHeaders(fault: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(objectAt(fault, "headers") ?? {})) {
    if (typeof value === "string") headers[name.toLowerCase()] = value;
  }
  return headers;
}
