import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "./json";
import { holdsCardNumber, projectDocument, withoutSecrets } from "./projection";
import { WITHHELD } from "./withheld";

const masked = (document: JsonObject) => projectDocument(document, { personal: "masked" });
const text = (document: JsonObject) => JSON.stringify(document);

describe("secrets", () => {
  test.each([
    { payment_token_id: "CANARY" },
    { "bambora:session_token": "CANARY" },
    { klarna: { client_token: "CANARY" } },
    { account_number_token: "CANARY" },
    { recurrence_token: { id: "CANARY" } },
    { tokens: { "payex.creditcard": "CANARY" } },
    { tokens: ["CANARY"] },
    { events: [{ request_headers: { Authorization: "CANARY", Cookie: "CANARY", "x-api-key": "CANARY" } }] },
    { clientSecret: "CANARY" },
    { session_url: "https://pay.example.com/CANARY" },
    { card: { cvc: 123, cryptogram: "CANARY" } },
    { url: { callback_url: "https://user:CANARY@shop.example.com/cb?a=1&token=CANARY" } },
    { note: "sent with Bearer CANARYCANARY" },
    { note: "eyJhbGciOiJIUzI1NiJ9.CANARY.CANARY" },
  ] satisfies JsonObject[])("%j gives nothing away, in clear and masked", (document) => {
    expect(text(withoutSecrets(document))).not.toContain("CANARY");
    expect(text(masked(document))).not.toContain("CANARY");
  });

  test("what only looks like a secret stays", () => {
    const document = {
      masked_card_token: "****1234",
      generate_payment_token: false,
      generate_recurrence_token: true,
      token_supported_auth_methods: ["PASSKEY", "3DS"],
      token_event_notification_url: "https://example.com/t",
      card_holder_tokenization_consent: "opt_out",
      payment_operation: "generate_payment_token",
      my_dintero: { terms: { id: "3c90c3cc", url: "https://example.com/toc" } },
      session_id: "T12345678.465U8CUzaPVpneu1wt8Wei",
      callback_url: "https://example.com/callback?method=GET&report_error=true",
    };
    expect(withoutSecrets(document)).toEqual(document);
  });

  test("the products of stored tokens stay when the tokens go", () => {
    expect(withoutSecrets({ tokens: { "payex.creditcard": { payment_token_id: "x" } } })).toEqual({
      tokens: { "payex.creditcard": {} },
    });
  });

  test("F63 a full card number is cut before it is stored", () => {
    const document = {
      message: "Card 4761 7390 0101 0416 declined",
      card: { masked_pan: "4761739001010416" },
      n: 4761739001010416,
    };
    expect(withoutSecrets(document)).toEqual({
      message: "Card 476173******0416 declined",
      card: { masked_pan: "476173******0416" },
      n: "476173******0416",
    });
  });

  test("F63 a document with one can be told from its neighbours", () => {
    expect(holdsCardNumber({ events: [{ error: { message: "4761 7390 0101 0416" } }] })).toBe(true);
    expect(
      holdsCardNumber({ card: { masked_pan: "476173******0416" }, merchant_reference: "4761739001010416" }),
    ).toBe(false);
  });

  test("F63 numbers that are no card's stay: barcodes, references, ids", () => {
    const document = {
      gln: "5790001398644",
      id: "4761739001010416",
      merchant_reference: "4761739001010416",
      line_id: "4006381333931",
      request_id: "a3dcc23125bc4363b9dae29ed25a4eb1",
      amount: 72200,
    };
    expect(withoutSecrets(document)).toEqual(document);
  });
});

