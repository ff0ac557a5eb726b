import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed text belongs to: opened as anything else it is worth nothing. */
export interface SealFor {
  /** AUTH_SECRET, from which the key is made. */
  readonly secret: string;
  /** What kind of text it is: each kind has a key of its own. */
  readonly purpose: string;
  /** Whose it is, so that a row copied to somebody else opens nothing. */
  readonly owner: string;
}

/** `text` encrypted for the store: whoever has the database, or a backup, and not AUTH_SECRET cannot read it. */
export function sealText(text: string, seal: SealFor): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(seal), iv).setAAD(Buffer.from(seal.owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

/** The text; undefined when it was sealed with another secret, for something else, or has been changed. */
export function openSealed(sealed: string, seal: SealFor): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, keyOf(seal), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(seal.owner))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString();
  } catch {
    return undefined;
  }
}

function keyOf({ secret, purpose }: SealFor): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `kontor ${purpose}`, 32));
}
