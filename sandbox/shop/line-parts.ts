import type { Dice } from "./dice";
import type { Line } from "./lines";

/** The lines, some now and the others later; one line is halved. */
export function inTwo(lines: readonly Line[], dice: Dice): [Line[], Line[]] {
  if (lines.length > 1) {
    const cut = dice.whole(1, lines.length - 1);
    const halves: [Line[], Line[]] = [lines.slice(0, cut), lines.slice(cut)];
    return halves.every((half) => half.reduce((sum, line) => sum + line.amount, 0) > 0)
      ? halves
      : halve(lines);
  }
  return halve(lines);
}

/** Half of each line, and the other half: whole pieces where there are several. */
function halve(lines: readonly Line[]): [Line[], Line[]] {
  const first = lines.map((line) => {
    const quantity = line.quantity > 1 ? Math.floor(line.quantity / 2) : line.quantity / 2;
    return { ...line, quantity, amount: Math.floor((line.amount * quantity) / line.quantity) };
  });
  const second = lines.map((line, place) => ({
    ...line,
    amount: line.amount - (first[place]?.amount ?? 0),
    quantity: line.quantity - (first[place]?.quantity ?? 0),
  }));
  return [first, second];
}

/** One of the lines that cost something, for a return. */
export function returned(lines: readonly Line[], dice: Dice): Line[] {
  const worth = lines.filter((line) => line.amount > 0 && !line.isShipping);
  return worth.length > 1 ? [dice.pick(worth)] : halve(worth)[0];
}
