import type { CsvFormat } from "@/lib/domain/csv-format";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import { plainDecimal } from "./money";

/** What goes into a cell. A number is one to the program that opens the file; a text never becomes anything else. */
export type CsvCell =
  | { readonly text: string | undefined }
  | { readonly whole: number }
  | { readonly amount: MinorUnits; readonly currency: CurrencyCode };

const DELIMITER = { comma: ",", semicolon: ";" } as const;
const BYTE_ORDER_MARK = "\ufeff";

/** What stands before the first line. */
export function csvStart({ hasBom }: CsvFormat): string {
  return hasBom ? BYTE_ORDER_MARK : "";
}

/** One record (RFC 4180): always one line, since no cell holds a line end. */
export function csvLine(cells: readonly CsvCell[], format: CsvFormat): string {
  return `${cells.map((cell) => fieldOf(cell, format)).join(DELIMITER[format.delimiter])}\r\n`;
}

function fieldOf(cell: CsvCell, { decimal }: CsvFormat): string {
  if ("whole" in cell) return String(cell.whole);
  if ("amount" in cell) {
    const plain = plainDecimal(cell.amount, cell.currency);
    // Either way it holds nothing but digits, a sign and this mark; within the other delimiter it needs no quotes.
    return decimal === "comma" ? quoted(plain.replace(".", ",")) : plain;
  }
  return cell.text === undefined ? "" : quoted(guarded(visible(cell.text)));
}

/** Quotes that no delimiter we might have used splits the cell at, whichever the reader of the file believes in. */
function quoted(text: string): string {
  return /[",;|]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What a spreadsheet would run: a formula's first character, as it is or full-width, at the beginning of the cell or of
 * what another delimiter would make a cell, whatever blanks and quotes stand before it (OWASP, "CSV injection"). An
 * apostrophe before it makes it text in Excel, LibreOffice and Sheets alike. One that was there already gets company, so
 * that taking one away gives back what was sent.
 */
const FORMULA = /(^|[,;|])([\s\p{Cf}"']*)(?=[=+\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])/gu;

function guarded(text: string): string {
  return text.replace(FORMULA, "$1$2'");
}

/** Ends a line, hides, or turns the reading direction of what follows. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Control and direction characters by their number, "<U+202E>", so that what is read is what is there. */
function visible(text: string): string {
  return text.replace(
    UNSEEN,
    (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
  );
}
