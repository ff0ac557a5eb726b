import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { endpointUrl, InvalidIdError, isInvalidIdError, parseProviderId } from "./ids";
import { ACCOUNT, clientOf, failureOf, json, SESSION_ID, startUpstream } from "./test-upstream";

function reasonOf(text: string, accountId = ACCOUNT): string {
  try {
    parseProviderId(text, accountId);
    return "accepted";
  } catch (error) {
    return isInvalidIdError(error) && hasCode(error, "invalid-id") ? error.reason : "another error";
  }
}

describe("an id", () => {
  test.each([
    [SESSION_ID],
    ["465U8CUzaPVpneu1wt8Wei"],
    ["..."],
    ["a.b..c"],
    ["-_.x"],
    ["x".repeat(128)],
    ["t12345678.x"],
  ])("%s is let through, opaque after its account", (id) => {
    expect(reasonOf(id)).toBe("accepted");
  });

  test.each([
    [""],
    ["."],
    [".."],
    ["x".repeat(129)],
    ["a/b"],
    ["a%2fb"],
    ["a\\b"],
    ["a?b"],
    ["a#b"],
    ["a b"],
    ["a\nb"],
    ["å"],
    ["a\0"],
    ["ａ"],
    ["<script>alert(1)</script>"],
    [`${SESSION_ID}\n`],
  ])("F49 %j is malformed", (id) => {
    expect(reasonOf(id)).toBe("malformed");
  });

  test("of the same merchant's other environment is told apart from another merchant's", () => {
    expect(reasonOf("P12345678.abc")).toBe("other-environment");
    expect(reasonOf("T12345678.abc", "P12345678")).toBe("other-environment");
    expect(reasonOf("T87654321.abc")).toBe("other-account");
    expect(reasonOf("P87654321.abc")).toBe("other-account");
    expect(reasonOf("P12345678.abc", "P12345678")).toBe("accepted");
  });

  test("that is refused says which environment it belongs to", () => {
    expect(() => parseProviderId("P12345678.abc", ACCOUNT)).toThrow(
      /belongs to the production account, the one configured is sandbox/,
    );
    expect(() => parseProviderId("T12345678.abc", "P12345678")).toThrow(
      /belongs to the sandbox account, the one configured is production/,
    );
    expect(() => parseProviderId("P00000000.abc", ACCOUNT)).toThrow(/another account/);
    expect(() => parseProviderId("a/b", ACCOUNT)).toThrow(InvalidIdError);
  });
});

describe("an endpoint's address", () => {
  const base = new URL("https://checkout.dintero.com/prefix/");

  test("keeps the origin, the prefix and the path as they were written", () => {
    const url = endpointUrl(base, "/v1/sessions/a.b", new URLSearchParams({ includes: "x y" }));
    expect(url.href).toBe("https://checkout.dintero.com/prefix/v1/sessions/a.b?includes=x+y");
  });

  test.each([
    ["/v1/sessions/.."],
    ["/v1/sessions/%2e%2e"],
    ["/v1/a b"],
    ["/v1/a?b"],
    ["/v1/a#b"],
    ["/v1/a\\b"],
  ])("%s is refused, since the parser would make another path of it", (path) => {
    expect(() => endpointUrl(base, path)).toThrow(InvalidIdError);
  });
});

test("F49 whatever the id, there are no upstream requests, or exactly the one for it", async () => {
  const upstream = await startUpstream({ read: json({}, 404) });
  const client = clientOf(upstream);
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 140 }),
    fc.string({ unit: fc.constantFrom(..."./\\%2fe?#@:;&=+ \tTP0123456789ab_-"), maxLength: 40 }),
    fc.constantFrom(
      "../transactions/x",
      "..%2f..",
      "%00",
      "//evil.example",
      "http://evil.example/",
      "",
      "..",
      ".",
    ),
  );
  await fc.assert(
    fc.asyncProperty(hostile, fc.boolean(), async (id, isSession) => {
      upstream.reads.length = 0;
      const error = await failureOf(isSession ? client.getSession(id) : client.getTransaction(id));
      if (hasCode(error, "invalid-id")) {
        expect(upstream.reads).toEqual([]);
      } else {
        expect(hasCode(error, "not-found")).toBe(true);
        const path = `/v1/${isSession ? "sessions" : "transactions"}/${id}`;
        expect(upstream.reads.map((line) => line.split("?")[0])).toEqual([`GET ${path}`]);
      }
    }),
    { numRuns: 200 },
  );
}, 30_000);
