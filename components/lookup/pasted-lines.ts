/** Where several lines are looked up at once. */
export const MANY_PATH = "/look-up";

let pasted: string | undefined;

/** Keeps what was pasted into the box for the page that takes many: in memory, never in an address or the browser's storage. */
export function keepPasted(text: string): void {
  pasted = text;
}

/** What was pasted on the way here, once. */
export function takePasted(): string | undefined {
  const text = pasted;
  pasted = undefined;
  return text;
}
