import { expect, test } from "vitest";
import { shortened } from "./text-width";

test("a name stays whole where it fits beside its value, and ends early where it does not", () => {
  expect(shortened("Vipps", 400, "NOK 100.00")).toBe("Vipps");
  expect(shortened("a-very-long-payout-destination-that-goes-on", 200, "NOK 100.00")).toBe("a-very-long-p…");
});

test("something of a name always stays, and no letter is cut in two", () => {
  expect(shortened("👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀", 60, "NOK 1,000,000.00").endsWith("…")).toBe(true);
  expect(shortened("Vipps", 10, "NOK 1,000,000.00")).toBe("Vip…");
});
