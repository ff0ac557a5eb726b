import { expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { requireSameOrigin, requireSameOriginJson } from "./same-origin";

const APP_URL = "https://kontor.example.com";

function refusalOf(headers: Record<string, string>, check = requireSameOriginJson): boolean {
  const request = new Request(`${APP_URL}/api/search`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  });
  try {
    check(request, APP_URL);
    return false;
  } catch (error) {
    expect(hasCode(error, "csrf")).toBe(true);
    return true;
  }
}

test.each<Record<string, string>>([
  { origin: "https://evil.example" },
  { origin: "http://kontor.example.com" },
  { origin: "https://kontor.example.com.evil.example" },
  { origin: "https://sub.kontor.example.com" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site", origin: APP_URL },
  { "sec-fetch-site": "none" },
  { "sec-fetch-site": "same-origin", origin: "null" },
  { origin: APP_URL, "content-type": "application/x-www-form-urlencoded" },
  { origin: APP_URL, "content-type": "text/plain" },
  { origin: APP_URL, "content-type": "multipart/form-data; boundary=application/json" },
  { origin: APP_URL, "content-type": "application/jsonp" },
  { origin: APP_URL, "content-type": "" },
])("F56 a request with %j is refused", (headers) => expect(refusalOf(headers)).toBe(true));

test.each<Record<string, string>>([
  { origin: APP_URL },
  { origin: APP_URL, "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "same-origin" },
  { origin: APP_URL, "content-type": "application/json; charset=utf-8" },
  // A program: no browser leaves both out.
  {},
])("a request of our own with %j passes", (headers) => expect(refusalOf(headers)).toBe(false));

test("a plain form of our own passes where forms are taken, though its origin is withheld by our referrer policy", () => {
  const form = { "content-type": "application/x-www-form-urlencoded", origin: "null" };
  expect(refusalOf({ ...form, "sec-fetch-site": "same-origin" }, requireSameOrigin)).toBe(false);
  expect(refusalOf(form, requireSameOrigin)).toBe(true);
});
