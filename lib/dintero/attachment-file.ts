import { invalidResponse } from "./errors";
import { parseJson } from "./json";
import type { FileAnswer } from "./request";

/** The content of a file, or an address where Dintero says that it is. */
export type AttachmentFile =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  /** An https address, whole: it may open the file for whoever has it, so it is neither logged nor kept. */
  | { readonly kind: "link"; readonly url: string };

/**
 * What an attachment's answer holds. Dintero documents a string and nothing more, so each thing that may mean is taken:
 * the file itself; a JSON string of its text, or of it in base64; an address, as a JSON string or as a redirect. What kind
 * of file it is, is not believed here: neither its type nor its name comes from the answer.
 * @throws DinteroError "upstream-invalid-response"
 */
export function attachmentOf(answer: FileAnswer): AttachmentFile {
  if (answer.location !== undefined) return linkOf(answer.location, answer);
  const { bytes } = answer;
  if (bytes === undefined || bytes.length === 0) {
    throw invalidResponse("wrong-shape", "body", "an attachment without content", answer);
  }
  const text = bytes[0] === QUOTE ? parseJson(bytes) : undefined;
  // A CSV may begin with a quote too; only a whole JSON string is one.
  if (typeof text !== "string") return { kind: "file", bytes };
  if (/^https?:\/\//i.test(text)) return linkOf(text, answer);
  return { kind: "file", bytes: fromBase64(text) ?? Buffer.from(text, "utf8") };
}

const QUOTE = '"'.charCodeAt(0);

function linkOf(text: string, answer: FileAnswer): AttachmentFile {
  if (!URL.canParse(text)) throw invalidResponse("wrong-shape", "body", "not an address", answer);
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "") {
    throw invalidResponse("wrong-shape", "body", "not an https address", answer);
  }
  return { kind: "link", url: url.href };
}

/** How a PDF and a zipped file (a spreadsheet) begin. Text in base64 is text all the same: nothing tells it apart. */
const BEGINNINGS = ["%PDF-", "PK\u0003\u0004"];

function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return BEGINNINGS.some((beginning) => bytes.subarray(0, beginning.length).toString("latin1") === beginning)
    ? bytes
    : undefined;
}
