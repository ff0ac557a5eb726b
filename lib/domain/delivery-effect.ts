import type { EffectView, FigureName, Figures } from "./delivery-log";

const FIGURES: readonly FigureName[] = [
  "status",
  "currency",
  "authorized",
  "captured",
  "refunded",
  "voided",
  "remaining",
];

/**
 * What one attempt did: the figures that are not the same, or all of them of an order that was not in the store.
 * `isChanged` may be true without any, since not everything that happens has an amount.
 */
export function effectOf(
  before: Figures | undefined,
  after: Figures | undefined,
  isChanged: boolean,
): EffectView {
  const changes = FIGURES.flatMap((figure) => {
    const [was, is] = [before?.[figure], after?.[figure]];
    return was === is ? [] : [{ figure, before: was, after: is }];
  });
  return { before, after, changes, isChanged: isChanged || changes.length > 0 };
}
