import { expect, test } from "vitest";
import { minorUnits } from "./minor-units";
import { payoutDestinationsOf } from "./payout-destinations";
import { sampleEvent, sampleItem, sampleSession, sampleTransaction } from "./test-order";

const split = (payoutDestinationId: string) => ({ payoutDestinationId, amount: minorUnits(100) });

test("a seller is named by a line, a capture, a captured line or the whole order; each is listed once", () => {
  expect(
    payoutDestinationsOf({
      session: sampleSession({}, { items: [sampleItem("1", 100, { splits: [split("line")] })] }),
      transaction: sampleTransaction({
        payoutDestinationId: "whole",
        events: [
          sampleEvent("CAPTURE", 1, { splits: [split("capture"), split("line")] }),
          sampleEvent("CAPTURE", 2, { items: [{ splits: [split("captured line")] }] }),
        ],
      }),
    }),
  ).toEqual({ payoutDestinations: ["line", "capture", "captured line", "whole"], hasSplits: true });
});

test("an order paid out to one seller as a whole is not split", () => {
  expect(payoutDestinationsOf({ transaction: sampleTransaction({ payoutDestinationId: "whole" }) })).toEqual({
    payoutDestinations: ["whole"],
    hasSplits: false,
  });
});
