import type { JsonObject } from "../json";
import { PRODUCT_TYPES, type ProductType } from "../payment-products";
import type { Country } from "./countries";
import type { Dice } from "./dice";
import { settingsOf } from "./method-settings";
import { productOf } from "./methods";

interface Wish {
  readonly country: Country;
  /** Minor units. */
  readonly amount: number;
  /** The method that was used, so enabled and payable. */
  readonly method: ProductType;
  readonly isAutoCapture: boolean;
  readonly isBusiness: boolean;
  readonly channel: string;
  readonly isMarketplace: boolean;
  readonly dice: Dice;
}

/** Gateways with their types; Walley's finance exists in the configuration only, never on a transaction. */
const GATEWAYS: readonly (readonly [string, readonly string[]])[] = Object.entries(PRODUCT_TYPES).map(
  ([gateway, types]) => [gateway, gateway === "collector" ? [...types, "collector.finance"] : types],
);

/** Why a type may not be used here: not in this country, or not for this amount. */
function payability(type: string, wish: Wish): string {
  const { country, amount } = wish;
  if (type === wish.method) return "payable";
  const isElsewhere =
    (/swish/.test(type) && country.code !== "SE") ||
    (/vipps/.test(type) && country.code !== "NO") ||
    (/mobilepay/.test(type) && country.code !== "DK" && country.code !== "FI") ||
    (/^(kravia|instabank|santander|netaxept|seitatech)/.test(type) && country.code !== "NO");
  if (isElsewhere) return "disabled_by_gateway";
  const large = country.currency === "EUR" ? 100_000 : 1_000_000;
  const small = country.currency === "EUR" ? 2_000 : 20_000;
  if (type === "dintero.zero") return amount === 0 ? "payable" : "disabled_by_order_amount";
  if (/^instabank|installment|finance/.test(type) && amount < small) return "disabled_by_order_amount";
  if (/invoice$/.test(type) && amount > large) return "disabled_by_order_amount";
  return wish.dice.chance(0.04) ? "disabled_by_gateway" : "payable";
}

function gatewayOf(gateway: string, types: readonly string[], wish: Wish): JsonObject {
  // Instabank and PayEx carry no marker of their own (API.md 4.3).
  const result: JsonObject = gateway === "instabank" || gateway === "payex" ? {} : { type: "payment_type" };
  for (const type of types) {
    const state: JsonObject = {
      enabled: type === wish.method || wish.dice.chance(0.85),
      payability: payability(type, wish),
    };
    if (gateway !== "instabank") state.type = "payment_product_type";
    Object.assign(state, settingsOf(type, wish.country, wish.amount));
    const name = type.split(".")[1];
    // Vipps direct is itself the type.
    if (name === undefined) return Object.assign(state, { dynamic_descriptor: "NORDLYS" });
    result[name] = state;
  }
  return result;
}

/** The gateways a shop has agreed on: some have three, a few have all. */
function gateways(wish: Wish): Set<string> {
  const all = GATEWAYS.map(([gateway]) => gateway);
  const count = wish.dice.weighted([
    [4, 40],
    [7, 45],
    [all.length, 15],
  ]);
  return new Set([productOf(wish.method), ...wish.dice.shuffled(all).slice(0, count)]);
}

/** `session.configuration`: which methods were offered, and why the others could not be used. */
export function configure(wish: Wish): JsonObject {
  const { dice, country } = wish;
  const agreed = gateways(wish);
  const configuration: JsonObject = {
    auto_capture: wish.isAutoCapture,
    channel: wish.channel,
    active_payment_types: { enabled: true },
    default_payment_type: wish.method,
    ...(wish.channel === "in_store"
      ? { publish: [{ channel: "push", type: "terminal", id: `NL-${dice.digits(4)}`, status: "sent" }] }
      : dice.chance(0.05)
        ? {
            publish: [
              {
                channel: "sms",
                type: "checkout-link",
                id: dice.uuid(),
                status: dice.pick(["sent", "sent", "skipped", "failed"]),
              },
            ],
          }
        : {}),
  };
  for (const [gateway, types] of GATEWAYS) {
    if (agreed.has(gateway)) configuration[gateway] = gatewayOf(gateway, types, wish);
  }
  return {
    ...configuration,
    allow_express_wallet_payment: dice.chance(0.3),
    discounts: {
      type: "discounts",
      express_discount_codes: { enabled: dice.chance(0.4), payability: "payable" },
      order: { enabled: true },
    },
    theme: { backdrop: "#0b1f3a", primary: "#146c5f", cardRadius: "8px", buttonRadius: "8px" },
    countries: {
      preferred_country: country.code,
      allow_countries: ["NO", "SE", "DK", "FI"],
      deny_countries: [],
    },
    default_customer_type: wish.isBusiness ? "b2b" : "b2c",
    allow_different_billing_shipping_address: dice.chance(0.6) ? ["b2c", "b2b"] : [],
    ...(dice.chance(0.08) ? { age_verification: { enabled: true, minimum_age_required: 18 } } : {}),
    ...(wish.isMarketplace
      ? {
          payout: {
            payment_products: [{ payment_product: productOf(wish.method) }],
            dynamic_payout_destination_ids: [],
          },
        }
      : {}),
    merchant: {
      id: null,
      logo_url: "https://bilder.example.com/nordlys.svg",
      name: "Nordlys Handel AS",
      country: "NO",
    },
  };
}
