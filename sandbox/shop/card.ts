import type { JsonObject } from "../json";
import type { ProductType } from "../payment-products";
import type { Country } from "./countries";
import type { Dice } from "./dice";
import { isCard, productOf } from "./methods";

const CARDS = [
  { brand: "Visa", pan: "457162", weight: 52 },
  { brand: "Mastercard", pan: "541333", weight: 36 },
  { brand: "American Express", pan: "374500", weight: 4 },
  { brand: "Dankort", pan: "501999", weight: 4 },
  { brand: "Maestro", pan: "676000", weight: 2 },
  { brand: "UnionPay", pan: "621094", weight: 2 },
] as const;

const BANKS: Readonly<Record<Country["code"], readonly string[]>> = {
  NO: ["DNB Bank ASA", "SpareBank 1", "Nordea", "Sbanken"],
  SE: ["Swedbank AB", "SEB", "Handelsbanken", "Nordea"],
  DK: ["Danske Bank", "Nordea", "Jyske Bank"],
  FI: ["OP Osuuspankki", "Nordea", "S-Pankki"],
};

/**
 * The card a transaction was paid with, or undefined for other methods. The two tokens are there so that a test can
 * prove that nobody asked for them; each begins with "canary".
 */
export function makeCard(
  method: ProductType,
  country: Country,
  at: number,
  dice: Dice,
): JsonObject | undefined {
  if (!isCard(method)) return undefined;
  const kind = dice.weighted(CARDS.map((card) => [card, card.weight] as const));
  const year = new Date(at).getUTCFullYear() + dice.whole(0, 4);
  const isInStore = productOf(method) === "seitatech";
  const authentication = dice.weighted([
    ["Y", 80],
    ["A", 10],
    ["U", 6],
    ["N", 4],
  ]);
  const hasToken = dice.chance(0.4);
  return {
    brand: productOf(method) === "netaxept" && kind.brand === "Mastercard" ? "MasterCard" : kind.brand,
    masked_pan: `${kind.pan}******${dice.digits(4)}`,
    expiry_date: `${String(dice.whole(1, 12)).padStart(2, "0")}/${year}`,
    type: dice.pick(["Credit Card", "Debit Card", "Credit", "Debit", "Prepaid"]),
    region: dice.weighted([
      ["domestic", 80],
      ["eea", 14],
      ["inter", 6],
    ]),
    country: country.alpha3,
    product_platform: dice.chance(0.9) ? "consumer" : "commercial",
    issuing_bank: dice.pick(BANKS[country.code]),
    acquirer_stan: dice.digits(6),
    acquirer_transaction_time: new Date(at).toISOString(),
    ...(isInStore
      ? { entry_method: dice.pick(["chip", "contactless", "magstripe"]) }
      : {
          acquirer_transaction_type: authentication === "Y" ? "3DSECURE" : "SSL",
          authentication_status: authentication,
          three_ds_version: "2.2.0",
          eci: authentication === "Y" ? "05" : authentication === "A" ? "06" : "07",
          payment_system_type: method.endsWith("creditcard") ? "card" : "wallet",
        }),
    ...(hasToken
      ? {
          payment_token_id: dice.hex(40),
          recurrence_token_id: dice.hex(40),
          card_holder_tokenization_consent: "opt_in",
          payment_token: `canary-payment-token-${dice.hex(24)}`,
          recurrence_token: `canary-recurrence-token-${dice.hex(24)}`,
        }
      : { card_holder_tokenization_consent: "opt_out" }),
    ...(dice.chance(0.2) ? { issuer_authorization_code: dice.digits(6) } : {}),
  };
}
