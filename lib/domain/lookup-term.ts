import { phoneReadings } from "./phone";

/**
 * One thing a text in the look-up box may mean, normalised for matching. Ids and references are exact and keep their
 * case; e-mail and name are lower case with single spaces; phone is "+" and digits; prefix is lower case.
 */
export interface LookupTerm {
  readonly kind:
    | "session-id"
    | "transaction-id"
    | "provider-id"
    | "event-id"
    | "reference"
    | "email"
    | "phone"
    | "name"
    | "prefix";
  readonly value: string;
  /** An e-mail or name in the letters it was typed in, for a provider that may mind them. */
  readonly typed?: string | undefined;
}

const MAX_LENGTH = 300;
const DINTERO_ID = /^[PT]\d{8}\.[A-Za-z0-9_-]{1,100}$/;
const DINTERO_ID_ANYWHERE = /(?<![A-Za-z0-9])[PT]\d{8}\.[A-Za-z0-9_-]{10,100}/;
/** What a double click on an id selects: the part after the dot. */
const BARE_ID = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{20,24}$/;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}'’. -]*,?[\p{L}\p{M}'’. -]*$/u;
/** "<address|words>" and "[words](address)", as chats and notes keep a link. */
const CHAT_LINK = /^<(https?:[^\s|>]+)\|[^>]*>$/i;
const MARKDOWN_LINK = /^\[[^\]]*\]\((https?:[^\s)]+)\)$/i;
const QUOTES = [`""`, `''`, "``", "“”", "„“", "”“", "””", "‘’", "’’", "«»", "»«", "<>", "()", "[]"];

/**
 * What `q` may mean, in the order to try it (UX, section 1). Quotes and spaces around it are dropped; a pasted
 * address of Dintero's Backoffice, of a callback or of Kontor (`appUrl`) is read for the ids in it. Empty when there
 * is nothing to look for, and for an id of an account other than `accountId`: see `foreignAccountOf`.
 */
