import { createHmac, timingSafeEqual } from "node:crypto";

export type WebhookVerdict =
  | { readonly kind: "valid"; readonly digest: string; readonly keyNumber: number }
  | {
      readonly kind: "refused";
      readonly code: "signature-missing" | "signature-malformed" | "signature-mismatch";
    }
  | { readonly kind: "unavailable" };

const SHA1_HEX = /^[0-9a-f]{40}$/;

/**
 * Decides on an account webhook: `event-signature` is the HMAC-SHA1 of the raw body, lower-case hexadecimal. It covers
 * neither the time nor the address, so a copy can be sent again: the delivery id alone tells a repeat (API.md 8).
 */
export function verifyWebhook(
  rawBody: Uint8Array,
  signatureHeader: string | undefined,
  secrets: readonly string[],
): WebhookVerdict {
  if (secrets.length === 0) return { kind: "unavailable" };
  if (signatureHeader === undefined) return { kind: "refused", code: "signature-missing" };
  const digest = signatureHeader.trim();
  if (!SHA1_HEX.test(digest)) return { kind: "refused", code: "signature-malformed" };

  const received = Buffer.from(digest, "hex");
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac("sha1", secret).update(rawBody).digest(), received),
  );
  const keyNumber = matches.indexOf(true);
  return keyNumber === -1
    ? { kind: "refused", code: "signature-mismatch" }
    : { kind: "valid", digest, keyNumber };
}
