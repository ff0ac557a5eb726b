/** What Dintero documents (API.md 4.3, 5.1): product types by product. Vipps direct is its own type. */
export const PRODUCT_TYPES = {
  bambora: [
    "bambora.applepay",
    "bambora.creditcard",
    "bambora.googlepay",
    "bambora.mobilepay",
    "bambora.vipps",
  ],
  collector: [
    "collector.invoice",
    "collector.invoice_b2b",
    "collector.invoice_b2b_preapproved",
    "collector.installment",
  ],
  dintero: ["dintero.zero", "dintero.wallets", "dintero.external"],
  dintero_psp: [
    "dintero_psp.creditcard",
    "dintero_psp.vipps",
    "dintero_psp.googlepay",
    "dintero_psp.applepay",
    "dintero_psp.clicktopay",
  ],
  instabank: ["instabank.finance", "instabank.invoice", "instabank.installment", "instabank.postponement"],
  klarna: ["klarna.klarna", "klarna.billie"],
  kravia: ["kravia.invoice_b2b", "kravia.invoice_b2b_grouped", "kravia.invoice_b2c"],
  netaxept: ["netaxept.creditcard"],
  payex: [
    "payex.creditcard",
    "payex.mobilepay",
    "payex.swish",
    "payex.vipps",
    "payex.applepay",
    "payex.clicktopay",
    "payex.googlepay",
  ],
  santander: ["santander.debit_account"],
  seitatech: ["seitatech.in_person"],
  swish: ["swish.swish"],
  two: ["two.invoice_b2b"],
  vipps: ["vipps"],
} as const;

export type ProductType = (typeof PRODUCT_TYPES)[keyof typeof PRODUCT_TYPES][number];

export const PRODUCTS: readonly string[] = Object.keys(PRODUCT_TYPES);
export const ALL_PRODUCT_TYPES: readonly ProductType[] = Object.values(PRODUCT_TYPES).flat();
