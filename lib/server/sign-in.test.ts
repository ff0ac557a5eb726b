import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/auth/[...nextauth]/route";
import { writeSetting } from "@/lib/db/settings";
import { disableUser, setUserPassword, type User } from "@/lib/db/users";
import { hasCode } from "@/lib/errors";
import { openSealed } from "@/lib/sealed-text";
import { totpCode } from "@/lib/totp";
import { confirmFactor, isSecondFactorRequired, offerFactor } from "./second-factor";
import { addUser, requestTo, signInCookie, TEST_PASSWORD, testRuntime } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const runtime = testRuntime();
const { env, db, clock } = runtime;
const HALF_MINUTE = 30_000;

let addresses = 0;

function post(form: Record<string, string>, headers: Record<string, string> = {}) {
  const request = requestTo(runtime, "/api/auth/callback/credentials", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: env.appUrl,
      "x-forwarded-for": `198.51.100.${addresses++}`,
      ...headers,
    },
    body: JSON.stringify({ json: "true", ...form }),
  });
  return POST(request, { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) });
}

function cookiesOf(answer: Response): string {
  const pairs = answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  return pairs.filter((pair) => !pair.endsWith("=")).join("; ");
}

async function emailOf(cookie: string): Promise<string | undefined> {
  const request = requestTo(runtime, "/api/search", { headers: { cookie } });
  return requireViewerForRoute("orders.read", request).then(
    (viewer) => viewer.email,
    (error) => (hasCode(error, "unauthenticated") ? undefined : Promise.reject(error)),
  );
}

/** What the user's app shows now; the test's clock has moved on, so that it is a new one. */
async function codeOf(user: User): Promise<string> {
  clock.now += 2 * HALF_MINUTE;
  const { rows } = await db.query<{ sealed: string }>(
    "select coalesce(offered_secret, sealed_secret) as sealed from second_factors where user_id = $1",
    [user.userId],
  );
  const seal = {
    secret: env.authSecret,
    purpose: "second factor",
    owner: `${env.accountId}/${user.userId}`,
  };
  const secret = Buffer.from(openSealed(rows[0]?.sealed ?? "", seal) ?? "", "base64url");
  return totpCode(secret, Math.floor(clock.now / HALF_MINUTE));
}

async function enrolled(): Promise<{ readonly user: User; readonly recoveryCodes: readonly string[] }> {
  const user = await addUser(runtime, "finance");
  await offerFactor(user);
  const recoveryCodes = await confirmFactor(user, await codeOf(user), { origin: {} });
  if (recoveryCodes === undefined) throw new Error("the second factor was not set up");
  return { user, recoveryCodes };
}

/** The browser after the right password. */
async function halfWay(user: User): Promise<string> {
  const answer = await post({ email: user.email, password: TEST_PASSWORD, callbackUrl: "/failures" });
  expect(await answer.json()).toEqual({ url: "/sign-in?return=%2Ffailures", step: "code" });
  return cookiesOf(answer);
}

async function auditOf(user: User) {
  const { rows } = await db.query<{ action: string; outcome: string; how: string; step: string }>(
    `select action, outcome, details->>'how' as how, details->>'step' as step from audit
     where subject_id = $1 order by audit_id`,
    [user.userId],
  );
  return rows.map(({ action, outcome, how, step }) => `${action} ${outcome} ${how ?? step ?? ""}`.trim());
}

test("with a second factor the right password opens nothing, and the code afterwards opens once", async () => {
  const { user } = await enrolled();
  const cookie = await halfWay(user);
  expect(cookie).toMatch(/^kontor-pending-sign-in=[\w-]{43}$/);
  expect(await emailOf(cookie)).toBeUndefined();
  // The opaque id in place of a session's is none either.
  expect(await emailOf(cookie.replace("kontor-pending-sign-in", "next-auth.session-token"))).toBeUndefined();

  const code = await codeOf(user);
  const answer = await post({ code, callbackUrl: "/failures" }, { cookie });
  expect([answer.status, await answer.json()]).toEqual([200, { url: "/failures" }]);
  expect(await emailOf(cookiesOf(answer))).toBe(user.email);
  const again = await post({ code }, { cookie });
  expect([again.status, (await again.json()).code]).toEqual([401, "unauthenticated"]);
  const elsewhere = await post({ code }, { cookie: await halfWay(user) });
  expect([elsewhere.status, (await elsewhere.json()).code]).toEqual([401, "sign-in-refused"]);
  expect((await auditOf(user)).toSorted()).toEqual([
    "account.second-factor done",
    "sign-in.begin done password and code",
    "sign-in.begin failed code",
  ]);
});

