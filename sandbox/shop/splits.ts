import type { JsonObject } from "../json";
import type { Dice } from "./dice";
import type { Line } from "./lines";
import { PLATFORM } from "./products";

/** How a marketplace order tells who gets what. */
export interface SplitStyle {
  /** Where the shares stand: on the event, on its items, or on both. */
  readonly place: "event" | "item" | "both";
  /** Whether the shop's commission is a share too, or stays unsplit. */
  readonly keepsRemainder: boolean;
  /** A seller nobody has set up: accepted, and the payout is postponed (QUIRKS 39). */
  readonly unknownSeller: string | undefined;
  readonly hasFeeSplit: boolean;
  /** Shares that come to more than the capture: wrong on purpose. */
  readonly isOver: boolean;
}

interface Share {
  readonly payout_destination_id: string;
  readonly amount: number;
}

/** Nobody has set these up. */
export const UNKNOWN_SELLERS = ["P000000099", "gammel-selger-2019"] as const;

export function chooseSplitStyle(dice: Dice, isOver: boolean): SplitStyle {
  return {
    place: dice.weighted([
      ["event", 4],
      ["item", 3],
      ["both", 3],
    ]),
    keepsRemainder: dice.chance(0.35),
    unknownSeller: dice.chance(0.12) ? dice.pick(UNKNOWN_SELLERS) : undefined,
    hasFeeSplit: dice.chance(0.6),
    isOver,
  };
}

function sharesOf(line: Line, style: SplitStyle, isFirst: boolean): Share[] {
  if (line.amount <= 0) return [];
  if (line.isShipping || line.seller === PLATFORM) {
    return style.keepsRemainder ? [] : [{ payout_destination_id: PLATFORM, amount: line.amount }];
  }
  const seller = isFirst && style.unknownSeller !== undefined ? style.unknownSeller : line.seller;
  const part = style.isOver && isFirst ? line.amount + 1_000 : Math.round(line.amount * 0.88);
  const shares = [{ payout_destination_id: seller, amount: part }];
  const rest = line.amount - part;
  return style.keepsRemainder || rest <= 0
    ? shares
    : [...shares, { payout_destination_id: PLATFORM, amount: rest }];
}

function combined(shares: readonly Share[]): Share[] {
  const amounts = new Map<string, number>();
  for (const share of shares) {
    amounts.set(share.payout_destination_id, (amounts.get(share.payout_destination_id) ?? 0) + share.amount);
  }
  return [...amounts].map(([payout_destination_id, amount]) => ({ payout_destination_id, amount }));
}

function feeSplit(shares: readonly Share[]): JsonObject {
  const sellers = [...new Set(shares.map((share) => share.payout_destination_id))];
  return { type: "proportional", destinations: sellers.slice(0, 1) };
}

/** The items of a capture or refund of `lines`, and what goes on the event itself, with the shares in `style`. */
export function splitLines(
  lines: readonly Line[],
  style: SplitStyle | undefined,
): { items: JsonObject[]; onEvent: JsonObject } {
  const all: Share[] = [];
  const items = lines.map((line, number) => {
    const item = { line_id: line.lineId, quantity: line.quantity, amount: line.amount };
    if (style === undefined) return item;
    const shares = sharesOf(line, style, number === 0);
    all.push(...shares);
    if (style.place === "event" || shares.length === 0) return item;
    return {
      ...item,
      splits: shares.map((share) => ({ ...share })),
      ...(style.hasFeeSplit ? { fee_split: feeSplit(shares) } : {}),
    };
  });
  if (style === undefined || style.place === "item" || all.length === 0) return { items, onEvent: {} };
  return {
    items,
    onEvent: {
      splits: combined(all).map((share) => ({ ...share })),
      ...(style.hasFeeSplit ? { fee_split: feeSplit(all) } : {}),
    },
  };
}
