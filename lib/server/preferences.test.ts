import { expect, test } from "vitest";
import { POST } from "@/app/api/preferences/route";
import { findUserByEmail } from "@/lib/db/users";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const runtime = testRuntime({ appUrl: "https://kontor.example.com" });
const { db, env } = runtime;

async function save(body: string, headers: Record<string, string> = {}) {
  const user = await addUser(runtime, "manager");
  const request = requestTo(runtime, "/api/preferences", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: env.appUrl,
      cookie: await signInCookie(runtime, user),
      ...headers,
    },
    body,
  });
  const answer = await POST(request);
  const { locale, theme, singleKeys } = (await findUserByEmail(db, env.accountId, user.email)) ?? {};
  const saved = { locale, theme, singleKeys };
  return { status: answer.status, cookies: answer.headers.getSetCookie(), saved };
}

test("language and theme are kept with the user and in the browser", async () => {
  expect(await save('{"locale":"nb","theme":"dark"}')).toEqual({
    status: 204,
    saved: { locale: "nb", theme: "dark", singleKeys: true },
    cookies: [
      "kontor-locale=nb; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure",
      "kontor-theme=dark; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure",
    ],
  });
});

test("what is left out stays as it was", async () => {
  const { status, saved, cookies } = await save('{"theme":"light"}');
  expect([status, saved, cookies.length]).toEqual([204, { theme: "light", singleKeys: true }, 1]);
});

test("single keys can be switched off, for the person and not for one browser", async () => {
  expect(await save('{"singleKeys":false}')).toEqual({
    status: 204,
    saved: { singleKeys: false },
    cookies: ["kontor-single-keys=off; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure"],
  });
});

test.each<[string, number, Record<string, string>?]>([
  ["no JSON", 400],
  ["null", 400],
  ["[]", 400],
  ['{"locale":"sv"}', 400],
  ['{"theme":"dark; Domain=evil.example"}', 400],
  ['{"role":"admin"}', 400],
  ['{"singleKeys":"off"}', 400],
  ['{"__proto__":{"theme":"dark"}}', 400],
  ['{"theme":"dark"}', 401, { cookie: "" }],
  ['{"theme":"dark"}', 403, { origin: "https://evil.example" }],
  ['{"theme":"dark"}', 403, { origin: "null" }],
  ['{"theme":"dark"}', 403, { "sec-fetch-site": "cross-site" }],
  ["theme=dark", 403, { "content-type": "application/x-www-form-urlencoded" }],
])("F50, F56 the body %s is answered with %i and changes nothing (%j)", async (body, status, headers) => {
  expect(await save(body, headers)).toEqual({ status, saved: { singleKeys: true }, cookies: [] });
});
