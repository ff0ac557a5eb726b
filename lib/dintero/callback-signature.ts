import { createHmac, timingSafeEqual } from "node:crypto";

/** What a session callback is verified against: all of it configuration, none of it from the request (FAULTS, fact 6). */
export interface CallbackExpectation {
  readonly accountId: string;
  /** The public address of the endpoint: its hostname and pathname are signed, its scheme and port are not. */
  readonly endpoint: URL;
  /** Any of them verifies, while a secret is rotated. Empty = nothing can be verified. */
  readonly secrets: readonly string[];
  /** How far, in seconds, the signed time may lie from ours, either way. */
  readonly toleranceSeconds: number;
}

/** The parts of a request that its signature speaks of, as they stood on the request line. */
export interface SignedRequest {
  readonly method: string;
  /** Without the question mark. */
  readonly rawQuery: string;
  /** `Dintero-Signature`; absent when the header is. */
  readonly signatureHeader?: string | undefined;
}

export interface SignatureHeader {
  /** Unix seconds. */
  readonly timestamp: number;
  /** Lower-case hexadecimal HMAC-SHA256. */
  readonly digest: string;
}

interface Verified extends SignatureHeader {
  /** Position of the secret that matched. */
  readonly keyNumber: number;
  /** Our clock less the signed time, in seconds. */
  readonly skewSeconds: number;
}

export type CallbackVerdict =
  | ({ readonly kind: "valid" | "late" } & Verified)
  | {
      readonly kind: "refused";
      readonly code: "signature-missing" | "signature-malformed" | "signature-mismatch";
    }
  | { readonly kind: "unavailable" };

/** How far the signed time may lie from ours, either way: what Dintero recommends (API.md 7). */
export const TOLERANCE_SECONDS = 300;

const SCHEME = "v0-hmac-sha256";
const WHOLE_SECONDS = /^[1-9]\d{0,9}$/;
const SHA256_HEX = /^[0-9a-f]{64}$/;

/**
 * `t=<unix seconds>,v0-hmac-sha256=<hex>`; parts may have spaces around them, since Dintero's own example wraps
 * (API.md 7). One `t` and one digest, exactly; other schemes beside them are passed over. Undefined when malformed.
 */
export function parseSignatureHeader(header: string): SignatureHeader | undefined {
  const values = new Map<string, string[]>();
  for (const part of header.split(",")) {
    const [name = "", ...rest] = part.trim().split("=");
    values.set(name, [...(values.get(name) ?? []), rest.join("=")]);
  }
  const [timestamp, ...moreTimestamps] = values.get("t") ?? [];
  const [digest, ...moreDigests] = values.get(SCHEME) ?? [];
  if (timestamp === undefined || digest === undefined) return undefined;
  if (moreTimestamps.length > 0 || moreDigests.length > 0) return undefined;
  if (!WHOLE_SECONDS.test(timestamp) || !SHA256_HEX.test(digest)) return undefined;
  return { timestamp: Number(timestamp), digest };
}

/** The query as Dintero signs it: parsed, stably sorted by key, serialised as a form (API.md 7). */
export function canonicalQuery(rawQuery: string): string {
  const parameters = new URLSearchParams(rawQuery);
  parameters.sort();
  return parameters.toString();
}

/** Everything that is signed, in its order; joined by line feeds it is the signed text. */
export interface SignedParts {
  readonly timestamp: number;
  readonly accountId: string;
  readonly method: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly query: string;
}

/** The signature of `parts` as lower-case hexadecimal. */
export function signParts(parts: SignedParts, secret: string): string {
  const text = [
    parts.timestamp,
    parts.accountId,
    parts.method,
    parts.hostname,
    parts.pathname,
    parts.query,
  ].join("\n");
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}

/** Constant-time for digests of one length; a digest of another length is simply not the same. */
function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What `request` should have signed, by our configuration. */
export function expectedParts(
  request: SignedRequest,
  timestamp: number,
  expectation: CallbackExpectation,
): SignedParts {
  return {
    timestamp,
    accountId: expectation.accountId,
    method: request.method,
    hostname: expectation.endpoint.hostname,
    pathname: expectation.endpoint.pathname,
    query: canonicalQuery(request.rawQuery),
  };
}

/**
 * Decides on a session callback (FAULTS 3-12). "late" is a right signature outside the window: kept and answered 503,
 * since it is our own clock that may be wrong. Dintero's published sample accepts any age; ours is two-sided.
 * @param nowMs our clock, in milliseconds since 1970
 */
export function verifyCallback(
  request: SignedRequest,
  expectation: CallbackExpectation,
  nowMs: number,
): CallbackVerdict {
  if (expectation.secrets.length === 0) return { kind: "unavailable" };
  if (request.signatureHeader === undefined) return { kind: "refused", code: "signature-missing" };
  const header = parseSignatureHeader(request.signatureHeader);
  if (header === undefined) return { kind: "refused", code: "signature-malformed" };

  const parts = expectedParts(request, header.timestamp, expectation);
  const matches = expectation.secrets.map((secret) => sameDigest(signParts(parts, secret), header.digest));
  const keyNumber = matches.indexOf(true);
  if (keyNumber === -1) return { kind: "refused", code: "signature-mismatch" };

  const skewSeconds = Math.round(nowMs / 1000) - header.timestamp;
  const kind = Math.abs(skewSeconds) > expectation.toleranceSeconds ? "late" : "valid";
  return { kind, ...header, keyNumber, skewSeconds };
}
