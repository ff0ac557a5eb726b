import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foreignAccountOf, parseLookup } from "./lookup-term";

const ACCOUNT = "T12345678";
const APP = "https://kontor.example.com";
const ID = "T12345678.465U8CUzaPVpneu1wt8Wei";
const look = (q: string) => parseLookup(q, ACCOUNT, APP);
const kinds = (q: string) => look(q).map((term) => term.kind);

const EITHER_ID = [
  { kind: "session-id", value: ID },
  { kind: "transaction-id", value: ID },
];

describe("ids", () => {
  test.each([
    ID,
    `  ${ID}\n`,
    `"${ID}"`,
    `'${ID}'`,
    `«${ID}»`,
    `“ ${ID} ”`,
    `<${ID}>`,
    `\u200b${ID}\u200e`,
    `\t"'${ID}'"`,
    `${ID}.`,
    `${ID},`,
    `Order ${ID} (Vipps)`,
    `2026-05-12 paid id=${ID}; ok`,
  ])("%j is the id inside", (q) => {
    expect(look(q)).toEqual(EITHER_ID);
  });

  test("the part after the dot, as a double click selects it, is tried under our account", () => {
    expect(look("465U8CUzaPVpneu1wt8Wei").slice(0, 2)).toEqual(EITHER_ID);
  });

  test("an id of another account is not looked for, and named", () => {
    expect(look("P00000000.465U8CUzaPVpneu1wt8Wei")).toEqual([]);
    expect(foreignAccountOf('"P00000000.465U8CUzaPVpneu1wt8Wei"', ACCOUNT)).toBe("P00000000");
    expect(foreignAccountOf(ID, ACCOUNT)).toBeUndefined();
    expect(foreignAccountOf("10023", ACCOUNT)).toBeUndefined();
  });
});

describe("addresses", () => {
  test("Dintero's Backoffice", () => {
    expect(look(`https://backoffice.dintero.com/T12345678/payments/transactions/${ID}`)).toEqual([
      { kind: "transaction-id", value: ID },
    ]);
    expect(
      look(`https://backoffice.dintero.com/T12345678/payments/transactions/${ID}/events?x=1#top`),
    ).toEqual([{ kind: "transaction-id", value: ID }]);
  });

  test("a link as chats and notes keep it", () => {
    const link = `https://backoffice.dintero.com/T12345678/payments/transactions/${ID}`;
    for (const q of [`<${link}>`, `<${link}|Order 10023>`, `[Order 10023](${link})`, `(${link})`, `${link}.`])
      expect(look(q)).toEqual([{ kind: "transaction-id", value: ID }]);
  });

  test("our own pages", () => {
    expect(look(`${APP}/sessions/${ID}#evt-t-3`)).toEqual([{ kind: "session-id", value: ID }]);
    expect(look(`${APP}/transactions/${ID}`)).toEqual([{ kind: "transaction-id", value: ID }]);
  });

  test("a checkout link does not say which kind its id is", () => {
    expect(look(`https://checkout.dintero.com/v1/view/${ID}`)).toEqual(EITHER_ID);
  });

  test("a callback or return address", () => {
    const other = "T12345678.465UfBENeLpkBvwmqfTC4k";
    expect(
      look(
        `https://shop.example.com/done?transaction_id=${other}&sid=${ID}&merchant_reference=Order%20No%201`,
      ),
    ).toEqual([
      { kind: "session-id", value: ID },
      { kind: "transaction-id", value: other },
      { kind: "reference", value: "Order No 1" },
    ]);
  });

  test("ids of another account in an address are left alone and named", () => {
    const q =
      "https://backoffice.dintero.com/P00000000/payments/transactions/P00000000.465U8CUzaPVpneu1wt8Wei";
    expect(look(q)).toEqual([]);
    expect(foreignAccountOf(q, ACCOUNT)).toBe("P00000000");
  });
});

