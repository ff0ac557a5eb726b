/**
 * How many days reserved money stays reserved, by what ends a payment product type; where sources differ, the shorter.
 * Dintero states 28 days for Klarna and about 7 for cards and Vipps; for Walley it names 60 and 90.
 */
const DAYS_BY_PRODUCT: Readonly<Record<string, number>> = {
  creditcard: 7,
  applepay: 7,
  googlepay: 7,
  clicktopay: 7,
  vipps: 7,
  mobilepay: 7,
  klarna: 28,
  billie: 28,
};
const DAYS_BY_GATEWAY: Readonly<Record<string, number>> = { collector: 60 };
const DAY_MS = 86_400_000;

/**
 * When an authorization that nobody captures is expected to be released, as an ISO instant; undefined for a method of
 * which no window is known. An expectation: no document of Dintero's says it.
 */
export function authorizationExpiresAt(paymentProductType: string, authorizedAt: string): string | undefined {
  const [gateway = "", product = gateway] = paymentProductType.split(".");
  const days = own(DAYS_BY_PRODUCT, product) ?? own(DAYS_BY_GATEWAY, gateway);
  const at = Date.parse(authorizedAt);
  return days === undefined || Number.isNaN(at) ? undefined : new Date(at + days * DAY_MS).toISOString();
}

function own(days: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(days, name) ? days[name] : undefined;
}
