import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import type { DueDelivery } from "@/lib/db/delivery-work";
import { maskCardNumbers } from "@/lib/domain/card-number";
import { type BodyComparison, compareBody } from "@/lib/domain/delivery-truth";
import type { JsonObject } from "@/lib/domain/json";
import { holdsCardNumber } from "@/lib/domain/projection";

/** What a kept body turned out to be; it was acknowledged whatever it is (F17). */
export interface BodyReading extends Partial<BodyComparison> {
  /** Absent when there is no body. */
  readonly isJson?: boolean | undefined;
}

const inflate = promisify(inflateRaw);
/** Strict, so that another encoding is told apart rather than half understood; it takes a byte order mark off. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads the body that was kept, and compares it with Dintero's answer where both speak of a transaction. */
export async function readKeptBody(
  { body, channel }: Pick<DueDelivery, "body" | "channel">,
  transaction: JsonObject | undefined,
): Promise<BodyReading> {
  if (body === undefined) return {};
  const value = parseBody(await inflateBody(body));
  if (value === undefined) return { isJson: false };
  // A webhook wraps the transaction, a callback is the transaction (API.md 8).
  const said = channel === "webhook" && isObject(value) ? value.transaction : value;
  if (!isObject(said) || transaction === undefined) return { isJson: true };
  return { isJson: true, ...compareBody(said, transaction) };
}

/** The bytes as they came, of a body as it is held. */
export function inflateBody(body: Buffer): Promise<Buffer> {
  return inflate(body);
}

/** Undefined when the bytes are no JSON in UTF-8. */
export function parseBody(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Whether a full card number stands in a body: then not a byte of it may be written (F63). Digits are themselves in every
 * encoding; what passes for a card's in a reference or an id of a JSON document is none.
 */
export function hasCardNumberIn(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  if (maskCardNumbers(text) === text) return false;
  const value = parseBody(bytes);
  return !isObject(value) || holdsCardNumber(value);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
