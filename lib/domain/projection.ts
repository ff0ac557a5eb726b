import { maskCardNumbers } from "./card-number";
import { plainKey } from "./document-key";
import type { JsonObject, JsonValue } from "./json";
import { type MaskKind, mask } from "./masks";
import { type KeyFacts, personalFacts } from "./personal";
import { type WithheldReason, withheldReason } from "./withheld";

/** Deeper than any document of Dintero's; beyond it nothing can be judged, so nothing is shown. */
const MAX_DEPTH = 60;
const TOO_DEEP = "…";

/**
 * `document` as it may be stored and shown: every key of `WITHHELD` gone, credentials inside addresses and texts
 * replaced by dots, full card numbers cut to six and four digits. Idempotent.
 */
export function withoutSecrets(document: JsonObject): JsonObject {
  return projectDocument(document, { personal: "clear" });
}

/**
 * `document` as it is kept once its person is erased: without secrets, and without a person's values, whatever masks
 * them otherwise and what a person is known again by. Figures, references, ids and events stay. Idempotent.
 */
export function withoutPersonalData(document: JsonObject): JsonObject {
  return projectDocument(document, { personal: "erased" });
}

/** What becomes of a person's values. */
type Personal = "masked" | "clear" | "erased";

/**
 * `document` as a reader may see it: without secrets always, and with personal values masked by key and context
 * unless `personal` is "clear". Person's values are masked wherever they stand, event details included; a store's,
 * a merchant's and a pick-up place's are not a person's. Idempotent.
 */
export function projectDocument(
  document: JsonObject,
  { personal }: { readonly personal: Personal },
): JsonObject {
  if (personal === "clear") return projectObject(document, { ...TOP, personal }, 0);
  const names: string[] = [];
  collectNames(document, names, 0);
  const found = names.length === 0 ? undefined : anyOf(names);
  return projectObject(document, { ...TOP, personal, names: found }, 0);
}

/** Whether a full card number stands in `document`: something upstream is wrong, and an alarm is due (FAULTS, F63). */
export function holdsCardNumber(document: JsonObject): boolean {
  return hasCardNumber(document, false, 0);
}

function hasCardNumber(value: JsonValue | undefined, isReference: boolean, depth: number): boolean {
  if (depth > MAX_DEPTH || isReference) return false;
  if (typeof value === "string") return maskCardNumbers(value) !== value;
  if (typeof value === "number") return withoutCardNumber(value) !== value;
  if (typeof value !== "object" || value === null) return false;
  if (isList(value)) return value.some((entry) => hasCardNumber(entry, false, depth + 1));
  return Object.entries(value).some(([key, entry]) =>
    hasCardNumber(entry, factsOf(key).isReference, depth + 1),
  );
}

/** What the keys above a value say about it. */
interface Place {
  readonly personal: Personal;
  /** Finds the full names of this document's people, to mask them in free text too. */
  readonly names: RegExp | undefined;
  readonly isPublic: boolean;
  readonly isPerson: boolean;
  readonly isWhollyPersonal: boolean;
  /** Directly under a key such as "tokens", whose own keys say nothing. */
  readonly isAmongTokens: boolean;
}

const TOP: Place = {
  personal: "masked",
  names: undefined,
  isPublic: false,
  isPerson: false,
  isWhollyPersonal: false,
  isAmongTokens: false,
};

function projectObject(object: JsonObject, place: Place, depth: number): JsonObject {
  const projected: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const facts = factsOf(key);
    const isSetting = typeof value === "boolean" || value === null;
    // A boolean or null under a secret's key is a setting.
    if (!isSetting && (facts.withheld !== undefined || (place.isAmongTokens && typeof value !== "object")))
      continue;
    const kind = isHidden(place) ? kindOf(facts, place) : undefined;
    const shown =
      isSetting || typeof value !== "object"
        ? projectLeaf(value, kind, facts, place)
        : projectValue(value, kind, facts, placeUnder(place, facts), depth + 1);
    if (shown === undefined) continue;
    // By assignment a key of this name would change what the object is.
    if (key === "__proto__") Object.defineProperty(projected, key, { value: shown, enumerable: true });
    else projected[key] = shown;
  }
  return projected;
}

function isHidden({ personal, isPublic }: Place): boolean {
  return personal !== "clear" && !isPublic;
}

function kindOf(facts: Facts, place: Place): MaskKind | undefined {
  if (facts.mask !== undefined) return facts.mask;
  if (facts.isTrace && place.personal === "erased") return "hidden";
  if (place.isPerson && facts.isName) return "name";
  return place.isWhollyPersonal ? "hidden" : undefined;
}

function placeUnder(place: Place, facts: Facts): Place {
  const isPublic = place.isPublic || (facts.isPublic && !place.isPerson && !place.isWhollyPersonal);
  return {
    personal: place.personal,
    names: place.names,
    isPublic,
    isPerson: !isPublic && facts.isPerson,
    // An address or a name may be an object of parts, under keys of the provider's own.
    isWhollyPersonal:
      !isPublic && (place.isWhollyPersonal || facts.isWhollyPersonal || facts.mask !== undefined),
    isAmongTokens: facts.isTokens,
  };
}

