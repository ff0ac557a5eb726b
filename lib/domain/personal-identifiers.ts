import type { JsonObject, JsonValue } from "./json";
import { personalFacts } from "./personal";
import { phoneReadings } from "./phone";

/** What a person can be found by, each in the form in which it is compared. */
export interface PersonalIdentifiers {
  /** Lower case. */
  readonly emails: readonly string[];
  /** As "+" and digits; the likeliest reading of a number without a country, as an order is found by it. */
  readonly phones: readonly string[];
}

/** Deeper than any document of Dintero's. */
const MAX_DEPTH = 60;
/** A hostile document may name any number of people. */
const MOST = 100;

/** Every e-mail address and telephone number of a person in `document`, wherever it stands under a key that says so. */
export function personalIdentifiers(document: JsonObject): PersonalIdentifiers {
  const emails = new Set<string>();
  const phones = new Set<string>();
  collect(document, undefined, 0, (kind, text, country) => {
    if (kind === "email" && emails.size < MOST) emails.add(comparedEmail(text));
    const phone = kind === "phone" && phones.size < MOST ? likeliest(text, country) : undefined;
    if (phone !== undefined) phones.add(phone);
  });
  return { emails: [...emails], phones: [...phones] };
}

/** The form in which an e-mail address is compared. */
export function comparedEmail(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

function likeliest(text: string, country: string | undefined): string | undefined {
  return phoneReadings(text, country)[0] ?? phoneReadings(text)[0];
}

function collect(
  value: JsonValue | undefined,
  country: string | undefined,
  depth: number,
  found: (kind: "email" | "phone", text: string, country: string | undefined) => void,
): void {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
  if (isList(value)) {
    for (const entry of value) collect(entry, country, depth + 1, found);
    return;
  }
  const own = typeof value.country === "string" ? value.country : country;
  for (const [key, entry] of Object.entries(value)) {
    const { mask, isPublic } = personalFacts(key);
    // A shop's own address and number stand in every order.
    if (isPublic) continue;
    if ((mask === "email" || mask === "phone") && (typeof entry === "string" || typeof entry === "number")) {
      found(mask, String(entry), own);
    } else collect(entry, own, depth + 1, found);
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
