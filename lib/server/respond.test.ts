import { expect, test } from "vitest";
import { DinteroError } from "@/lib/dintero/errors";
import { AppError } from "@/lib/errors";
import { respond } from "./respond";
import { requestTo, testRuntime } from "./test-runtime";

const rt = testRuntime();
const failing = (error: unknown) => respond(requestTo(rt, "/api/search"), () => Promise.reject(error));

test("a failure is a problem with its own status, code and request id, and nothing else", async () => {
  const answer = await failing(new AppError("not-found", "internal words about T12345678.x"));
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toEqual({
    type: "urn:problem:not-found",
    title: expect.any(String),
    status: 404,
    code: "not-found",
    request_id: "test-request",
  });
});

test("F42 who asks through us is told how long Dintero wants to be left alone", async () => {
  const limited = (retryAfterMs?: number) =>
    failing(new DinteroError("upstream-rate-limited", "rate-limited", "429", { retryAfterMs }));
  const answer = await limited(1_200);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  expect((await limited()).headers.get("retry-after")).toBeNull();
});

test("F62 what nobody expected is 500, says nothing and is logged", async () => {
  const answer = await failing(new TypeError("secret plans"));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secret plans");
  expect(rt.logged.some((line) => line.includes("http.failed") && line.includes("TypeError"))).toBe(true);
});