function projectValue(
  value: JsonValue,
  kind: MaskKind | undefined,
  facts: Facts,
  place: Place,
  depth: number,
): JsonValue | undefined {
  if (depth > MAX_DEPTH) return TOO_DEEP;
  if (isList(value)) {
    const kept = place.isAmongTokens ? value.filter((entry) => typeof entry === "object") : value;
    return kept.flatMap((entry) => projectValue(entry, kind, facts, place, depth + 1) ?? []);
  }
  if (typeof value === "object" && value !== null) return projectObject(value, place, depth);
  return projectLeaf(value, kind, facts, place);
}

/**
 * @param place of the leaf or of what holds it: what counts is whether it is hidden and public
 * @returns undefined for what is erased
 */
function projectLeaf(
  value: string | number | boolean | null,
  kind: MaskKind | undefined,
  facts: Facts,
  place: Place,
): JsonValue | undefined {
  if (typeof value === "boolean" || value === null) return value;
  if (kind !== undefined) return place.personal === "erased" ? undefined : mask(kind, String(value));
  if (typeof value === "number") return facts.isReference ? value : withoutCardNumber(value);
  const safe = withoutCredentials(facts.isReference ? value : maskCardNumbers(value));
  return isHidden(place) ? hideContacts(safe, place) : safe;
}

function withoutCardNumber(value: number): JsonValue {
  if (Math.abs(value) < 1e12) return value;
  const text = String(value);
  const masked = maskCardNumbers(text);
  return masked === text ? value : masked;
}

/** E-mail addresses, international phone numbers and this order's names, where they stand in free text. */
function hideContacts(text: string, { names, personal }: Place): string {
  if (text.length < 5) return text;
  const hide = (kind: MaskKind, found: string) => (personal === "erased" ? ERASED : mask(kind, found));
  let hidden = text;
  if (hidden.includes("@") || hidden.includes("%40"))
    hidden = hidden.replace(EMAIL, (email) => hide("email", email));
  if (hidden.includes("+")) hidden = hidden.replace(PHONE, (phone) => hide("phone", phone));
  if (names !== undefined && hidden.includes(" "))
    hidden = hidden.replace(names, (name) => hide("name", name));
  return hidden;
}

/** Stands in a text where a person was named. */
const ERASED = "…";

// All of bounded length: texts are customers', and a pattern that runs to the end from every start takes forever.
const EMAIL = /[^\s@<>"'(),;:=/?&]{1,64}(?:@|%40)[^\s@<>"'(),;:=/?&]{1,200}\.[\p{L}]{2,24}/gu;
const PHONE = /(?<![\w.])\+\d(?:[ -]?\d){7,14}(?!\d)/g;
const CREDENTIAL_MARK = /[=@]|eyJ|(?:bearer|basic)\s/i;

/** Full names of people, from every object that holds both parts. */
function collectNames(value: JsonValue | undefined, names: string[], depth: number): void {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
  if (isList(value)) {
    for (const entry of value) collectNames(entry, names, depth + 1);
    return;
  }
  const { first_name: first, last_name: last } = value;
  if (typeof first === "string" && typeof last === "string") {
    const name = `${first.trim()} ${last.trim()}`;
    if (/^\S{2}.* .*\S{2}$/.test(name) && name.length <= 100) names.push(name);
  }
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === "object" && !factsOf(key).isPublic) collectNames(entry, names, depth + 1);
  }
}

function anyOf(texts: readonly string[]): RegExp {
  const escaped = [...new Set(texts)].slice(0, 50).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(escaped.join("|"), "giu");
}

/** What an address or a text may carry in: `?token=`, `user:password@`, a bearer or web token. */
function withoutCredentials(text: string): string {
  if (text.length < 8 || !CREDENTIAL_MARK.test(text)) return text;
  return text
    .replace(/(:\/\/)[^/?#@\s]{1,500}@/g, "$1•••@")
    .replace(/([?&;#])([^=&?;#\s]{1,64})=([^&;#\s]+)/g, (pair, lead, name, value) =>
      factsOf(name).withheld === undefined || value === "true" || value === "false"
        ? pair
        : `${lead}${name}=•••`,
    )
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "$1 •••")
    .replace(/\beyJ[\w-]{8,500}\.[\w-]+\.[\w-]*/g, "•••");
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** All that a key says, whoever is above it. */
interface Facts extends KeyFacts {
  readonly withheld?: WithheldReason | undefined;
  readonly isName: boolean;
  readonly isTokens: boolean;
  /** Ids and references are looked up by their digits, so a number that happens to pass for a card's stays. */
  readonly isReference: boolean;
}

/** Documents repeat a few hundred keys; hostile ones must not fill the memory. */
const factsByKey = new Map<string, Facts>();
const MAX_REMEMBERED_KEYS = 5_000;

function factsOf(key: string): Facts {
  const known = factsByKey.get(key);
  if (known !== undefined) return known;
  const plain = plainKey(key);
  const personal = personalFacts(key);
  const facts: Facts = {
    ...personal,
    isName: plain === "name",
    withheld: withheldReason(key),
    isTokens: plain.endsWith("tokens"),
    isReference: /(^|_)(id|gln|gtin|ean|reference|reference_2)$/.test(plain),
  };
  if (factsByKey.size < MAX_REMEMBERED_KEYS && key.length <= 100) factsByKey.set(key, facts);
  return facts;
}
