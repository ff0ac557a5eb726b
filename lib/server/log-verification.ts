import "server-only";
import type { KeptDelivery, KeptLateDelivery, KeptRefusal } from "@/lib/db/log-detail";
import { canonicalQuery, expectedParts, TOLERANCE_SECONDS } from "@/lib/dintero/callback-signature";
import { shortenDigest } from "@/lib/dintero/signature-explanation";
import { CALLBACK_PATH } from "@/lib/domain/callback-address";
import type { QueryParameter, Verification, VerificationCheck } from "@/lib/domain/delivery-log";
import { runtime } from "@/lib/runtime";

const CHECKS: readonly VerificationCheck[] = ["header", "format", "digest", "window"];
/** A webhook signs neither time nor address. */
const WEBHOOK_CHECKS: readonly VerificationCheck[] = ["header", "format", "digest"];

/** How far each refusal came. */
const FAILED_CHECK: Readonly<Record<string, VerificationCheck>> = {
  "signature-missing": "header",
  "signature-malformed": "format",
  "signature-mismatch": "digest",
};

/** The verification of an accepted delivery, as it was judged when it came. */
export function verificationOf(delivery: KeptDelivery, shown: ShowParameter): Verification {
  const digest = shortenDigest(delivery.deliveryId);
  const common = {
    result: "verified",
    keyNumber: delivery.keyNumber,
    toleranceSeconds: TOLERANCE_SECONDS,
    receivedDigest: digest,
    expectedDigest: digest,
  } as const;
  if (delivery.channel === "webhook") {
    return { ...common, scheme: "hmac-sha1", checks: passed(WEBHOOK_CHECKS), parts: [], sortedQuery: [] };
  }
  const { signedAt, receivedAt, method, rawQuery } = delivery;
  return {
    ...common,
    scheme: "v0-hmac-sha256",
    signedAt,
    skewSeconds: skewOf(receivedAt, signedAt),
    checks: passed(CHECKS),
    ...signedText(method, rawQuery, signedAt, shown),
  };
}

/** The same of a late one: right in everything but its time. */
export function lateVerification(
  late: KeptLateDelivery,
  deliveryId: string,
  shown: ShowParameter,
): Verification {
  const digest = shortenDigest(deliveryId);
  return {
    result: "late",
    scheme: "v0-hmac-sha256",
    keyNumber: late.keyNumber,
    signedAt: late.signedAt,
    skewSeconds: late.skewSeconds,
    toleranceSeconds: TOLERANCE_SECONDS,
    receivedDigest: digest,
    expectedDigest: digest,
    checks: failedAt(CHECKS, "window"),
    ...signedText(late.method, late.rawQuery, late.signedAt, shown),
  };
}

/** The same of a refused one: what was compared, as far as it is kept, and what would have matched. */
export function refusalVerification({ channel, code, explanation, ...refusal }: KeptRefusal): Verification {
  const isWebhook = channel === "webhook";
  const timestamp = explanation?.timestamp;
  const signedAt = timestamp === undefined ? undefined : new Date(timestamp * 1000).toISOString();
  const { parts } = signedText(explanation?.method, "", signedAt, hidden);
  return {
    result: "refused",
    scheme: isWebhook ? "hmac-sha1" : "v0-hmac-sha256",
    signedAt,
    skewSeconds: skewOf(refusal.receivedAt, signedAt),
    toleranceSeconds: TOLERANCE_SECONDS,
    checks: failedAt(isWebhook ? WEBHOOK_CHECKS : CHECKS, FAILED_CHECK[code] ?? "digest"),
    parts: isWebhook ? [] : parts.map((part) => (part.part === "query" ? { part: part.part } : part)),
    sortedQuery: isWebhook ? [] : refusal.parameterNames.toSorted().map((name) => hidden(name)),
    receivedDigest: explanation?.receivedDigest,
    expectedDigest: explanation?.expectedDigest,
    matchesWhen: explanation?.matchesWhen,
  };
}

function skewOf(receivedAt: string, signedAt: string | undefined): number | undefined {
  if (signedAt === undefined) return undefined;
  return Math.round((Date.parse(receivedAt) - Date.parse(signedAt)) / 1000);
}

/** A parameter as one reader may see it. */
export type ShowParameter = (name: string, value: string) => QueryParameter;

const hidden = (name: string): QueryParameter => ({ name, isMasked: false });

/** The signed text by our present configuration, a line for each part; what is masked in the query is masked here too. */
function signedText(
  method: string | undefined,
  rawQuery: string,
  signedAt: string | undefined,
  shown: ShowParameter,
): Pick<Verification, "parts" | "sortedQuery"> {
  const { env } = runtime();
  const timestamp = signedAt === undefined ? 0 : Date.parse(signedAt) / 1000;
  const text = expectedParts({ method: method ?? "", rawQuery }, timestamp, {
    accountId: env.accountId,
    endpoint: new URL(CALLBACK_PATH, env.appUrl),
    secrets: [],
    toleranceSeconds: TOLERANCE_SECONDS,
  });
  const sortedQuery = parametersOf(canonicalQuery(rawQuery), shown);
  return {
    parts: [
      { part: "timestamp", value: signedAt && String(timestamp) },
      { part: "account", value: text.accountId },
      { part: "method", value: method },
      { part: "hostname", value: text.hostname },
      { part: "pathname", value: text.pathname },
      { part: "query", value: sortedQuery.some(({ isMasked }) => isMasked) ? undefined : text.query },
    ],
    sortedQuery,
  };
}

/** Every parameter of a query in its order. */
export function parametersOf(rawQuery: string, shown: ShowParameter): QueryParameter[] {
  return [...new URLSearchParams(rawQuery)].map(([name, value]) => shown(name, value));
}

function passed(checks: readonly VerificationCheck[]): Verification["checks"] {
  return checks.map((check) => ({ check, state: "passed" }));
}

function failedAt(checks: readonly VerificationCheck[], failed: VerificationCheck): Verification["checks"] {
  const at = checks.indexOf(failed);
  return checks.map((check, index) => ({
    check,
    state: index < at ? "passed" : index === at ? "failed" : "not-reached",
  }));
}
