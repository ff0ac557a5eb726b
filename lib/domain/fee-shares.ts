import type { FeeSplit } from "./items";
import { type MinorUnits, minorUnits, ZERO } from "./minor-units";

/** A part of one event's amount, as its fee is borne. */
interface Bearer {
  readonly payoutDestinationId?: string | undefined;
  readonly amount: MinorUnits;
}

/**
 * What each of `parts`, all of one event, bears of its fee: the destinations that the fee split names in proportion to
 * their amounts, the others nothing; without a fee split the one part there is. Whole shares by cumulative floor, so that
 * they sum to the fee. All undefined where Dintero has not told the fee, or who bears it.
 */
export function feeShares(
  parts: readonly Bearer[],
  fee: MinorUnits | undefined,
  feeSplit: FeeSplit | undefined,
): readonly (MinorUnits | undefined)[] {
  const named = new Set(feeSplit?.destinations);
  const weights = parts.map(({ payoutDestinationId, amount }) => {
    const bears =
      named.size === 0
        ? parts.length === 1
        : payoutDestinationId !== undefined && named.has(payoutDestinationId);
    return bears ? BigInt(Math.abs(amount)) : 0n;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (fee === undefined || total === 0n) return parts.map(() => undefined);
  const upTo = (weight: bigint) => (BigInt(fee) * weight) / total;
  let before = 0n;
  return weights.map((weight) => {
    if (weight === 0n) return ZERO;
    const share = upTo(before + weight) - upTo(before);
    before += weight;
    return minorUnits(Number(share));
  });
}
