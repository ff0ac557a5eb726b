const KEEP_START = 6;
const KEEP_END = 6;

/**
 * `id` with its middle left out, for tight places; the whole value belongs in the page beside it. The account before
 * the dot is the same on every id of an installation, so the end says most: "T12345…wt8Wei".
 */
export function shortenIdentifier(id: string): string {
  const characters = [...id];
  if (characters.length <= KEEP_START + KEEP_END + 4) return id;
  return `${characters.slice(0, KEEP_START).join("")}…${characters.slice(-KEEP_END).join("")}`;
}
