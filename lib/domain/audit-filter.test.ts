import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUDIT_ACTIONS, AUDIT_KINDS } from "./audit-actions";
import {
  AUDIT_LIMITS,
  AUDIT_OUTCOMES,
  type AuditFilter,
  actionsOf,
  auditExportHref,
  auditHref,
  auditParams,
  EVERY_ENTRY,
  NOBODY,
  parseAuditFilter,
} from "./audit-filter";

const parse = (query: string) => parseAuditFilter(new URLSearchParams(query));
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const id = fc.stringMatching(/^[\w.-]{1,60}$/);
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const cursor = fc.stringMatching(/^[0-9a-f]{32}$/);

const filters: fc.Arbitrary<AuditFilter> = fc
  .record({
    kind: maybe(fc.constantFrom(...AUDIT_KINDS)),
    action: maybe(fc.constantFrom(...Object.keys(AUDIT_ACTIONS), "orders.burn")),
    outcome: maybe(fc.constantFrom(...AUDIT_OUTCOMES)),
    actor: maybe(fc.oneof(fc.constant(NOBODY), fc.stringMatching(/^[\w-]{1,64}$/))),
    about: maybe(id),
    request: maybe(id),
    from: maybe(day),
    to: maybe(day),
    limit: fc.constantFrom(...AUDIT_LIMITS),
    before: maybe(cursor),
    after: maybe(cursor),
  })
  .filter(
    ({ from, to, before, after }) =>
      (from ?? "") < (to ?? "9") && (before === undefined || after === undefined),
  );

describe("the address of the audit log", () => {
  test("gives back the filter that made it, and nothing is wrong with it", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const { filter: read, problems } = parseAuditFilter(auditParams(filter));
        expect(problems).toEqual([]);
        expect(auditHref(read)).toBe(auditHref(filter));
        expect(read).toEqual(filter);
      }),
    );
  });

  test("says what it did not follow, and follows the rest", () => {
    const { filter, problems } = parse(
      "colour=red&outcome=maybe&kind=look&kind=take&about=a%40b.no&from=2026-02-30",
    );
    expect(filter).toEqual({ ...EVERY_ENTRY, kind: "look" });
    expect(problems.map(({ name, reason }) => [name, reason])).toEqual([
      ["kind", "given-twice"],
      ["outcome", "unknown-value"],
      ["about", "unknown-value"],
      ["from", "unknown-value"],
      ["colour", "unknown-parameter"],
    ]);
  });

  test("with days that leave none, or two places at once, says so", () => {
    expect(parse("from=2026-05-12&to=2026-05-12")).toMatchObject({
      filter: { from: "2026-05-12", to: undefined },
      problems: [{ name: "to", reason: "empty-range" }],
    });
    const at = "0".repeat(32);
    expect(parse(`before=${at}&after=${at}`)).toMatchObject({
      filter: { before: at, after: undefined },
      problems: [{ name: "after", reason: "not-together" }],
    });
  });

  test("a blank field, as a form sends it, asks for nothing", () => {
    expect(parse("actor=&action=&about=+&from=&to=")).toEqual({ filter: EVERY_ENTRY, problems: [] });
  });

  test("of the file leaves out which page one is on", () => {
    expect(auditExportHref({ kind: "take", limit: 100, before: "0".repeat(32) })).toBe(
      "/api/audit/export?kind=take",
    );
  });
});

describe("which actions a filter asks for", () => {
  test("every action is of one kind, and each kind has some", () => {
    const ofKinds = AUDIT_KINDS.flatMap((kind) => actionsOf({ kind }) ?? []);
    expect(ofKinds.toSorted()).toEqual(Object.keys(AUDIT_ACTIONS).toSorted());
    for (const kind of AUDIT_KINDS) expect(actionsOf({ kind })).not.toEqual([]);
  });

  test("a name, of ours or not; a name and another kind: none", () => {
    expect(actionsOf({})).toBeUndefined();
    expect(actionsOf({ action: "orders.burn" })).toEqual(["orders.burn"]);
    expect(actionsOf({ kind: "take", action: "orders.export" })).toEqual(["orders.export"]);
    expect(actionsOf({ kind: "look", action: "orders.export" })).toEqual([]);
  });
});
