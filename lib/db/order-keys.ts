import { createHash } from "node:crypto";
import type { LookupTerm } from "@/lib/domain/lookup-term";

/** The kinds of term that are found by an exact value. */
export type KeyKind = Exclude<LookupTerm["kind"], "name" | "prefix">;

/** A value that an order is found by as a whole. */
export interface ExactTerm {
  readonly kind: KeyKind;
  readonly value: string;
}

/** An index entry holds 2,704 bytes; a value longer than this stands in it by its hash. */
const MAX_INDEXED_CHARACTERS = 200;

/** `text` as it stands in an index, the same for writing and for looking up, whatever its length. */
export function indexed(text: string): string {
  if (text.length <= MAX_INDEXED_CHARACTERS) return text;
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** As much of `text` as an index entry holds with room to spare. No method, brand or currency of Dintero's is that long. */
export function short(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_INDEXED_CHARACTERS);
}

/** The form in which a value is held and compared: references and addresses whatever their case, ids exactly. */
export function keyValue(kind: KeyKind, value: string): string {
  const text = value.normalize("NFC").trim();
  return indexed(kind === "reference" || kind === "email" ? text.toLowerCase() : text);
}
