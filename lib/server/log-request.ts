import "server-only";
import type { KeptDelivery } from "@/lib/db/log-detail";
import { parseSignatureHeader } from "@/lib/dintero/callback-signature";
import { shortenDigest } from "@/lib/dintero/signature-explanation";
import { CALLBACK_PATH } from "@/lib/domain/callback-address";
import type { BodyView, Channel, RequestView } from "@/lib/domain/delivery-log";
import type { JsonValue } from "@/lib/domain/json";
import { projectDocument } from "@/lib/domain/projection";
import { PUBLISHED_ADDRESSES } from "@/lib/domain/published-addresses";
import { inflateBody, parseBody } from "@/lib/intake/kept-body";
import { parametersOf, type ShowParameter } from "./log-verification";

/** Whether a reader sees what is a person's. */
export type Personal = "masked" | "clear";

/** What is kept of a request, whatever kind of entry it became. */
interface KeptRequest {
  readonly channel: Channel;
  readonly method?: string | undefined;
  /** Absent when only the names of its parameters are kept. */
  readonly rawQuery?: string | undefined;
  readonly parameterNames?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly peerAddress?: string | undefined;
  readonly eventDelivery?: string | undefined;
}

const PATHS: Readonly<Record<Channel, string>> = {
  callback: CALLBACK_PATH,
  webhook: "/api/dintero/webhook",
};

/** A callback address is the shop's own and may carry anything: each value is shown as a document's of that key would be. */
export function showParameterTo(personal: Personal): ShowParameter {
  return (name, value) => {
    const shown = projectDocument({ [name]: value }, { personal })[name];
    return typeof shown === "string"
      ? { name, value: shown, isMasked: shown !== value }
      : { name, isMasked: true };
  };
}

export function requestView(kept: KeptRequest, personal: Personal): RequestView {
  const query =
    kept.rawQuery === undefined
      ? (kept.parameterNames ?? []).map((name) => ({ name, isMasked: false }))
      : parametersOf(kept.rawQuery, showParameterTo(personal));
  const isMasked = query.some((parameter) => parameter.isMasked);
  return {
    method: kept.method,
    pathname: PATHS[kept.channel],
    rawQuery: isMasked ? undefined : kept.rawQuery,
    query,
    headers: Object.entries(kept.headers ?? {}).map(([name, value]) => ({
      name,
      value: headerValue(name, value, personal),
    })),
    peerAddress: kept.peerAddress,
    isPublishedAddress: kept.peerAddress !== undefined && PUBLISHED_ADDRESSES.includes(kept.peerAddress),
    eventDelivery: kept.eventDelivery,
  };
}

const DOTS = "•••";

/**
 * A signature as it may be read: its ends. The whole of it is the entry's id, which is no secret: what is sent again
 * within its five minutes counts one receipt more and changes nothing (threat model, 2).
 */
function headerValue(name: string, value: string, personal: Personal): string {
  if (name === "dintero-signature") {
    const header = parseSignatureHeader(value);
    return header === undefined
      ? DOTS
      : `t=${header.timestamp},v0-hmac-sha256=${shortenDigest(header.digest)}`;
  }
  if (name === "event-signature") return shortenDigest(value.trim());
  const shown = projectDocument({ [name]: value }, { personal })[name];
  return typeof shown === "string" ? shown : DOTS;
}

const MAX_SHOWN = 64 * 1024;

/** A kind of entry of which no body is kept. */
export function unkeptBody(access: BodyView["access"], sha256?: Buffer): BodyView {
  return { state: "unkept", access, bytes: 0, sha256: sha256?.toString("hex"), variants: [], isCut: false };
}

/**
 * A body as `access` allows: JSON projected as any document of Dintero's is. What is no JSON may hold anything, so only
 * a reader who sees everything sees it, as text or as hexadecimal, and even then no credential in it (F17).
 */
export async function bodyView(delivery: KeptDelivery, access: BodyView["access"]): Promise<BodyView> {
  const common = {
    state: delivery.bodyState,
    access,
    bytes: delivery.bodyBytes,
    sha256: delivery.bodySha256?.toString("hex"),
    variants: delivery.bodyVariants.map((variant) => variant.toString("hex")),
    differences: delivery.bodyDifferences,
    isCut: false,
  };
  if (delivery.body === undefined || access === "none") return { ...common, isJson: delivery.isBodyJson };
  const bytes = await inflateBody(delivery.body);
  const value = parseBody(bytes);
  if (isJsonValue(value)) return { ...common, isJson: true, ...shownJson(value, access) };
  return { ...common, isJson: false, ...(access === "clear" ? shownBytes(bytes) : {}) };
}

/** What `JSON.parse` gave is JSON; undefined is what was none. */
function isJsonValue(value: unknown): value is JsonValue {
  return value !== undefined;
}

type Shown = Pick<BodyView, "json" | "text" | "textForm"> & { readonly isCut?: boolean };

function shownJson(value: JsonValue, personal: Personal): Shown {
  // A list or a bare text is projected as the value of a key that says nothing.
  const isObject = typeof value === "object" && value !== null && !isList(value);
  const json = isObject
    ? projectDocument(value, { personal })
    : projectDocument({ body: value }, { personal }).body;
  const text = JSON.stringify(json, null, 2);
  if (text.length <= MAX_SHOWN) return { json };
  return { text: text.slice(0, MAX_SHOWN), textForm: "json", isCut: true };
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function shownBytes(bytes: Buffer): Shown {
  const isCut = bytes.length > MAX_SHOWN;
  try {
    const text = utf8.decode(bytes).slice(0, MAX_SHOWN);
    const { body } = projectDocument({ body: text }, { personal: "clear" });
    return { text: typeof body === "string" ? body : "", textForm: "text", isCut };
  } catch {
    return { text: bytes.subarray(0, MAX_SHOWN).toString("hex"), textForm: "hex", isCut };
  }
}
