import type { JsonObject } from "../json";
import { PRODUCT_TYPES, type ProductType } from "../payment-products";
import type { Country } from "./countries";
import type { Dice } from "./dice";
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

/** Types that only exist in the configuration, never on a transaction. */
const TYPES: readonly string[] = [...Object.values(PRODUCT_TYPES).flat(), "collector.finance"];

function scaPolicy(country: Country): JsonObject {
  return {
    network_exemptions: { low_value: true, low_risk: country.code !== "FI" },
    liability_rules: [
      {
        enabled: true,
        limit: [{ amount: country.currency === "EUR" ? 5_000 : 50_000, currency: country.currency }],
        issuer_countries: ["NO", "SE", "DK", "FI"],
      },
    ],
  };
}

const LOAN_EXAMPLE = {
  amount: 2_500_000,
  years: 1,
  total_amount: 2_772_300,
  cost: 272_300,
  effective_annual_interest_rate: "21.38",
};

/** What one type has besides its switch (API.md 4.3). */
function extras(type: string, wish: Wish): JsonObject {
  const { country, amount } = wish;
  switch (type) {
    case "dintero_psp.creditcard":
      return {
        generate_payment_token: false,
        token_supported_auth_methods: ["PASSKEY", "3DS"],
        sca_policy: scaPolicy(country),
        generate_payment_token_config: { save_card_checkbox: "opt_in" },
      };
    case "dintero_psp.vipps":
    case "dintero_psp.googlepay":
    case "dintero_psp.clicktopay":
      return { sca_policy: scaPolicy(country) };
    case "dintero_psp.applepay":
      return { sca_policy: scaPolicy(country), details: { domain_names: ["nordlys.example.com"] } };
    case "dintero.external":
      return {
        display: {
          payment_method_label: "Faktura fra Nordlys",
          button_label: "Betal senere",
          content: { title: "Betal om 14 dager", description: "Du får faktura på e-post." },
          terms: [{ ref: "vilkar", label: "Vilkår", href: "https://nordlys.example.com/vilkar" }],
        },
      };
    case "instabank.finance":
      return {
        product: {
          product_code: "630",
          minimum_monthly_balance_rate: "1.67",
          origination_fee: 9_500,
          notification_fee: 3_900,
          loan_example: LOAN_EXAMPLE,
          annual_interest_rate: "18.9",
          effective_annual_interest_rate: "21.38",
          minimum_amount: 20_000,
        },
      };
    case "instabank.invoice":
      return {
        require_applicant: true,
        product: { product_code: "632", due_in_days: 14, invoice_fee: 4_500, minimum_amount: 20_000 },
      };
    case "instabank.installment":
      return { products: [3, 6, 12, 24].map((months, place) => instalment(months, place, amount)) };
    case "instabank.postponement":
      return {
        products: [
          {
            product_code: "640",
            postponement_months: 3,
            origination_fee: 9_500,
            annual_interest_rate: "0.0",
            minimum_amount: 20_000,
            effective_annual_interest_rate: "14.2",
            total_amount: amount + 9_500,
          },
        ],
      };
    case "netaxept.creditcard":
      return { terminal: { terminal: "/Terminal/default.aspx", terminal_single_page: true } };
    case "payex.creditcard":
      return { no_cvc: false, generate_payment_token: false, generate_recurrence_token: false };
    case "collector.invoice":
    case "collector.installment":
      return { countries: ["NO", "SE", "FI"], options: { enable_on_hold: true } };
    case "collector.invoice_b2b":
      return {
        countries: ["NO", "SE"],
        options: { disable_collector_b2b_address_enforcement: false, enable_on_hold: true },
      };
    case "collector.finance":
      return { countries: ["NO", "SE"] };
    case "kravia.invoice_b2b":
    case "kravia.invoice_b2c":
      return {
        days_until_due: 14,
        require_identity_verification: type === "kravia.invoice_b2c",
        invoice_delivery_method: "provider",
      };
    case "kravia.invoice_b2b_grouped":
      return {
        days_until_due: 30,
        invoice_schedule: { interval: "monthly" },
        require_identity_verification: false,
      };
    case "two.invoice_b2b":
      return { duration_days: 30 };
    case "santander.debit_account":
      return {
        branding_name: "Nordlys-kontoen",
        accounts: [
          { account_number_token: "canary-account-number-token", masked_account_number: "****.**.**123" },
        ],
      };
    case "swish.swish":
      return { payout_enabled: true };
    default:
      return {};
  }
}

function instalment(months: number, place: number, amount: number): JsonObject {
  const fees = 9_500 + months * 3_900;
  return {
    product_code: String(650 + place),
    credit_time: months,
    origination_fee: 9_500,
    notification_fee: 3_900,
    annual_interest_rate: "0.0",
    effective_annual_interest_rate: "24.69",
    minimum_amount: 20_000,
    total_amount: amount + fees,
    monthly_amount: Math.ceil((amount + fees) / months),
  };
}

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

/** The gateways a shop has agreed on: some have three, a few have all. */
function gateways(wish: Wish): Set<string> {
  const all = Object.keys(PRODUCT_TYPES);
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
  for (const type of TYPES) {
    const gateway = type.split(".")[0] ?? type;
    if (!agreed.has(gateway)) continue;
    const name = type.split(".")[1];
    const state = {
      enabled: type === wish.method || dice.chance(0.85),
      ...(gateway === "instabank" ? {} : { type: "payment_product_type" }),
      payability: payability(type, wish),
      ...extras(type, wish),
    };
    // Vipps direct is itself the type; instabank and payex carry no marker of their own.
    if (name === undefined) {
      configuration[gateway] = { ...state, dynamic_descriptor: "NORDLYS" };
      continue;
    }
    const held = configuration[gateway];
    const isMarked = gateway !== "instabank" && gateway !== "payex";
    const base: JsonObject =
      typeof held === "object" && held !== null && !Array.isArray(held)
        ? held
        : isMarked
          ? { type: "payment_type" }
          : {};
    configuration[gateway] = { ...base, [name]: state };
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
