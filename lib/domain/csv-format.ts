import { oneOf, type ParameterReader } from "./parameter-reader";

export const DELIMITERS = ["comma", "semicolon"] as const;
export const DECIMALS = ["point", "comma"] as const;

/** How a file is written. Each of these must fit the program and the country it is opened in. */
export interface CsvFormat {
  readonly delimiter: (typeof DELIMITERS)[number];
  /** Between whole and fraction of an amount. */
  readonly decimal: (typeof DECIMALS)[number];
  /** A byte order mark, by which Excel knows UTF-8; other programs need none. */
  readonly hasBom: boolean;
}

/** The parameters that say how a file is written. */
export const CSV_PARAMETERS = ["delimiter", "decimal", "bom"] as const;

export function readCsvFormat(read: ParameterReader): CsvFormat {
  return {
    delimiter: read.one("delimiter", oneOf(DELIMITERS)) ?? "comma",
    decimal: read.one("decimal", oneOf(DECIMALS)) ?? "point",
    hasBom: read.one("bom", oneOf(["yes", "no"])) === "yes",
  };
}

/** Adds what differs from the usual format. `readCsvFormat` reads it back. */
export function appendCsvFormat(params: URLSearchParams, { delimiter, decimal, hasBom }: CsvFormat): void {
  if (delimiter !== "comma") params.append("delimiter", delimiter);
  if (decimal !== "point") params.append("decimal", decimal);
  if (hasBom) params.append("bom", "yes");
}