describe("people", () => {
  test("an e-mail address is only that", () => {
    expect(look(" Kari@Example.com ")).toEqual([
      { kind: "email", value: "kari@example.com", typed: "Kari@Example.com" },
    ]);
    expect(look("mailto:kari@example.com")).toEqual(look("kari@example.com"));
  });

  test.each([
    ["+47 999 99 999", "+4799999999"],
    ["0047 99 99 99 99", "+4799999999"],
    ["tel:+4799999999", "+4799999999"],
    ["99 99 99 99", "+4799999999"],
    ["99 99 99 99", "+4599999999"],
    ["070-123 45 67", "+46701234567"],
    ["+46 (0)70 123 45 67", "+46701234567"],
    ["040 123 4567", "+358401234567"],
    ["555-1234", "+3545551234"],
    ["4799999999", "+4799999999"],
  ])("%s may be %s", (q, phone) => {
    expect(look(q)).toContainEqual({ kind: "phone", value: phone });
  });

  test("a short number is a reference and no phone", () => {
    expect(kinds("10023")).toEqual(["reference", "prefix"]);
  });

  test("a name, either way round", () => {
    expect(look("Kari  Nordmann")).toContainEqual({
      kind: "name",
      value: "kari nordmann",
      typed: "Kari Nordmann",
    });
    expect(look("Nordmann, Kari")).toContainEqual({
      kind: "name",
      value: "kari nordmann",
      typed: "Kari Nordmann",
    });
    expect(look("Åse-Marie O'Brien Ødegård")).toContainEqual(
      expect.objectContaining({ kind: "name", value: "åse-marie o'brien ødegård" }),
    );
  });
});

describe("references", () => {
  test("stay as written, and without the sign people put before them", () => {
    expect(look("#A-10023").filter((term) => term.kind === "reference")).toEqual([
      { kind: "reference", value: "#A-10023" },
      { kind: "reference", value: "A-10023" },
    ]);
  });

  test("a stop after it may belong to the sentence or to it", () => {
    expect(look("10023,").filter((term) => term.kind === "reference")).toEqual([
      { kind: "reference", value: "10023" },
      { kind: "reference", value: "10023," },
    ]);
    expect(look("kari@example.com,")).toContainEqual(
      expect.objectContaining({ kind: "email", value: "kari@example.com" }),
    );
    expect(look("...").map((term) => term.value)).not.toContain("");
  });

  test("a provider's id may hold slashes", () => {
    const id = "/psp/creditcard/payments/00000000-0000-0000-0000-000000000000";
    expect(look(id)[0]).toEqual({ kind: "provider-id", value: id });
  });
});

test("ids come first, guesses last, whatever is typed", () => {
  const order = [
    "session-id",
    "transaction-id",
    "provider-id",
    "event-id",
    "reference",
    "email",
    "phone",
    "name",
    "prefix",
  ];
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (q) => {
      const places = kinds(q).map((kind) => order.indexOf(kind));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  );
});

test("any text has one defined meaning: the same each time, bounded, and nothing in it is empty", () => {
  const nasty = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.string({ unit: "grapheme", maxLength: 400 }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.emailAddress(),
    fc.constantFrom(
      "\0",
      "%",
      "https://%",
      "https://[",
      "\ud800",
      "mailto:",
      "#",
      "<https://x|",
      "[](http://x)",
      "tel:+",
    ),
    fc.string({
      unit: fc.constantFrom("T12345678.", "aB3", '"', "/", "%2F", " ", "@", ".", "+47", "9"),
      maxLength: 40,
    }),
  );
  fc.assert(
    fc.property(nasty, (q) => {
      const terms = look(q);
      expect(look(q)).toEqual(terms);
      expect(terms.length).toBeLessThan(40);
      for (const { kind, value } of terms) {
        expect(value).not.toBe("");
        if (kind.endsWith("-id") && kind !== "provider-id" && kind !== "event-id")
          expect(value).toMatch(/^T12345678\.[A-Za-z0-9_-]+$/);
      }
      foreignAccountOf(q, ACCOUNT);
    }),
    { numRuns: 2_000 },
  );
});

test("spaces and quotes around a text change nothing", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9@.+ -]{1,30}$/), (q) => {
      expect(look(` "${q}" `)).toEqual(look(q));
    }),
  );
});

test("nothing, and far too much, is no term", () => {
  expect(look("   ")).toEqual([]);
  expect(look('""')).toEqual([]);
  expect(look("x".repeat(301))).toEqual([]);
});
