import type { ProductType } from "../payment-products";
import type { CountryCode } from "./countries";
import type { Dice } from "./dice";

/** What people in a country pay with, and how often. */
const PEOPLE: Readonly<Record<CountryCode, readonly (readonly [ProductType, number])[]>> = {
  NO: [
    ["dintero_psp.creditcard", 26],
    ["vipps", 20],
    ["dintero_psp.vipps", 12],
    ["dintero_psp.applepay", 9],
    ["klarna.klarna", 8],
    ["bambora.creditcard", 4],
    ["bambora.vipps", 3],
    ["dintero_psp.googlepay", 3],
    ["dintero_psp.clicktopay", 1],
    ["bambora.applepay", 2],
    ["bambora.googlepay", 1],
    ["collector.invoice", 4],
    ["collector.installment", 2],
    ["instabank.finance", 1],
    ["instabank.invoice", 1],
    ["instabank.installment", 1],
    ["instabank.postponement", 1],
    ["netaxept.creditcard", 2],
    ["payex.creditcard", 2],
    ["payex.vipps", 1],
    ["santander.debit_account", 1],
    ["kravia.invoice_b2c", 1],
  ],
  SE: [
    ["swish.swish", 26],
    ["payex.swish", 10],
    ["klarna.klarna", 24],
    ["dintero_psp.creditcard", 18],
    ["payex.creditcard", 8],
    ["payex.applepay", 6],
    ["payex.googlepay", 3],
    ["payex.clicktopay", 2],
    ["collector.invoice", 4],
  ],
  DK: [
    ["bambora.mobilepay", 24],
    ["payex.mobilepay", 14],
    ["dintero_psp.creditcard", 26],
    ["bambora.creditcard", 12],
    ["dintero_psp.applepay", 10],
    ["klarna.klarna", 8],
  ],
  FI: [
    ["dintero_psp.creditcard", 34],
    ["klarna.klarna", 18],
    ["payex.mobilepay", 14],
    ["payex.creditcard", 10],
    ["dintero_psp.applepay", 10],
    ["collector.invoice", 6],
  ],
};

const COMPANIES: readonly (readonly [ProductType, number])[] = [
  ["kravia.invoice_b2b", 6],
  ["kravia.invoice_b2b_grouped", 3],
  ["two.invoice_b2b", 5],
  ["collector.invoice_b2b", 5],
  ["collector.invoice_b2b_preapproved", 3],
  ["klarna.billie", 5],
  ["dintero_psp.creditcard", 4],
];

/** How an order is paid: `allowed` decides where given. */
export function chooseMethod(
  country: CountryCode,
  isBusiness: boolean,
  allowed: readonly ProductType[] | undefined,
  dice: Dice,
): ProductType {
  if (allowed !== undefined) return dice.pick(allowed);
  return dice.weighted(isBusiness ? COMPANIES : PEOPLE[country]);
}

export function productOf(method: ProductType): string {
  return method.split(".")[0] ?? method;
}

export function isCard(method: ProductType): boolean {
  return /\.(creditcard|applepay|googlepay|clicktopay|in_person)$/.test(method);
}

/** Swish takes the money at once: no authorization to capture, and nothing to void (QUIRKS 27). */
export function isTakenAtOnce(method: ProductType): boolean {
  return method === "swish.swish" || method === "payex.swish";
}

export const CARD_METHODS: readonly ProductType[] = [
  "dintero_psp.creditcard",
  "bambora.creditcard",
  "payex.creditcard",
  "netaxept.creditcard",
  "dintero_psp.applepay",
];

/** Where a void after a partial capture is possible (API.md 5.4). */
export const REST_VOIDABLE: readonly ProductType[] = [
  "payex.creditcard",
  "payex.mobilepay",
  "payex.applepay",
  "vipps",
  "klarna.klarna",
  "klarna.billie",
];

export const HOLDABLE: readonly ProductType[] = ["collector.invoice", "collector.installment"];

/** Where captures and refunds are answered later. */
export const ASYNCHRONOUS: readonly ProductType[] = [
  "kravia.invoice_b2b",
  "kravia.invoice_b2c",
  "two.invoice_b2b",
  "collector.invoice",
  "dintero_psp.creditcard",
];
