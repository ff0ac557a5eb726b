/** For tests: a CSV file read by nothing of ours (RFC 4180). A quote out of place, or records of two lengths, is an error. */
export function parseCsv(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      let field = "";
      if (text[at] === '"') {
        for (at += 1; ; at += 1) {
          if (at >= text.length) throw new Error("a quote is not closed");
          if (text[at] !== '"') field += text[at];
          else if (text[at + 1] === '"') {
            field += '"';
            at += 1;
          } else break;
        }
        at += 1;
      } else {
        const from = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== "\r") at += 1;
        field = text.slice(from, at);
        if (/["\n]/.test(field)) throw new Error(`not quoted: ${field}`);
      }
      record.push(field);
      if (text[at] === delimiter) at += 1;
      else break;
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error(`a record does not end at ${at}`);
    at += 2;
    records.push(record);
  }
  const [heading] = records;
  if (records.some((record) => record.length !== heading?.length)) throw new Error("records of two lengths");
  return records;
}

/** Records by the names in the first one. */
export function csvRows(text: string, delimiter = ","): Record<string, string>[] {
  const [headings = [], ...records] = parseCsv(text, delimiter);
  if (new Set(headings).size !== headings.length) throw new Error("a heading comes twice");
  return records.map((record) =>
    Object.fromEntries(headings.map((heading, index) => [heading, record[index] ?? ""])),
  );
}
