import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "@/lib/domain/audit-actions";
import en from "./messages/en/audit.json";

test("every action of the audit log has its phrase, and no phrase is of an action that is gone", () => {
  const phrases = Object.entries(en.action).flatMap(([part, actions]) =>
    Object.keys(actions).map((action) => `${part}.${action}`),
  );
  expect(phrases.toSorted()).toEqual(Object.keys(AUDIT_ACTIONS).toSorted());
});
