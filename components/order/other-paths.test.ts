import { describe, expect, test } from "vitest";
import { otherFields } from "./other-paths";

const paths = (documents: Parameters<typeof otherFields>[0]) =>
  otherFields(documents).map(
    ({ source, path, isDifferent }) => `${source} ${path}${isDifferent ? " differs" : ""}`,
  );

describe("other fields", () => {
  test("what a section shows is not repeated", () => {
    expect(
      paths({ session: { id: "s", order: { amount: 1, items: [{ line_id: "1", amount: 1 }] } } }),
    ).toEqual([]);
  });

  test("what no section knows is listed, at any depth and under any key", () => {
    const session = {
      new_flag: true,
      order: { items: [{ line_id: "1", warranty: { years: 5 } }], notes: [] },
      customer: { "crm:id": "7" },
    };
    expect(paths({ session })).toEqual([
      "session new_flag",
      "session order.items[0].warranty.years",
      "session order.notes",
      'session customer["crm:id"]',
    ]);
  });

  test("where both documents carry a part, only what the hidden one says differently is listed", () => {
    const session = { customer: { email: "a@example.com", phone_number: "+4799999999" } };
    const transaction = { customer: { email: "b@example.com", phone_number: "+4799999999" } };
    expect(paths({ session, transaction })).toEqual(["session customer.email differs"]);
  });

  test("an absent or blank part of the shown document hides nothing of the other's", () => {
    const session = { order: { billing_address: { postal_code: "0349" }, merchant_reference: "" } };
    const transaction = { billing_address: {}, merchant_reference: "1001" };
    expect(paths({ session, transaction })).toEqual(["transaction billing_address"]);
  });

  test("lines are compared by their line id, not by their place", () => {
    const session = {
      order: {
        items: [
          { line_id: "1", description: "Chair", amount: 100 },
          { line_id: "2", description: "Rope", amount: 50, groups: [{ id: "g" }] },
        ],
      },
    };
    const transaction = {
      items: [
        { line_id: "2", description: "Rope, per metre", amount: 50 },
        { line_id: "1", description: "Chair", amount: 100 },
      ],
    };
    expect(paths({ session, transaction })).toEqual(["session order.items[1].description differs"]);
  });

  test("a line that the transaction does not have is listed whole", () => {
    const session = { order: { items: [{ line_id: "9", amount: 5 }] } };
    const transaction = { items: [{ line_id: "1", amount: 5 }] };
    expect(paths({ session, transaction })).toEqual([
      "session order.items[0].line_id differs",
      "session order.items[0].amount differs",
    ]);
  });
});