test("of many browsers that bring the same code at once, one gets in", async () => {
  const { user } = await enrolled();
  const cookies = await Promise.all(Array.from({ length: 4 }, () => halfWay(user)));
  const code = await codeOf(user);
  const answers = await Promise.all(cookies.map((cookie) => post({ code }, { cookie })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
});

test("a recovery code opens in place of the telephone, once", async () => {
  const { user, recoveryCodes } = await enrolled();
  const [code = ""] = recoveryCodes;
  expect((await post({ code: code.toUpperCase() }, { cookie: await halfWay(user) })).status).toBe(200);
  expect((await post({ code }, { cookie: await halfWay(user) })).status).toBe(401);
  expect(await auditOf(user)).toContain("sign-in.begin done password and recovery code");
});

test("F53 codes are guessed no faster than passwords, from however many addresses, and the right password excuses nothing", async () => {
  const { user } = await enrolled();
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    const cookie = await halfWay(user);
    statuses.push((await post({ code: `00000${attempt}` }, { cookie })).status);
  }
  expect(statuses).toEqual([...Array(6).fill(401), 429, 429]);
  // A quarter of an hour forgives wrong passwords. Codes are remembered for a day: one more attempt, then the wait.
  clock.now += 16 * 60 * 1000;
  const late = [];
  for (let attempt = 0; attempt < 2; attempt++)
    late.push((await post({ code: "000009" }, { cookie: await halfWay(user) })).status);
  expect(late).toEqual([401, 429]);
  clock.now += 2_000;
  expect((await post({ code: await codeOf(user) }, { cookie: await halfWay(user) })).status).toBe(200);
});

test("F53 a wrong password says the same whether or not there is a second factor", async () => {
  const { user } = await enrolled();
  const plain = await addUser(runtime, "finance");
  const answers = await Promise.all(
    [user.email, plain.email, "nobody@example.com"].map((email) => post({ email, password: "wrong one" })),
  );
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
});

test.each<[string, (user: User) => Promise<unknown>]>([
  ["was disabled meanwhile", ({ userId }) => disableUser(db, env.accountId, userId, clock.now)],
  ["has another password", ({ userId }) => setUserPassword(db, env.accountId, userId, "x", clock.now)],
  ["waited too long", async () => (clock.now += 10 * 60 * 1000)],
])("F52 who stands half-way and %s starts again", async (_, act) => {
  const { user } = await enrolled();
  const cookie = await halfWay(user);
  await act(user);
  const answer = await post({ code: await codeOf(user) }, { cookie });
  expect([answer.status, (await answer.json()).code]).toEqual([401, "unauthenticated"]);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^kontor-pending-sign-in=; Path=\/; Max-Age=0/);
});

test("F56 no other site brings a code", async () => {
  const { user } = await enrolled();
  const cookie = await halfWay(user);
  const answer = await post({ code: await codeOf(user) }, { cookie, "sec-fetch-site": "cross-site" });
  expect(answer.status).toBe(403);
});

test("starting again forgets the half-way sign-in", async () => {
  const { user } = await enrolled();
  const cookie = await halfWay(user);
  const request = requestTo(runtime, "/api/auth/signin", { headers: { cookie } });
  const answer = await GET(request, { params: Promise.resolve({ nextauth: ["signin"] }) });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in"]);
  expect((await post({ code: await codeOf(user) }, { cookie })).status).toBe(401);
});

