import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fence, mayReplace } from "./fence";

const fence: Fence = {
  version: 2,
  changedAt: "2026-05-12T10:00:02.000Z",
  eventCount: 2,
  fetchedAt: "2026-05-12T11:00:00.000Z",
  digest: "b",
};
const without = { ...fence, version: undefined };

test.each<[string, Fence, Fence]>([
  ["Dintero's version, whatever else", { ...fence, version: 3, changedAt: undefined, eventCount: 0 }, fence],
  [
    "the instant of change, even with fewer events",
    { ...without, changedAt: "2026-05-12T10:00:03.000Z", eventCount: 1 },
    without,
  ],
  [
    "the instant of change, where only one of the two has a version",
    { ...without, changedAt: "2026-05-12T10:00:03.000Z" },
    fence,
  ],
  ["an instant at all", without, { ...without, changedAt: undefined, eventCount: 9 }],
  [
    "the number of events, within one instant",
    { ...fence, eventCount: 3, fetchedAt: "2026-05-12T10:00:00.000Z" },
    fence,
  ],
  [
    "the later answer, where Dintero says nothing else",
    { ...fence, fetchedAt: "2026-05-12T11:00:00.001Z", digest: "a" },
    fence,
  ],
])("what decides is %s", (_, later, earlier) => {
  expect(mayReplace(later, earlier)).toBe(true);
  expect(mayReplace(earlier, later)).toBe(false);
});

test("as late is late enough", () => {
  expect(mayReplace(fence, fence)).toBe(true);
});

const fences = fc.record({
  version: fc.integer({ min: 1, max: 3 }),
  changedAt: fc.option(fc.constantFrom("2026-05-12T10:00:00.000Z", "2026-05-12T10:00:01.000Z"), {
    nil: undefined,
  }),
  eventCount: fc.integer({ min: 0, max: 2 }),
  fetchedAt: fc.constantFrom("2026-05-12T11:00:00.000Z", "2026-05-12T11:00:01.000Z"),
  digest: fc.constantFrom("a", "b"),
});

test("of any states of one document one is the latest, whatever the order of comparing", () => {
  fc.assert(
    fc.property(fences, fences, fences, fc.boolean(), (one, two, three, hasVersion) => {
      const [a, b, c] = hasVersion
        ? [one, two, three]
        : [one, two, three].map((each) => ({ ...each, version: undefined }));
      if (a === undefined || b === undefined || c === undefined) return;
      expect(mayReplace(a, b) || mayReplace(b, a)).toBe(true);
      if (mayReplace(a, b) && mayReplace(b, c)) expect(mayReplace(a, c)).toBe(true);
      if (mayReplace(a, b) && mayReplace(b, a)) expect(a).toEqual(b);
    }),
  );
});
