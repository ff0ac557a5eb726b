import type { IncomingMessage } from "node:http";
import type { ProblemCode } from "@/lib/problem";

/** No request of Kontor's own pages comes near these. Doors (callbacks) have rules of their own. */
export const LIMITS = {
  /** Where Node itself cuts a connection off: a callback's address may be long. */
  listenerHeaderBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headers: 100,
  bodyBytes: 64 * 1024,
  /** From the first byte to the last header. */
  headersTimeoutMs: 10_000,
  /** From the first byte to the last of the body. */
  requestTimeoutMs: 15_000,
  keepAliveTimeoutMs: 10_000,
} as const;

const PAGE_METHODS: readonly string[] = ["GET", "HEAD"];
const API_METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const METHOD_OVERRIDES: readonly string[] = ["x-http-method-override", "x-http-method", "x-method-override"];

/** What of a request the rules look at; an `IncomingMessage` has it all. */
export type Head = Pick<IncomingMessage, "method" | "url" | "headers" | "rawHeaders">;

/** The path without its query, as it was sent. */
export function pathOf(request: Pick<Head, "url">): string {
  return request.url?.split("?", 1)[0] ?? "";
}

export function isApi(path: string): boolean {
  return path.startsWith("/api/");
}

/**
 * Why Next must not see `request`, or undefined when it may. Refused are request lines that a framework has to
 * normalise before it can route them, and everything that only the framework's unused machinery would take up
 * (FAULTS, framework history): Server Actions, the image optimiser, method overrides.
 */
export function refusalOf(request: Head): ProblemCode | undefined {
  const path = pathOf(request);
  return (
    lineFault(path) ??
    headerFault(request) ??
    methodFault(request.method ?? "", path, request.headers) ??
    bodyFault(request.headers)
  );
}

function lineFault(path: string): ProblemCode | undefined {
  if (!path.startsWith("/")) return "invalid-request";
  const plain = decoded(path);
  if (plain === undefined || /[\p{Cc}\\]/u.test(plain)) return "invalid-request";
  if (plain.includes("//") || plain.split("/").some((part) => part === "." || part === ".."))
    return "invalid-request";
  return path.startsWith("/_next/image") ? "not-found" : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function headerFault({ rawHeaders }: Head): ProblemCode | undefined {
  const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  if (names.length > LIMITS.headers || lengthOf(rawHeaders) > LIMITS.headerBytes) return "headers-too-large";
  return names.filter((name) => name === "host").length === 1 ? undefined : "invalid-request";
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((length, text) => length + text.length, 0);
}

function methodFault(method: string, path: string, headers: Head["headers"]): ProblemCode | undefined {
  const served = isApi(path) ? API_METHODS : PAGE_METHODS;
  if (!served.includes(method)) return "method-not-allowed";
  const isDisguised =
    headers["next-action"] !== undefined || METHOD_OVERRIDES.some((name) => headers[name] !== undefined);
  return isDisguised ? "method-not-allowed" : undefined;
}

function bodyFault(headers: Head["headers"]): ProblemCode | undefined {
  if (headers["transfer-encoding"] !== undefined) return "length-required";
  if (Number(headers["content-length"] ?? 0) > LIMITS.bodyBytes) return "request-too-large";
  return /^\s*multipart\//i.test(headers["content-type"] ?? "") ? "unsupported-media-type" : undefined;
}

/** RSC navigation sends these, and Next checks the address's `_rsc` against them. */
const NAVIGATION: ReadonlySet<string> = new Set([
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-url",
]);
const DEV_ONLY: ReadonlySet<string> = new Set([
  "next-hmr-refresh",
  "x-nextjs-request-id",
  "x-nextjs-html-request-id",
]);
const INTERNAL =
  /^(x-middleware-|x-nextjs-|x-next-|x-invoke-|x-matched-path$|x-prerender-|x-action-|x-vercel-|x-now-|x-rewrite-|x-original-|next-)/;
const FORWARDED =
  /^(forwarded$|x-forwarded-|x-real-ip$|x-nonce$|x-kontor-|x-request-id$|content-security-policy)/;

/** Whether a header of this lower-case name stops at the front: the framework's own, or one that only we may say. */
export function isStripped(name: string, isDev: boolean): boolean {
  if (FORWARDED.test(name)) return true;
  if (!INTERNAL.test(name) || NAVIGATION.has(name)) return false;
  return !(isDev && DEV_ONLY.has(name));
}