export function parseLookup(q: string, accountId: string, appUrl: string): readonly LookupTerm[] {
  const text = unwrap(q);
  if (text === "" || text.length > MAX_LENGTH) return [];
  // A sentence's full stop or a list's comma comes along when a word is copied out of it.
  const withoutStop = text.replace(/(?<=[^.,;:!?])[.,;:!?]+$/, "");
  const readings = [...new Set([withoutStop, text])].map((reading) => termsOf(reading, accountId, appUrl));
  return distinct(readings.flat()).toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: readonly LookupTerm["kind"][] = [
  "session-id",
  "transaction-id",
  "provider-id",
  "event-id",
  "reference",
  "email",
  "phone",
  "name",
  "prefix",
];

function termsOf(text: string, accountId: string, appUrl: string): readonly LookupTerm[] {
  const address = parseAddress(text);
  if (address !== undefined) return addressTerms(address, accountId, appUrl);
  if (DINTERO_ID.test(text)) return text.startsWith(`${accountId}.`) ? idTerms(text) : [];
  const id = DINTERO_ID_ANYWHERE.exec(text)?.[0];
  // A whole line of a mail or a log: the id in it is what is meant.
  if (id?.startsWith(`${accountId}.`)) return idTerms(id);
  return textTerms(text, accountId);
}

/** The account an id in `q` belongs to when it is not `accountId`: test and production ids look alike. */
export function foreignAccountOf(q: string, accountId: string): string | undefined {
  const id = DINTERO_ID_ANYWHERE.exec(unwrap(q))?.[0];
  return id === undefined || id.startsWith(`${accountId}.`) ? undefined : id.slice(0, 9);
}

/** With fewer characters than four behind the account's number too many ids begin. */
const ID_START = /^(?:[PT]\d{8}\.)?[A-Za-z0-9_-]{4,100}$/;

/** What an id of `accountId` may begin with, when `q` is the start of one, with the account's number or without. */
export function idStartOf(q: string, accountId: string): string | undefined {
  const text = unwrap(q);
  if (!ID_START.test(text)) return undefined;
  if (!text.includes(".")) return `${accountId}.${text}`;
  return text.startsWith(`${accountId}.`) ? text : undefined;
}

function unwrap(q: string): string {
  // Zero-width characters and direction marks travel along when text is copied from a mail or a chat.
  let text = q
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  text = text.replace(CHAT_LINK, "$1").replace(MARKDOWN_LINK, "$1");
  for (;;) {
    const ends = text.slice(0, 1) + text.slice(-1);
    if (text.length < 2 || !QUOTES.includes(ends)) return text;
    text = text.slice(1, -1).trim();
  }
}

function parseAddress(text: string): URL | undefined {
  if (!/^https?:\/\/\S+$/i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function addressTerms(address: URL, accountId: string, appUrl: string): readonly LookupTerm[] {
  const isOurs = URL.canParse(appUrl) && new URL(appUrl).host === address.host;
  const isDintero = address.hostname === "dintero.com" || address.hostname.endsWith(".dintero.com");
  const terms: LookupTerm[] = [];
  const add = (kind: "session-id" | "transaction-id", id: string | null | undefined) => {
    if (id && DINTERO_ID.test(id) && id.startsWith(`${accountId}.`)) terms.push({ kind, value: id });
  };
  const query = address.searchParams;
  add("session-id", query.get("session_id") ?? query.get("sid"));
  add("transaction-id", query.get("transaction_id"));
  const segments = address.pathname.split("/").map(decodeSegment);
  for (const [index, segment] of segments.entries()) {
    if (!DINTERO_ID.test(segment)) continue;
    const parent = segments[index - 1];
    if (parent !== "transactions") add("session-id", segment);
    if (parent !== "sessions") add("transaction-id", segment);
  }
  const reference = query.get("merchant_reference")?.trim();
  // A shop's own page may carry any reference; only the parameter Dintero adds is believed.
  if (reference) terms.push({ kind: "reference", value: reference });
  if (terms.length === 0 && !isOurs && !isDintero) terms.push({ kind: "reference", value: address.href });
  return terms;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** An id does not tell whether it names a session or a transaction. */
function idTerms(id: string): readonly LookupTerm[] {
  return [
    { kind: "session-id", value: id },
    { kind: "transaction-id", value: id },
  ];
}

function textTerms(text: string, accountId: string): readonly LookupTerm[] {
  const terms: LookupTerm[] = [];
  if (BARE_ID.test(text)) terms.push(...idTerms(`${accountId}.${text}`));
  const email = text.replace(/^mailto:/i, "");
  if (EMAIL.test(email)) return [...terms, { kind: "email", value: email.toLowerCase(), typed: email }];
  const isOneWord = !text.includes(" ");
  if (isOneWord && text.length >= 6) {
    terms.push({ kind: "provider-id", value: text }, { kind: "event-id", value: text });
  }
  terms.push({ kind: "reference", value: text });
  const withoutSign = text.replace(/^#\s*/, "");
  if (withoutSign !== "") terms.push({ kind: "reference", value: withoutSign });
  for (const value of phoneReadings(text)) terms.push({ kind: "phone", value });
  const name = nameOf(text);
  if (name !== undefined) terms.push({ kind: "name", value: name.toLowerCase(), typed: name });
  if (withoutSign.length >= 3) terms.push({ kind: "prefix", value: withoutSign.toLowerCase() });
  return terms;
}

/** "Nordmann, Kari" is how a list sorts what people call "Kari Nordmann". */
function nameOf(text: string): string | undefined {
  if (text.length < 2 || !NAME.test(text)) return undefined;
  const [last, first] = text.split(",").map((part) => part.trim());
  const name = first ? `${first} ${last}` : (last ?? "");
  return name === "" ? undefined : name;
}

function distinct(terms: readonly LookupTerm[]): readonly LookupTerm[] {
  return [...new Map(terms.map((term) => [`${term.kind} ${term.value}`, term])).values()];
}
