/** Where a number of days comes from; each has its sentence in the catalogue, `settings.windows.source`. */
export type WindowSource = "card" | "vipps" | "klarna" | "walley";

interface KnownWindow {
  readonly days: number;
  readonly source: WindowSource;
}

/**
 * Days by payment product type, as configured for this shop; null: nothing is to be expected of this method. What is not
 * named has the days that are known of it.
 */
export type AuthorizationWindows = Readonly<Record<string, number | null>>;

const CARD: KnownWindow = { days: 7, source: "card" };
const VIPPS: KnownWindow = { days: 7, source: "vipps" };
const KLARNA: KnownWindow = { days: 28, source: "klarna" };

/**
 * How many days reserved money stays reserved, by what ends a payment product type; where sources differ, the shorter.
 * Dintero states 28 days for Klarna and about 7 for cards and Vipps; for Walley it names 60 and 90.
 */
const BY_PRODUCT: Readonly<Record<string, KnownWindow>> = {
  creditcard: CARD,
  applepay: CARD,
  googlepay: CARD,
  clicktopay: CARD,
  vipps: VIPPS,
  mobilepay: VIPPS,
  klarna: KLARNA,
  billie: KLARNA,
};
const BY_GATEWAY: Readonly<Record<string, KnownWindow>> = { collector: { days: 60, source: "walley" } };
const DAY_MS = 86_400_000;

/** What is known of a method without any configuration; undefined when no source says anything. */
export function knownWindow(paymentProductType: string): KnownWindow | undefined {
  const [gateway = "", product = gateway] = paymentProductType.split(".");
  return own(BY_PRODUCT, product) ?? own(BY_GATEWAY, gateway);
}

/**
 * When an authorization that nobody captures is expected to be released, as an ISO instant; undefined for a method of
 * which no window is known. An expectation: no document of Dintero's says it.
 */
export function authorizationExpiresAt(
  paymentProductType: string,
  authorizedAt: string,
  windows: AuthorizationWindows = {},
): string | undefined {
  const configured = own(windows, paymentProductType);
  const days = configured === undefined ? knownWindow(paymentProductType)?.days : configured;
  const at = Date.parse(authorizedAt);
  return days === undefined || days === null || Number.isNaN(at)
    ? undefined
    : new Date(at + days * DAY_MS).toISOString();
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
