import { expect, test } from "vitest";
import type { AuditRow } from "./audit-entry";
import { parseTraceQuestion, peopleIn, traceHref, wasInExport } from "./audit-trace";

const row = (minute: number, more: Partial<AuditRow> = {}): AuditRow => ({
  auditId: `0${minute}`,
  at: `2026-05-12T10:${String(minute).padStart(2, "0")}:00.000Z`,
  actorId: "kari",
  actorName: "Kari",
  action: "orders.read",
  outcome: "done",
  details: {},
  chain: "c",
  seq: minute,
  ...more,
});

test("people come with first and last time, what they did how often, and their reasons, the last to look first", () => {
  const people = peopleIn([
    row(50, { actorId: "ola", actorName: "Ola", outcome: "denied", action: "raw.read" }),
    row(30),
    row(20, { action: "contact.reveal", reason: "she called" }),
    row(10),
    row(5, { actorId: undefined, actorName: undefined, action: "store.backup" }),
  ]);
  expect(people).toEqual([
    {
      actorId: "ola",
      name: "Ola",
      firstAt: "2026-05-12T10:50:00.000Z",
      lastAt: "2026-05-12T10:50:00.000Z",
      times: 1,
      did: [{ action: "raw.read", outcome: "denied", times: 1 }],
      reasons: [],
    },
    {
      actorId: "kari",
      name: "Kari",
      firstAt: "2026-05-12T10:10:00.000Z",
      lastAt: "2026-05-12T10:30:00.000Z",
      times: 3,
      did: [
        { action: "orders.read", outcome: "done", times: 2 },
        { action: "contact.reveal", outcome: "done", times: 1 },
      ],
      reasons: [{ at: "2026-05-12T10:20:00.000Z", reason: "she called" }],
    },
    expect.objectContaining({ actorId: undefined, times: 1 }),
  ]);
});

test.each([
  ["made after it, unchanged since, under the filter", "08:00", "09:00", true, false, "contained"],
  ["unchanged since, not under the filter", "08:00", "09:00", false, false, undefined],
  ["changed since, under the filter now", "08:00", "11:00", true, false, "unknown"],
  ["changed since, not under the filter now", "08:00", "11:00", false, false, "unknown"],
  ["changed since, and everything was exported", "08:00", "11:00", true, true, "contained"],
  ["made before the order", "10:30", "11:00", true, true, undefined],
] as const)("an export %s", (_, created, last, isListed, isEverything, verdict) => {
  const at = (time: string) => `2026-05-12T${time}:00.000Z`;
  const order = { createdAt: at(created), lastEventAt: at(last), isListed };
  expect(wasInExport(order, at("10:00"), isEverything)).toBe(verdict);
});

test("of an order without events nobody can tell how it stood", () => {
  expect(wasInExport({ isListed: true }, "2026-05-12T10:00:00.000Z", false)).toBe("unknown");
});

test("a question gives back the address that asked it, and an address that is no id is no question", () => {
  const asked = { order: "T12345678.abc", from: "2026-05-01", to: "2026-05-13" };
  expect(parseTraceQuestion(new URL(traceHref(asked), "http://x").searchParams)).toEqual({
    question: asked,
    problems: [],
  });
  const { question, problems } = parseTraceQuestion(new URLSearchParams("order=kari@example.com&why=1"));
  expect([question.order, problems.length]).toEqual([undefined, 2]);
});
