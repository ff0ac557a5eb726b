import type { Dice } from "./dice";
import type { Line } from "./lines";

function worth(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.amount, 0);
}

/** The lines, some now and the others later; where that leaves a part worth nothing, half of each line. */
export function inTwo(lines: readonly Line[], dice: Dice): [Line[], Line[]] {
  const cuts = lines
    .map((_, cut): [Line[], Line[]] => [lines.slice(0, cut), lines.slice(cut)])
    .filter((parts) => parts.every((part) => worth(part) > 0));
  return cuts.length > 0 ? dice.pick(cuts) : halve(lines);
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
  const goods = lines.filter((line) => line.amount > 0 && !line.isShipping);
  return goods.length > 1 ? [dice.pick(goods)] : halve(goods)[0];
}