test("a secret or a recovery code stands neither in the store in the clear nor in the log or the audit log", async () => {
  const { user, recoveryCodes } = await enrolled();
  const { secret } = await offerFactor(user);
  const cookie = await halfWay(user);
  const code = await codeOf(user);
  await post({ code }, { cookie });
  await post({ code: recoveryCodes[0] ?? "" }, { cookie: await halfWay(user) });
  const { rows } = await db.query<{ row: string }>(
    "select t::text as row from second_factors t union all select t::text from recovery_codes t union all select t::text from audit t union all select t::text from pending_sign_ins t",
  );
  const kept = [...rows.map(({ row }) => row), ...runtime.logged].join("\n");
  for (const word of [secret, secret.replaceAll(" ", ""), recoveryCodes[0] ?? "", cookie.split("=")[1] ?? ""])
    expect(kept).not.toContain(word);
});

test("with another AUTH_SECRET the app's codes open nothing, and a recovery code still does", async () => {
  const { user, recoveryCodes } = await enrolled();
  await db.query("update second_factors set sealed_secret = 'sealed with another' where user_id = $1", [
    user.userId,
  ]);
  expect((await post({ code: "123456" }, { cookie: await halfWay(user) })).status).toBe(401);
  expect((await post({ code: recoveryCodes[0] ?? "" }, { cookie: await halfWay(user) })).status).toBe(200);
});

test("where a second factor is required, a password alone leads to setting one up and nowhere else", async () => {
  const [user, insider] = [await addUser(runtime, "support"), await addUser(runtime, "support")];
  const inside = await signInCookie(runtime, insider);
  expect(await emailOf(inside)).toBe(insider.email);
  const change = { name: "isSecondFactorRequired", by: "test", now: clock.now } as const;
  const version = await writeSetting(db, env.accountId, { ...change, value: true, seenVersion: 0 });
  expect(await isSecondFactorRequired()).toBe(true);
  // Who is in without one is out with the next request.
  expect(await emailOf(inside)).toBeUndefined();

  const cookie = await halfWay(user);
  expect(await emailOf(cookie)).toBeUndefined();
  expect((await post({ code: "123456" }, { cookie })).status).toBe(401);
  await offerFactor(user);
  const answer = await post({ code: await codeOf(user) }, { cookie });
  const { url, recovery_codes: codes } = await answer.json();
  expect([answer.status, url, codes.length]).toEqual([200, "/", 10]);
  expect(await emailOf(cookiesOf(answer))).toBe(user.email);
  expect(await auditOf(user)).toContain("sign-in.begin done password, second factor set up");
  await writeSetting(db, env.accountId, { ...change, value: false, seenVersion: version });
});

test("a plain form is led on in the same way, and no recovery codes are made that it could not show", async () => {
  const { user } = await enrolled();
  const form = { email: user.email, password: TEST_PASSWORD, callbackUrl: "/failures", json: "false" };
  const first = await post(form);
  const location = "/sign-in?return=%2Ffailures";
  expect([first.status, first.headers.get("location")]).toEqual([303, location]);
  const cookie = cookiesOf(first);
  const wrong = await post({ code: "000000", callbackUrl: "/failures", json: "false" }, { cookie });
  expect(wrong.headers.get("location")).toBe(`${location}&error=refused`);
  const right = await post({ code: await codeOf(user), callbackUrl: "/failures", json: "false" }, { cookie });
  expect([right.status, right.headers.get("location")]).toEqual([303, "/failures"]);
  expect(await emailOf(cookiesOf(right))).toBe(user.email);
});

test("F53 failures reach the audit log as often as that says something new", async () => {
  const user = await addUser(runtime, "support");
  const headers = { "x-forwarded-for": "203.0.113.77" };
  for (let attempt = 0; attempt < 6; attempt++)
    await post({ email: user.email, password: `guess ${attempt}` }, headers);
  expect(await auditOf(user)).toEqual(Array(3).fill("sign-in.begin failed password"));
});

test("F61 nobody is signed in whose sign-in cannot be written down", async () => {
  const user = await addUser(runtime, "support");
  await db.query("alter table audit rename to audit_away");
  try {
    const answer = await post({ email: user.email, password: TEST_PASSWORD });
    expect([answer.status, (await answer.json()).code]).toEqual([503, "audit-unavailable"]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  } finally {
    await db.query("alter table audit_away rename to audit");
  }
});
