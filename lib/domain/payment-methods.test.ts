import { describe, expect, test } from "vitest";
import { readPaymentMethods } from "./payment-methods";

const product = { enabled: true, payability: "payable" };

describe("the ways to pay of a configuration", () => {
  test("a marked gateway holds its products, and its own settings", () => {
    const { gateways, settings } = readPaymentMethods({
      collector: {
        type: "payment_type",
        dynamic_descriptor: "SHOP",
        invoice: { ...product, countries: ["NO"] },
      },
    });
    expect(settings).toEqual({});
    expect(gateways).toEqual([
      {
        key: "collector",
        type: "payment_type",
        settings: { dynamic_descriptor: "SHOP" },
        products: [
          {
            paymentProductType: "collector.invoice",
            isEnabled: true,
            payability: "payable",
            type: undefined,
            settings: { countries: ["NO"] },
          },
        ],
      },
    ]);
  });

  test("a gateway without the mark is one by its products", () => {
    const { gateways } = readPaymentMethods({ payex: { dynamic_descriptor: "SHOP", swish: product } });
    expect(gateways.map(({ key, products }) => [key, products.length])).toEqual([["payex", 1]]);
  });

  test("vipps is gateway and product in one", () => {
    const { gateways } = readPaymentMethods({ vipps: { ...product, dynamic_descriptor: "SHOP" } });
    expect(gateways[0]?.products[0]).toMatchObject({
      paymentProductType: "vipps",
      settings: { dynamic_descriptor: "SHOP" },
    });
  });

  test("a gateway that nobody has heard of is shown like any other", () => {
    const { gateways } = readPaymentMethods({ tomorrowpay: { type: "payment_type", thoughts: product } });
    expect(gateways[0]?.products[0]?.paymentProductType).toBe("tomorrowpay.thoughts");
  });

  test("settings that look like a way to pay stay settings", () => {
    const configuration = {
      discounts: { type: "discounts", express_discount_codes: product, order: { enabled: false } },
      age_verification: { enabled: true, minimum_age_required: 18 },
      active_payment_types: { enabled: true },
      auto_capture: true,
    };
    expect(readPaymentMethods(configuration)).toEqual({ gateways: [], settings: configuration });
  });
});
