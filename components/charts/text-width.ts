/** What a letter takes of its font's size, as a rule; wide enough that nothing is written over. */
const LETTER = 0.58;
export const FONT_PX = 13;
const GAP_PX = 16;

/** `name` with its end left out where it and `beside` do not fit on a line of `room` px. */
export function shortened(name: string, room: number, beside: string): string {
  const letters = [...name];
  const most = Math.floor((room - GAP_PX) / (LETTER * FONT_PX)) - [...beside].length;
  return letters.length <= most ? name : `${letters.slice(0, Math.max(3, most - 1)).join("")}…`;
}
