import type { DeliverRequest } from "../courier/deliver-on-demand";
import { isObject, type JsonObject, type JsonValue, numberAt, textAt } from "../json";
import { badRequest } from "./answer";

const NAMES: readonly (keyof DeliverRequest)[] = [
  "sessionId",
  "transactionId",
  "channel",
  "event",
  "eventId",
  "error",
  "story",
  "flags",
  "times",
  "delayMs",
  "isLost",
  "signature",
  "signedSecondsAgo",
  "body",
];

/** Reads the body of `POST /_sandbox/deliver`, in the words of `DeliverRequest`. @throws Refusal */
export function readDeliverRequest(value: JsonValue): DeliverRequest {
  if (!isObject(value)) throw badRequest("a delivery is an object");
  const unknown = Object.keys(value).filter((name) => !NAMES.some((known) => known === name));
  if (unknown.length > 0) throw badRequest(`unknown: ${unknown.join(", ")}; known: ${NAMES.join(", ")}`);
  return {
    sessionId: textAt(value, "sessionId"),
    transactionId: textAt(value, "transactionId"),
    channel: oneOf(value, "channel", "callback", "webhook"),
    event: textAt(value, "event"),
    eventId: textAt(value, "eventId"),
    error: textAt(value, "error"),
    story: value.story === true ? true : oneOf(value, "story", "reversed"),
    flags: textAt(value, "flags"),
    times: wholeNumber(value, "times", 1, 100),
    delayMs: wholeNumber(value, "delayMs", 0, 86_400_000),
    isLost: value.isLost === true,
    signature: oneOf(value, "signature", "wrong", "missing"),
    signedSecondsAgo: wholeNumber(value, "signedSecondsAgo", -86_400, 86_400),
    body: oneOf(value, "body", "changed"),
  };
}

function oneOf<const T extends string>(value: JsonObject, name: string, ...words: T[]): T | undefined {
  if (value[name] === undefined || value[name] === false) return undefined;
  const word = words.find((one) => one === value[name]);
  if (word === undefined) throw badRequest(`${name} is ${words.join(" or ")}`);
  return word;
}

function wholeNumber(value: JsonObject, name: string, minimum: number, maximum: number): number | undefined {
  if (value[name] === undefined) return undefined;
  const number = numberAt(value, name);
  if (number === undefined || !Number.isInteger(number) || number < minimum || number > maximum) {
    throw badRequest(`${name} is a whole number from ${minimum} to ${maximum}`);
  }
  return number;
}
