import type { SignatureDifference } from "@/lib/domain/signature-difference";
import {
  type CallbackExpectation,
  expectedParts,
  parseSignatureHeader,
  type SignedParts,
  type SignedRequest,
  signParts,
} from "./callback-signature";

export interface SignatureExplanation {
  /** The signed text as we build it, a line for each part; the query's values are left out for refused requests by the caller. */
  readonly expected: SignedParts;
  /** First and last six characters; a whole expected digest would let a reader sign. */
  readonly expectedDigest: string;
  readonly receivedDigest: string;
  /** The first reading that matches; absent when none does: then it is the secret, or somebody else. */
  readonly matchesWhen?: { readonly difference: SignatureDifference; readonly value: string } | undefined;
}

/** What only the request itself says, none of it believed: tried, to tell the operator what is misconfigured. */
export interface AsSeen {
  /** `Host`, without its port. */
  readonly hostname?: string | undefined;
  /** As on the request line. */
  readonly pathname: string;
  /** Other hostnames the request names, for example from `X-Forwarded-Host`. */
  readonly forwardedHostnames: readonly string[];
}

/** A digest as it may be shown: its first and last six characters. */
export const shortenDigest = (digest: string) => `${digest.slice(0, 6)}…${digest.slice(-6)}`;

/**
 * Why a well-formed signature does not match: tries the readings a proxy or a wrong setting would cause, one at a time
 * (UX, section 6; QUIRKS 14, 16). Undefined when the header is missing or malformed, since then nothing was compared.
 */
export function explainMismatch(
  request: SignedRequest,
  seen: AsSeen,
  expectation: CallbackExpectation,
): SignatureExplanation | undefined {
  const header = parseSignatureHeader(request.signatureHeader ?? "");
  const [secret] = expectation.secrets;
  if (header === undefined || secret === undefined) return undefined;

  const expected = expectedParts(request, header.timestamp, expectation);
  const matching = readings(request, seen, expected).find(({ parts }) =>
    expectation.secrets.some((candidate) => signParts(parts, candidate) === header.digest),
  );
  return {
    expected,
    expectedDigest: shortenDigest(signParts(expected, secret)),
    receivedDigest: shortenDigest(header.digest),
    matchesWhen: matching && { difference: matching.difference, value: matching.value },
  };
}

interface Reading {
  readonly difference: SignatureDifference;
  readonly value: string;
  readonly parts: SignedParts;
}

function readings(request: SignedRequest, seen: AsSeen, expected: SignedParts): readonly Reading[] {
  const hostnames = [seen.hostname, ...seen.forwardedHostnames].filter((name) => name !== undefined);
  const paths = [seen.pathname, `${expected.pathname}/`, expected.pathname.replace(/^\/api/, "")];
  const unsorted = new URLSearchParams(request.rawQuery).toString();
  const otherMethod = request.method === "GET" ? "POST" : "GET";
  const otherAccount = (expected.accountId.startsWith("T") ? "P" : "T") + expected.accountId.slice(1);
  return [
    ...hostnames.map((hostname) => reading("hostname", hostname, { ...expected, hostname })),
    ...paths.map((pathname) => reading("pathname", pathname, { ...expected, pathname })),
    ...hostnames.flatMap((hostname) =>
      paths.map((pathname) =>
        reading("hostname-and-pathname", `${hostname}${pathname}`, { ...expected, hostname, pathname }),
      ),
    ),
    reading("query-order", "as sent", { ...expected, query: unsorted }),
    reading("query-encoding", "%20", { ...expected, query: expected.query.replaceAll("+", "%20") }),
    reading("query-encoding", "as sent", { ...expected, query: request.rawQuery }),
    reading("query-encoding", "as sent, sorted", { ...expected, query: sortRaw(request.rawQuery) }),
    reading("method", otherMethod, { ...expected, method: otherMethod }),
    reading("account", otherAccount, { ...expected, accountId: otherAccount }),
    reading("timestamp-unit", "milliseconds", { ...expected, timestamp: expected.timestamp * 1000 }),
  ];
}

function reading(difference: SignatureDifference, value: string, parts: SignedParts): Reading {
  return { difference, value, parts };
}

const sortRaw = (rawQuery: string) => rawQuery.split("&").sort().join("&");
