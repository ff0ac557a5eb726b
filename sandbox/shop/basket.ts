import { type JsonObject, numberAt, objectsAt, textAt } from "../json";
import type { Customer } from "./customer";
import type { Dice } from "./dice";
import { type Line, plainLine, shippingLines, toLine } from "./lines";
import { PRODUCTS } from "./products";
import { offerShipping, toMinor } from "./shipping";

export interface Basket {
  readonly currency: string;
  /** What `transaction.items` holds: the order's lines, then the shipping line if any. */
  readonly lines: readonly Line[];
  /** The lines that leave together: one group, or one for each shipment. */
  readonly parcels: readonly (readonly Line[])[];
  readonly total: number;
  readonly vatAmount: number;
  readonly offered: readonly JsonObject[];
  readonly shippingOption: JsonObject | undefined;
  readonly discountCodes: readonly string[];
  readonly discountLines: readonly JsonObject[];
  /** The part of `total` paid by gift card. */
  readonly giftCards: readonly JsonObject[];
}

export interface BasketWish {
  readonly isMultiShipment?: boolean | undefined;
  readonly isShipped?: boolean | undefined;
  readonly giftCard?: "part" | "all" | "line" | undefined;
  readonly isFree?: boolean | undefined;
  readonly isMarketplace?: boolean | undefined;
  /** Kroner the basket should be worth at least. */
  readonly atLeast?: number | undefined;
  readonly lines?: number | undefined;
}

/** Two or three shipments of the same order, each with its own way, price and lines. */
function intoShipments(options: readonly JsonObject[], lines: readonly Line[]): JsonObject | undefined {
  const first = options[0];
  if (first === undefined) return undefined;
  const count = Math.min(options.length, lines.length, 3);
  const shipments: JsonObject[] = options.slice(0, count).map((option, number) => ({
    ...Object.fromEntries(Object.entries(option).filter(([key]) => key !== "pay_in_store")),
    shipment_id: `shipment-${number + 1}`,
    shipment_items: lines
      .filter((_, place) => place % count === number)
      .map((line) => ({ line_id: line.lineId, quantity: line.quantity })),
  }));
  const amount = shipments.reduce((sum, shipment) => sum + (numberAt(shipment, "amount") ?? 0), 0);
  const vatAmount = shipments.reduce((sum, shipment) => sum + (numberAt(shipment, "vat_amount") ?? 0), 0);
  const { title, operator, countries, vat } = first;
  return {
    id: "multi",
    line_id: "multi-shipment",
    amount,
    vat_amount: vatAmount,
    title,
    operator,
    countries,
    vat,
    delivery_method: "unspecified",
    description: `${count} forsendelser`,
    shipments,
  };
}

/** Each shipment's lines with its own freight; all lines at once where there is only one shipment. */
function parcelsOf(option: JsonObject | undefined, lines: readonly Line[]): (readonly Line[])[] {
  const shipments = objectsAt(option, "shipments");
  if (shipments.length === 0) return [lines];
  return shipments.map((shipment) => {
    const ids = objectsAt(shipment, "shipment_items").map((item) => textAt(item, "line_id"));
    const freight = textAt(shipment, "line_id");
    return lines.filter((line) => line.lineId === freight || ids.includes(line.lineId));
  });
}

function chooseLines(customer: Customer, wish: BasketWish, dice: Dice): Line[] {
  const wanted =
    wish.lines ??
    dice.weighted([
      [1, 40],
      [2, 28],
      [3, 17],
      [4, 9],
      [6, 4],
      [14, 1.5],
      [45, 0.5],
    ]);
  const lines: Line[] = [];
  const goal = toMinor(wish.atLeast ?? 0, customer.country);
  let worth = 0;
  while (lines.length < wanted || worth < goal) {
    const line = toLine(dice.pick(PRODUCTS), lines.length + 1, customer, dice);
    lines.push(line);
    worth += line.amount;
  }
  return lines;
}

/** Fills a basket for `customer` at `at` (ms). Its lines and shipping add up to `total`. */
export function fillBasket(customer: Customer, at: number, wish: BasketWish, dice: Dice): Basket {
  const { country } = customer;
  const lines = chooseLines(
    customer,
    wish.isMultiShipment ? { ...wish, lines: dice.whole(3, 5) } : wish,
    dice,
  );
  const goods = lines.reduce((sum, line) => sum + line.amount, 0);
  const discountCodes: string[] = [];
  const discountLines: JsonObject[] = [];
  if (wish.isFree) {
    discountCodes.push("GRATIS100");
    discountLines.push({
      amount: goods,
      percentage: 100,
      discount_type: "total",
      discount_id: dice.uuid(),
      line_id: 1,
    });
    lines.push(plainLine("rabatt", "Rabatt", -goods, "surcharge", country));
  } else if (wish.isMarketplace !== true && dice.chance(0.06)) {
    // A plugin's rounding line (QUIRKS 20).
    lines.push(plainLine("rounding", "Øreavrunding", dice.pick([-1, 1, 50]), "surcharge", country));
  }
  if (wish.giftCard === "line")
    lines.push(plainLine("gavekort", "Gavekort", -Math.floor(goods / 4), "gift_card", country));
  const isFreeFreight = wish.isFree === true || goods > toMinor(1_500, country);
  const offered =
    wish.isShipped === false
      ? []
      : offerShipping(
          customer,
          at,
          { isFree: isFreeFreight, isMultiShipment: wish.isMultiShipment === true },
          dice,
        );
  const shippingOption = wish.isMultiShipment ? intoShipments(offered, lines) : offered[0];
  const all = [...lines, ...(shippingOption === undefined ? [] : shippingLines(shippingOption, country))];
  const total = all.reduce((sum, line) => sum + line.amount, 0);
  return {
    currency: country.currency,
    lines: all,
    parcels: parcelsOf(shippingOption, all),
    total,
    vatAmount: all.reduce((sum, line) => sum + (numberAt(line.item, "vat_amount") ?? 0), 0),
    offered,
    shippingOption,
    discountCodes,
    discountLines,
    giftCards: giftCards(wish, total, dice),
  };
}

function giftCards(wish: BasketWish, total: number, dice: Dice): JsonObject[] {
  if (wish.giftCard !== "part" && wish.giftCard !== "all") return [];
  const amount = wish.giftCard === "all" ? total : Math.floor((total * dice.whole(15, 60)) / 100);
  return [
    {
      type: "dintero.wallets",
      card_id: dice.uuid(),
      amount,
      masked_card_token: `6277********${dice.digits(4)}`,
    },
  ];
}
