/** 1234567 as "1.2 MB". */
export function sizeOf(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1_000 ** power).toFixed(1)} ${units[power]}`;
}

/** Shows on a terminal which table is in hand; says nothing to a file. */
export function tellTable(verb: string): ((name: string) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  return (name) => void process.stderr.write(`${verb} ${name}\n`);
}
