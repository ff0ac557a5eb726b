import { type JsonObject, numberAt, objectsAt, textAt } from "../json";
import type { Country, CountryCode } from "./countries";
import type { Customer } from "./customer";
import type { Dice } from "./dice";
import type { Product } from "./products";
import { toMinor, vatWithin } from "./shipping";

/** One thing that is paid for: an order line, or the shipping. `amount` in minor units, VAT and discount included. */
export interface Line {
  readonly lineId: string;
  readonly amount: number;
  readonly quantity: number;
  readonly seller: string;
  readonly isShipping: boolean;
  /** As it stands in `transaction.items`. */
  readonly item: JsonObject;
}

const DISCOUNTS = ["customer", "periodic", "manual", "loyalty", "total", "employee", "external"] as const;

const DISCOUNT_NAMES: Readonly<Record<CountryCode, readonly string[]>> = {
  NO: ["Høstsalg", "Medlemsrabatt", "Svart uke", "Vårslipp"],
  SE: ["Höstrea", "Medlemsrabatt", "Svart vecka", "Sommarrea"],
  DK: ["Efterårsudsalg", "Medlemsrabat", "Sort uge"],
  FI: ["Syysale", "Jäsenalennus", "Musta viikko"],
};

function quantityOf(product: Product, dice: Dice): number {
  if (product.isMeasured) return dice.whole(3, 30) / 4;
  return dice.weighted([
    [1, 70],
    [2, 20],
    [3, 6],
    [6, 3],
    [12, 1],
  ]);
}

/** `quantity` of a product as line `number` of an order, one in seven at a discount. */
export function toLine(product: Product, number: number, customer: Customer, dice: Dice): Line {
  const { country } = customer;
  const quantity = quantityOf(product, dice);
  const gross = Math.round(toMinor(product.price, country) * quantity);
  const vat = country.vat[product.vat];
  const isDiscounted = dice.chance(0.14);
  const percentage = isDiscounted ? dice.pick([10, 15, 20, 25, 30, 50]) : 0;
  const discount = Math.round((gross * percentage) / 100);
  const amount = gross - discount;
  const lineId = dice.chance(0.5) ? String(number) : `${product.sku}-${number}`;
  return {
    lineId,
    amount,
    quantity,
    seller: product.seller,
    isShipping: false,
    item: {
      id: product.sku,
      line_id: lineId,
      description: product.names[country.code],
      quantity,
      amount,
      vat,
      vat_amount: vatWithin(amount, vat),
      type: product.type,
      groups: [{ ...product.group }],
      ...(product.weight > 0 && dice.chance(0.4)
        ? { unit_weight: product.weight, unit_volume: Number((product.weight / 200).toFixed(4)) }
        : {}),
      ...(dice.chance(0.3) ? { thumbnail_url: `https://bilder.example.com/${product.sku}.jpg` } : {}),
      ...(isDiscounted
        ? {
            gross_amount: gross,
            eligible_for_discount: true,
            is_changed: dice.chance(0.2),
            discount_lines: [
              {
                amount: discount,
                percentage,
                discount_type: dice.pick(DISCOUNTS),
                discount_id: dice.uuid(),
                description: dice.pick(DISCOUNT_NAMES[country.code]),
                line_id: number,
              },
            ],
          }
        : {}),
    },
  };
}

/** A line that is no product: rounding, a rebate, a gift card, freight. */
export function plainLine(
  lineId: string,
  description: string,
  amount: number,
  type: string,
  country: Country,
): Line {
  const vat = type === "gift_card" ? 0 : country.vat.standard;
  return {
    lineId,
    amount,
    quantity: 1,
    seller: "nordlys-marked",
    isShipping: type === "shipping",
    item: {
      id: lineId,
      line_id: lineId,
      description,
      quantity: 1,
      amount,
      vat,
      vat_amount: vatWithin(amount, vat),
      type,
    },
  };
}

/** Dintero moves `order.shipping_option` into the transaction's items (API.md 5.1). */
export function shippingLines(option: JsonObject, country: Country): Line[] {
  const shipments = objectsAt(option, "shipments");
  const parts = shipments.length > 0 ? shipments : [option];
  return parts.map((part) => {
    const lineId = textAt(part, "line_id") ?? "shipping";
    return plainLine(
      lineId,
      textAt(part, "title") ?? "Frakt",
      numberAt(part, "amount") ?? 0,
      "shipping",
      country,
    );
  });
}
