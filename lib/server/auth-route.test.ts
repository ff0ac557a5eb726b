import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/auth/[...nextauth]/route";
import type { User } from "@/lib/db/users";
import { disableUser } from "@/lib/db/users";
import { hasCode } from "@/lib/errors";
import { addUser, requestTo, signInCookie, TEST_PASSWORD, testRuntime } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const runtime = testRuntime();
const { env, db, clock } = runtime;
const ORIGIN = { origin: env.appUrl };
const MINUTE = 60_000;

let addresses = 0;
/** An address that nobody has mistyped a password from. */
const freshAddress = () => `198.51.100.${addresses++}`;

function ask(
  action: string,
  { query = "", headers = {} }: { query?: string; headers?: Record<string, string> } = {},
) {
  const request = requestTo(runtime, `/api/auth/${action}${query}`, { headers });
  return GET(request, { params: Promise.resolve({ nextauth: action.split("/") }) });
}

function post(action: string, form: Record<string, string>, headers: Record<string, string> = ORIGIN) {
  const request = requestTo(runtime, `/api/auth/${action}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-forwarded-for": freshAddress(),
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  });
  return POST(request, { params: Promise.resolve({ nextauth: action.split("/") }) });
}

function signIn(user: Pick<User, "email">, form: Record<string, string> = {}, headers = {}) {
  const given = { email: user.email, password: TEST_PASSWORD, json: "true", ...form };
  return post("callback/credentials", given, { ...ORIGIN, ...headers });
}

/** The `name=value` pairs that an answer's cookies leave in the browser. */
function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
}

function sessionOf(answer: Response): string {
  return cookiesOf(answer).find((pair) => pair.startsWith("next-auth.session-token=")) ?? "";
}

async function emailOf(cookie: string): Promise<string | undefined> {
  const request = requestTo(runtime, "/api/search", { headers: { cookie } });
  return requireViewerForRoute("orders.read", request).then(
    (viewer) => viewer.email,
    (error) => (hasCode(error, "unauthenticated") ? undefined : Promise.reject(error)),
  );
}

test("the right password signs in, and the cookie is out of reach of scripts and other sites", async () => {
  const user = await addUser(runtime, "support");
  const answer = await signIn(
    { email: ` ${user.email.toUpperCase()} ` },
    { callbackUrl: "/orders?status=FAILED" },
  );
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ url: "/orders?status=FAILED" });
  expect(await emailOf(sessionOf(answer))).toBe(user.email);
  const [line = ""] = answer.headers.getSetCookie();
  expect(line).toMatch(/; Path=\/; .*HttpOnly; SameSite=Lax$/);
});

test("the form works before its script has loaded, on the word of the browser", async () => {
  const user = await addUser(runtime, "support");
  const headers = { origin: "null", "sec-fetch-site": "same-origin" };
  const right = await post(
    "callback/credentials",
    { email: user.email, password: TEST_PASSWORD, callbackUrl: "/failures" },
    headers,
  );
  expect([right.status, right.headers.get("location")]).toEqual([303, "/failures"]);
  expect(await emailOf(sessionOf(right))).toBe(user.email);
  const wrong = await post(
    "callback/credentials",
    { email: user.email, password: "wrong", callbackUrl: "/failures" },
    headers,
  );
  const location = "/sign-in?return=%2Ffailures&error=refused";
  expect([wrong.status, wrong.headers.get("location")]).toEqual([303, location]);
  expect(sessionOf(wrong)).toBe("");
});

test("a program signs in with next-auth's own token, and not without it", async () => {
  const user = await addUser(runtime, "support");
  const csrf = await ask("csrf");
  const { csrfToken } = await csrf.json();
  const cookie = cookiesOf(csrf).join("; ");
  const form = { email: user.email, password: TEST_PASSWORD, json: "true" };
  const right = await post("callback/credentials", { ...form, csrfToken }, { cookie });
  expect(await emailOf(sessionOf(right))).toBe(user.email);
  for (const wrong of [
    await post("callback/credentials", form, { cookie }),
    await post("callback/credentials", { ...form, csrfToken }, {}),
    await post("callback/credentials", { ...form, csrfToken: "0".repeat(64) }, { cookie }),
  ]) {
    expect(wrong.status).toBe(403);
    expect(sessionOf(wrong)).toBe("");
  }
});

test("F53 a wrong password, an unknown, a disabled and a demo user get the same answer", async () => {
  const [known, disabled, demo] = [
    await addUser(runtime, "finance"),
    await addUser(runtime, "finance"),
    await addUser(runtime, "finance", true),
  ];
  await disableUser(db, env.accountId, disabled.userId, clock.now);
  const answers = [
    await signIn(known, { password: "wrong password!" }),
    await signIn({ email: "nobody@example.com" }),
    await signIn({ email: "" }),
    await signIn({ email: "no\u0000body" }),
    await signIn(disabled),
    await signIn(demo),
  ];
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ code: "sign-in-refused" });
  expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
});

test("F53 guessing ends in 429 with Retry-After, for unknown accounts alike; after the wait the password works", async () => {
  const user = await addUser(runtime, "support");
  for (const email of [user.email, "nobody-at-all@example.com"]) {
    const headers = { "x-forwarded-for": freshAddress() };
    const answers: Response[] = [];
    for (let attempt = 0; attempt < 10; attempt++) {
      answers.push(await signIn({ email }, { password: `guess ${attempt}` }, headers));
    }
    expect(answers.map(({ status }) => status)).toEqual([...Array(6).fill(401), ...Array(4).fill(429)]);
    const [last] = answers.slice(-1);
    expect(last?.headers.get("retry-after")).toBe("1");
    expect(await last?.json()).toMatchObject({ code: "rate-limited" });
    expect((await signIn(user)).status).toBe(200);
    if (email !== user.email) continue;
    expect((await signIn(user, {}, headers)).status).toBe(429);
    clock.now += 1_000;
    expect((await signIn(user, {}, headers)).status).toBe(200);
  }
});

test("F53 strangers guessing from everywhere do not keep out a browser that signed in before", async () => {
  const [user, other] = [await addUser(runtime, "support"), await addUser(runtime, "support")];
  const device = cookiesOf(await signIn(user)).join("; ");
  const guesses = [user, other].flatMap(({ email }) => Array<string>(51).fill(email));
  // Few at once: a guess that finds no connection in time is no guess.
  while (guesses.length > 0)
    await Promise.all(guesses.splice(0, 6).map((email) => signIn({ email }, { password: "guess" })));
  expect((await signIn(user)).status).toBe(429);
  expect((await signIn(user, {}, { cookie: device })).status).toBe(200);
  // Known to one account is known to no other.
  expect((await signIn(other, {}, { cookie: device })).status).toBe(429);
}, 30_000);

test("F54 each sign-in has an id of its own, whatever cookie came along, and ends the one before", async () => {
  const user = await addUser(runtime, "support");
  const first = sessionOf(await signIn(user));
  const second = sessionOf(await signIn(user, {}, { cookie: first }));
  expect(second).not.toBe(first);
  expect(await emailOf(first)).toBeUndefined();
  expect(await emailOf(second)).toBe(user.email);
});

test("F54 after signing out the copied cookie is refused, and the browser's is taken away", async () => {
  const user = await addUser(runtime, "support");
  const cookie = sessionOf(await signIn(user));
  const answer = await post("signout", { json: "true" }, { ...ORIGIN, cookie });
  expect(await answer.json()).toEqual({ url: "/sign-in" });
  expect(answer.headers.getSetCookie()[0]).toMatch(/^next-auth\.session-token=; Max-Age=0/);
  expect(await emailOf(cookie)).toBeUndefined();
  expect(await (await ask("session", { headers: { cookie } })).json()).toEqual({});
});

test("F54 another cookie of ours, one of another key or of no sign-in, and a damaged one are no session", async () => {
  const user = await addUser(runtime, "support");
  const answer = await signIn(user);
  const bare = (pair: string | undefined) => pair?.slice(pair.indexOf("=") + 1) ?? "";
  const csrf = bare(cookiesOf(await ask("csrf")).find((pair) => pair.includes("csrf")));
  const device = bare(cookiesOf(answer).find((pair) => pair.startsWith("kontor-device=")));
  const session = bare(sessionOf(answer));
  const id = "a".repeat(43);
  const forged = [
    csrf,
    device,
    await encode({ token: { signInId: id }, secret: "another secret of 32 bytes or more" }),
    await encode({ token: { sid: id }, secret: env.authSecret }),
    await encode({ token: { sub: user.userId, email: user.email, role: "admin" }, secret: env.authSecret }),
    await encode({ token: { sid: { toString: () => id } }, secret: env.authSecret }),
    session.slice(0, -2),
    `${session}x`,
    id,
    "",
    "..",
    "%E0%A4%A",
    "x".repeat(8_000),
  ];
  expect(device).not.toBe("");
  for (const value of forged)
    expect(await emailOf(`next-auth.session-token=${value}`), value).toBeUndefined();
  expect(await emailOf(`next-auth.session-token=${session}`)).toBe(user.email);
});

test("half an hour without use ends a sign-in, and twelve hours do in any case", async () => {
  const user = await addUser(runtime, "support");
  const idle = await signInCookie(runtime, user);
  const used = await signInCookie(runtime, user);
  for (let minutes = 0; minutes < 700; minutes += 20) {
    expect(await emailOf(used)).toBe(user.email);
    clock.now += 20 * MINUTE;
  }
  expect(await emailOf(idle)).toBeUndefined();
  clock.now += 20 * MINUTE;
  expect(await emailOf(used)).toBeUndefined();
});

test.each([
  "https://evil.example/orders",
  "//evil.example",
  "/\\evil.example",
  "javascript:alert(1)",
  "/api/auth/signout",
])("F55 after signing in, the return target %s is the start page", async (callbackUrl) => {
  const user = await addUser(runtime, "support");
  expect(await (await signIn(user, { callbackUrl })).json()).toEqual({ url: "/" });
  const form = await signIn(user, { callbackUrl, json: "false" });
  expect([form.status, form.headers.get("location")]).toEqual([303, "/"]);
  const page = await ask("signin", { query: `?${new URLSearchParams({ callbackUrl })}` });
  expect([page.status, page.headers.get("location")]).toEqual([303, "/sign-in"]);
});

test.each<Record<string, string>>([
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site", origin: env.appUrl },
  { "sec-fetch-site": "same-site" },
])("F56 nobody is signed in or out from another site: %j", async (headers) => {
  const user = await addUser(runtime, "support");
  const cookie = sessionOf(await signIn(user));
  const form = { email: user.email, password: TEST_PASSWORD };
  const refused = [
    await post("callback/credentials", form, headers),
    await post("signout", {}, { ...headers, cookie }),
  ];
  for (const answer of refused) {
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
  expect(await emailOf(cookie)).toBe(user.email);
});

test.each([
  ["a malformed Bearer", () => ask("session", { headers: { authorization: "Bearer %E0%A4%A" } }), 200],
  [
    "a malformed cookie",
    () => ask("session", { headers: { cookie: "next-auth.session-token=%E0%A4%A" } }),
    200,
  ],
  ["a malformed CSRF cookie", () => ask("csrf", { headers: { cookie: "next-auth.csrf-token=%|" } }), 200],
  [
    "a malformed address cookie",
    () => ask("csrf", { headers: { cookie: "next-auth.callback-url=http://[" } }),
    200,
  ],
  ["a malformed address", () => ask("signin", { query: "?callbackUrl=http://[" }), 303],
  ["a malformed address elsewhere", () => ask("csrf", { query: "?callbackUrl=%00&callbackUrl=http:[" }), 200],
  [
    "a malformed address in the form",
    () => signIn({ email: "x@example.com" }, { callbackUrl: "http://[" }),
    401,
  ],
  ["an unknown step", () => ask("callback/credentials"), 404],
  ["an unknown provider", () => post("callback/github", {}), 404],
  ["next-auth's log", () => post("_log", { level: "error", code: "x" }), 404],
  ["a prototype's name", () => ask("__proto__"), 404],
  [
    "JSON that is none",
    () => post("callback/credentials", {}, { ...ORIGIN, "content-type": "application/json" }),
    400,
  ],
])("F57, F58 %s is answered without an error of ours", async (_, send, status) => {
  expect((await send()).status).toBe(status);
});

test("nobody's address, name or password stands in the log", async () => {
  const user = await addUser(runtime, "support");
  await signIn(user);
  await signIn(user, { password: "a mistyped secret" });
  const log = runtime.logged.join("\n");
  expect(log).toContain("authn.signed_in");
  for (const word of [user.email, TEST_PASSWORD, "a mistyped secret", user.name])
    expect(log).not.toContain(word);
});
