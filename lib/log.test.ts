import { closeSync, existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { createLogger, redact, writerTo } from "@/lib/log";

function capture() {
  const lines: string[] = [];
  return { lines, log: createLogger("info", (line) => lines.push(line)) };
}

test("a line carries the allowed keys and nothing else", () => {
  const { lines, log } = capture();
  const careless = { route: "/sessions/[sessionId]", status: 200, email: "canary@example.com" };
  log.info("http.answered", careless);
  const line: unknown = JSON.parse(lines.join(""));
  expect(line).toEqual({
    level: "info",
    ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    evt: "http.answered",
    route: "/sessions/[sessionId]",
    status: 200,
  });
});

test("an error is logged by name, code, redacted message and causes", () => {
  const { lines, log } = capture();
  const cause = new TypeError(
    "fetch of https://api.example.com/v1?search=canary failed for canary@example.com",
  );
  log.error("upstream.failed", { error: new AppError("upstream-error", "Dintero answered 500", { cause }) });
  const text = lines.join("");
  expect(JSON.parse(text)).toMatchObject({
    level: "error",
    error: {
      name: "AppError",
      code: "upstream-error",
      message: "Dintero answered 500",
      cause: { name: "TypeError" },
    },
  });
  expect(text).not.toContain("canary");
});

test("levels below the configured one are silent", () => {
  const { lines, log } = capture();
  log.debug("quiet");
  expect(lines).toEqual([]);
});

test.each([
  ["Authorization: Bearer canary.token-1", "Authorization: Bearer [withheld]"],
  ["at https://shop.example.com/a?email=canary", "at https://shop.example.com/a?[query]"],
  ["postgresql://kontor:canary@db/kontor", "postgresql://[withheld]@db/kontor"],
  ["call +47 900 00 000 now", "call [digits] now"],
  ["card 4761739001010010", "card [digits]"],
  ["session T12345678.465U8CUzaPVpneu1wt8Wei", "session T12345678.465U8CUzaPVpneu1wt8Wei"],
])("redacts %s", (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test.skipIf(!existsSync("/dev/full"))("F32 a log volume that is full stops nobody", () => {
  const full = openSync("/dev/full", "w");
  const log = createLogger("info", writerTo(full));
  for (const _ of [1, 2, 3]) log.info("start.listening");
  closeSync(full);
});
