/** More lines than this are a job for the list or the export. */
export const MAX_LINES = 200;
/** As long as one text in the look-up box may be. */
const MAX_LINE_LENGTH = 300;

/** Several texts that were pasted at once, each to be looked up. */
export interface LookupLines {
  /** Trimmed, each once, in the order they came; at most `MAX_LINES`. */
  readonly lines: readonly string[];
  /** How many more there were. */
  readonly tooMany: number;
  /** How many stood there again, or were longer than any reference or id is. */
  readonly repeated: number;
  readonly tooLong: number;
}

/** The lines of `text`: of a cell range only the first column counts, since the next one is about the first. */
export function parseLines(text: string): LookupLines {
  const all = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => (line.split("\t").find((cell) => cell.trim() !== "") ?? "").trim())
    .filter((line) => line !== "");
  const short = all.filter((line) => line.length <= MAX_LINE_LENGTH);
  const distinct = [...new Set(short)];
  return {
    lines: distinct.slice(0, MAX_LINES),
    tooMany: Math.max(0, distinct.length - MAX_LINES),
    repeated: short.length - distinct.length,
    tooLong: all.length - short.length,
  };
}
