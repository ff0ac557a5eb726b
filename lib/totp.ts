import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const STEP_MS = 30_000;
const DIGITS = 6;
/** Clocks of telephones differ, and typing takes time: the step before and the one after count too. */
const DRIFT_STEPS = 1;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret: 160 bits, as RFC 4226 (section 4, R6) recommends. */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** The code of one step of 30 seconds since 1970: RFC 6238 with SHA-1 and six digits, the one kind that every app knows. */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/**
 * The step that `typed` is the code of, if it is near `now` (milliseconds since 1970) and later than `lastStep`, the one
 * that was used last: each code opens once. Blanks between the digits are nobody's mistake.
 */
export function findTotpStep(
  secret: Buffer,
  typed: string,
  { now, lastStep }: { readonly now: number; readonly lastStep: number },
): number | undefined {
  const code = Buffer.from(typed.replace(/\s/g, ""));
  if (code.length !== DIGITS) return undefined;
  const current = Math.floor(now / STEP_MS);
  const near = Array.from({ length: 2 * DRIFT_STEPS + 1 }, (_, at) => current - DRIFT_STEPS + at);
  const right = near.filter((step) => timingSafeEqual(code, Buffer.from(totpCode(secret, step))));
  return right.find((step) => step > lastStep);
}

/** RFC 4648, without padding: how apps take a secret that is typed. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

/** What the picture says to an app (the "Key URI Format" that they share). `shop` tells two Kontors of one person apart. */
export function totpUri(secret: Buffer, { shop, email }: { readonly shop: string; readonly email: string }) {
  const issuer = `Kontor ${shop}`;
  const query = new URLSearchParams({ secret: base32(secret), issuer }).toString().replaceAll("+", "%20");
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(email)}?${query}`;
}
