import { expect, test } from "vitest";
import { personalIdentifiers } from "./personal-identifiers";

test("a person's addresses and numbers are found wherever they stand, each once, in the form they are compared in", () => {
  expect(
    personalIdentifiers({
      customer: { email: " Kari@Example.com", phone_number: "99 88 77 66" },
      order: { billing_address: { country: "SE", phone_number: "070 123 45 67", email: "kari@example.com" } },
      events: [{ details: { "vipps:userDetails.email": "k2@example.com", mobileNumber: "0047 99887766" } }],
    }),
  ).toEqual({
    emails: ["kari@example.com", "k2@example.com"],
    phones: ["+4799887766", "+46701234567"],
  });
});

test("a shop's own are nobody's: erasing a customer must not reach every order of a store", () => {
  expect(
    personalIdentifiers({
      store: { phone_number: "+4722334455", email: "shop@example.com" },
      merchant: { email: "merchant@example.com" },
      shipping_option: { pick_up_address: { email: "point@example.com", country: "NO" } },
    }),
  ).toEqual({ emails: [], phones: [] });
});

test("what is no number, or nested without end, does no harm", () => {
  let deep: object = { email: "deep@example.com" };
  for (let level = 0; level < 200; level += 1) deep = { deep };
  expect(personalIdentifiers({ phone: "call me", ...JSON.parse(JSON.stringify(deep)) })).toEqual({
    emails: [],
    phones: [],
  });
});
