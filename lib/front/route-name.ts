/** Every fixed part of our own addresses. What is not here was typed by somebody and is not logged. */
const WORDS: ReadonlySet<string> = new Set(
  "_next static api auth dintero health live ready search sessions transactions reveal preferences sign-in orders".split(
    " ",
  ),
);

/** The path with ids and anything unknown as `*`, so that a log never holds what a person typed: `/sessions/*`. */
export function routeOf(path: string): string {
  const parts = path.split("/").slice(1, 6);
  return `/${parts.map((part) => (part === "" || WORDS.has(part) ? part : "*")).join("/")}`;
}
