import type { JsonObject } from "../json";
import type { Country } from "./countries";

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

/** What payment type `type` has in a configuration besides its switch (API.md 4.3); `amount` of the order, in minor units. */
export function settingsOf(type: string, country: Country, amount: number): JsonObject {
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
