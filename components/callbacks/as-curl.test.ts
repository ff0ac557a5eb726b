import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asCurl } from "./as-curl";

const REQUEST = {
  method: "POST",
  pathname: "/api/dintero/callback",
  rawQuery: "merchant_reference=O'Brien%20%26&time=x",
  query: [],
  headers: [
    { name: "content-type", value: "application/json" },
    { name: "content-length", value: "2" },
    { name: "dintero-signature", value: "t=1,v0-hmac-sha256=secret" },
    { name: "event-delivery", value: "5e0c" },
  ],
  isPublishedAddress: true,
} as const;

test("a curl command holds the request and never its signature", () => {
  const command = asCurl("https://kontor.example.com", REQUEST, '{"a":1}');
  expect(command).toBe(
    [
      "curl -X 'POST' 'https://kontor.example.com/api/dintero/callback?merchant_reference=O'\\''Brien%20%26&time=x'",
      "-H 'content-type: application/json'",
      "-H 'event-delivery: 5e0c'",
      "--data-binary '{\"a\":1}'",
    ].join(" \\\n  "),
  );
});

test("where the query is not shown whole there is no command", () => {
  expect(
    asCurl("https://kontor.example.com", { ...REQUEST, rawQuery: undefined }, undefined),
  ).toBeUndefined();
});

test("a shell reads back every body exactly, and runs none of it", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("'", '"', "$", "`", "\\", "\n", "(", ")", ";", "!", "a", "æ"),
        maxLength: 20,
      }),
      (body) => {
        const command = asCurl("https://kontor.example.com", REQUEST, body) ?? "";
        const printed = execFileSync("sh", [
          "-c",
          `printf '%s' ${command.slice(command.indexOf("--data-binary") + 14)}`,
        ]);
        expect(printed.toString()).toBe(body);
      },
    ),
    { numRuns: 40 },
  );
});
