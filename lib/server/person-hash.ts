import "server-only";
import { createHmac } from "node:crypto";
import type { LookupTerm } from "@/lib/domain/lookup-term";
import { runtime } from "@/lib/runtime";

/** What a person is looked for by. */
const PERSONAL: readonly LookupTerm["kind"][] = ["email", "phone", "name"];

/**
 * What the audit log keeps of a person somebody looked for: under which address or number it was can be asked again, and
 * not read off. The key is the server's own secret, so that nobody finds a phone number by trying all there are.
 * @param value as `parseLookup` gives it
 */
function personHash(value: string): string {
  return createHmac("sha256", `kontor audit person ${runtime().env.authSecret}`)
    .update(value.normalize("NFC").trim().toLowerCase())
    .digest("hex")
    .slice(0, 32);
}

/** The people whom `terms` may name, each once; none when nothing in them is personal. */
export function personsIn(terms: readonly LookupTerm[]): readonly string[] {
  const values = terms.filter(({ kind }) => PERSONAL.includes(kind)).map(({ value }) => value);
  return [...new Set(values)].map(personHash);
}
