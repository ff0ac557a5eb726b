import { type CustomTypesConfig, types } from "pg";

/**
 * How PostgreSQL's text becomes JavaScript: bigint as a number that holds it exactly, or an error; an instant as an
 * ISO string in UTC with at least milliseconds; a date as it stands.
 */
export const valueParsers: CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === types.builtins.INT8) return wholeNumber;
    if (oid === types.builtins.TIMESTAMPTZ) return isoInstant;
    if (oid === types.builtins.DATE) return asItStands;
    return format === "binary" ? types.getTypeParser(oid, "binary") : types.getTypeParser(oid);
  },
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("a bigint past 2^53 came from the database");
  return value;
}

const UTC_INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

function isoInstant(text: string): string {
  const match = UTC_INSTANT.exec(text);
  if (match !== null) {
    const [, day, time, fraction = ""] = match;
    return `${day}T${time}.${fraction.padEnd(3, "0")}Z`;
  }
  // A pooler in between may refuse our TimeZone: then the offset is another one, at the price of microseconds.
  const instant = new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  if (Number.isNaN(instant.getTime())) throw new RangeError("an instant that is none came from the database");
  return instant.toISOString();
}

function asItStands(text: string): string {
  return text;
}
