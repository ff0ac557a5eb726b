import type { JsonObject, JsonValue } from "./json";

/** One way to pay that a session was made with. */
export interface ConfiguredProduct {
  /** As transactions name it: "bambora.applepay", or just "vipps". */
  readonly paymentProductType: string;
  readonly isEnabled: boolean;
  /** payable, disabled_by_gateway, disabled_by_order_amount, or a value we do not know. */
  readonly payability?: string | undefined;
  /** What else was sent: limits, instalment products, SCA policy, terminal. */
  readonly settings: JsonObject;
  /** The marker Dintero puts on it, usually "payment_product_type". */
  readonly type?: string | undefined;
}

export interface ConfiguredGateway {
  readonly key: string;
  readonly products: readonly ConfiguredProduct[];
  /** Of the gateway itself, for example the descriptor on the customer's bank statement. */
  readonly settings: JsonObject;
  readonly type?: string | undefined;
}

export interface PaymentMethods {
  readonly gateways: readonly ConfiguredGateway[];
  /** All of the configuration that is no way to pay. */
  readonly settings: JsonObject;
}

/**
 * The ways to pay in a session's configuration, by shape and not by name, since they come and go (API.md 4.3). Three
 * shapes: a gateway marked "payment_type" with its products beneath; one without that mark; and a gateway that is
 * itself the product (`vipps`), enabled directly.
 */
export function readPaymentMethods(configuration: JsonObject): PaymentMethods {
  const gateways: ConfiguredGateway[] = [];
  const settings: Record<string, JsonObject[string]> = {};
  for (const [key, value] of Object.entries(configuration)) {
    const gateway = isObject(value) ? readGateway(key, value) : undefined;
    if (gateway) gateways.push(gateway);
    else settings[key] = value;
  }
  return { gateways, settings };
}

function readGateway(key: string, value: JsonObject): ConfiguredGateway | undefined {
  if (isProduct(value)) return { key, products: [readProduct(key, value)], settings: {} };
  const products: ConfiguredProduct[] = [];
  const settings: Record<string, JsonObject[string]> = {};
  for (const [name, child] of Object.entries(value)) {
    if (isObject(child) && isProduct(child)) products.push(readProduct(`${key}.${name}`, child));
    else if (name !== "type" || textOf(child) === undefined) settings[name] = child;
  }
  const type = textOf(value.type);
  // "discounts" has the shape of a gateway and says by its type that it is none.
  const isGateway = type === "payment_type" || (products.length > 0 && type !== "discounts");
  return isGateway ? { key, products, settings, type } : undefined;
}

/** A product says whether it is enabled, and whether this order could be paid with it or that it is a product. */
function isProduct(value: JsonObject): boolean {
  return (
    typeof value.enabled === "boolean" && ("payability" in value || value.type === "payment_product_type")
  );
}

function readProduct(paymentProductType: string, value: JsonObject): ConfiguredProduct {
  const { enabled, payability, type, ...settings } = value;
  return {
    paymentProductType,
    isEnabled: enabled === true,
    payability: textOf(payability),
    // What should be a text and is none is a setting like any other: nothing is dropped.
    settings: { ...settings, ...unlessText({ payability, type }) },
    type: textOf(type),
  };
}

function unlessText(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && textOf(value) === undefined),
  );
}

function textOf(value: JsonObject[string]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