describe("personal values", () => {
  test("keep their shape", () => {
    expect(
      masked({
        billing_address: {
          first_name: "Kari",
          last_name: "Ødegård Lie",
          address_line: "Testveien 1",
          postal_code: "0349",
          postal_place: "Oslo",
          country: "NO",
          phone_number: "+4799999999",
          email: "kari@example.com",
          latitude: 59.91,
        },
        customer_ip: "84.208.1.20",
      }),
    ).toEqual({
      billing_address: {
        first_name: "K•••",
        last_name: "Ø••• L•••",
        address_line: "T•••",
        postal_code: "0•••",
        postal_place: "O•••",
        country: "NO",
        phone_number: "+47 •••• ••99",
        email: "k•••@e•••.com",
        latitude: "•••",
      },
      customer_ip: "84.•••",
    });
  });

  test("placeholders that shops write for nothing stay (QUIRKS 37)", () => {
    const document = { billing_address: { first_name: "N/A", last_name: " ", phone_number: "" } };
    expect(masked(document)).toEqual(document);
  });

  test("of a store, a merchant and a pick-up place are nobody's", () => {
    const document = {
      order: {
        store: {
          name: "SC Oslo",
          email: "contact@superchain.com",
          phone_number: "+4738260107",
          address: { address_line: "Sommerkroveien 34" },
        },
      },
      merchant: { name: "TKP tech AS" },
      shipping_option: {
        pick_up_address: { first_name: "Post", address_line: "Storgata 1", phone_number: "+4738260107" },
      },
    };
    expect(masked(document)).toEqual(document);
  });

  test("are masked in event details, provider keys and free text", () => {
    const document = {
      billing_address: { first_name: "Kari", last_name: "Nordmann" },
      events: [
        { details: { updated_order: { shipping_address: { first_name: "CANARY" } } } },
        { metadata: { "vipps:userDetails.firstName": "CANARY", "swish:payerAlias": "4670CANARY" } },
        { error: { message: "Refused for canary@example.com, call +4799999911, Kari Nordmann" } },
      ],
      verified_identity: { name: "CANARY", ssn: "CANARY", extra: { note: "CANARY" } },
      customer: { name: "CANARY" },
      url: { return_url: "https://shop.example.com/done?email=canary%40example.com" },
    };
    expect(text(masked(document))).not.toMatch(/canary|99999911|Nordmann/i);
    expect(text(withoutSecrets(document))).toContain("Kari Nordmann");
  });

  test("an event's name and a group's name are no person's", () => {
    const document = { events: [{ name: "VISITED" }], items: [{ groups: [{ id: "1", name: "Chairs" }] }] };
    expect(masked(document)).toEqual(document);
  });
});

test("a key named __proto__ stays a key and pollutes nothing", () => {
  const projected = withoutSecrets(JSON.parse('{"__proto__":{"isAdmin":true},"a":1}'));
  expect(Object.keys(projected)).toEqual(["__proto__", "a"]);
  expect({}).not.toHaveProperty("isAdmin");
});

test("a document nested beyond reason does not stop the server", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(3_000)}{"email":"canary@example.com"}${"}".repeat(3_000)}`);
  expect(text(masked(deep))).not.toContain("canary");
});

const PERSONAL_KEYS = [
  "first_name",
  "last_name",
  "address_line",
  "co_address",
  "postal_code",
  "email",
  "phone_number",
  "customer_ip",
  "comment",
  "card_holder_name",
  "business_name",
  "organization_number",
];
const SECRET_KEYS = WITHHELD.flatMap((entry) => entry.keys);
const OTHER_KEYS = [
  "events",
  "details",
  "metadata",
  "order",
  "customer",
  "shipping_option",
  "x",
  "previous_order",
];
const canary = fc.stringMatching(/^CANARY[a-z0-9]{4}$/);
const documents = fc.letrec<{
  object: JsonObject;
  value: JsonObject | JsonObject[] | string | number | boolean;
}>((tie) => ({
  object: fc
    .tuple(
      fc.dictionary(fc.constantFrom(...OTHER_KEYS), tie("value"), { maxKeys: 3 }),
      fc.dictionary(fc.constantFrom(...PERSONAL_KEYS, ...SECRET_KEYS), canary, { maxKeys: 3 }),
    )
    .map(([plain, secret]) => ({ ...plain, ...secret })),
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("NOK", 72200, true),
    tie("object"),
    fc.array(tie("object"), { maxLength: 2 }),
  ),
})).object;

test("no canary under a personal or secret key survives, at any depth", () => {
  fc.assert(fc.property(documents, (document) => !/CANARY/.test(text(masked(document)))));
});

test("projecting twice changes nothing", () => {
  fc.assert(
    fc.property(documents, (document) => {
      expect(masked(masked(document))).toEqual(masked(document));
      expect(withoutSecrets(withoutSecrets(document))).toEqual(withoutSecrets(document));
      expect(masked(withoutSecrets(document))).toEqual(masked(document));
    }),
  );
});

test("masking any text twice is masking it once", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PERSONAL_KEYS), fc.string({ unit: "grapheme" }), (key, value) => {
      const once = masked({ [key]: value });
      expect(masked(once)).toEqual(once);
    }),
  );
});
