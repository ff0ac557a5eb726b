import { expect, test } from "vitest";
import { toTransaction } from "@/lib/dintero/to-domain";
import { compareBody, isConfirmed } from "./delivery-truth";
import type { JsonObject } from "./json";

const truth: JsonObject = {
  id: "t1",
  amount: 100,
  status: "CAPTURED",
  events: [
    { id: "1", event: "AUTHORIZE", amount: 100, success: true },
    { id: "2", event: "CAPTURE", amount: 100, success: true },
  ],
};

test.each<[string, JsonObject, readonly string[], boolean]>([
  ["the same", truth, [], false],
  ["less", { amount: 100 }, [], false],
  [
    "an older state with fewer events",
    { ...truth, status: "AUTHORIZED", events: [{ id: "1", amount: 100 }] },
    [],
    false,
  ],
  ["another amount", { ...truth, amount: 1 }, ["amount"], false],
  ["another amount of an event", { events: [{ id: "2", amount: 1 }] }, ["events[2].amount"], false],
  ["an event more", { events: [{ id: "3", event: "REFUND" }] }, ["events[3]"], true],
  ["an event more and a lie", { amount: 1, events: [{ id: "3" }] }, ["amount", "events[3]"], false],
  ["events that are none", { events: ["x", null, 5, {}] }, [], false],
])("F13 a body that says %s", (_name, body, differences, isAhead) => {
  expect(compareBody(body, truth)).toEqual({ differences, isAhead });
});

test.each([
  ["no event", {}, true],
  ["an event it has", { event: "CAPTURE" }, true],
  ["an event's id it has", { eventId: "2" }, true],
  ["a webhook's kind", { event: "checkout_transaction" }, true],
  ["an error", { event: "CAPTURE", eventId: "9", error: "capture" }, true],
  ["an event it has not", { event: "REFUND" }, false],
  ["an event's id it has not", { event: "CAPTURE", eventId: "3" }, false],
])("F27 a delivery that claims %s", (_name, claim, isKnown) => {
  expect(isConfirmed(claim, toTransaction(truth))).toBe(isKnown);
});
