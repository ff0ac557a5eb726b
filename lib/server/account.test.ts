import { expect, test } from "vitest";
import { POST } from "@/app/api/account/[change]/route";
import { writeSetting } from "@/lib/db/settings";
import { findUserByEmail, type User } from "@/lib/db/users";
import { hasCode } from "@/lib/errors";
import { isPassword } from "@/lib/passwords";
import { openSealed } from "@/lib/sealed-text";
import { totpCode } from "@/lib/totp";
import { readOwnAccount } from "./account-page";
import { addUser, requestTo, signInCookie, TEST_PASSWORD, testRuntime } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const runtime = testRuntime();
const { env, db, clock } = runtime;

async function someone() {
  const user = await addUser(runtime, "support");
  return { user, cookie: await signInCookie(runtime, user) };
}

let addresses = 0;
function change(name: string, cookie: string, body: object, headers: Record<string, string> = {}) {
  const request = requestTo(runtime, `/api/account/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: env.appUrl,
      "x-forwarded-for": `203.0.113.${addresses++}`,
      cookie,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return POST(request, { params: Promise.resolve({ change: name }) });
}

async function isIn(cookie: string): Promise<boolean> {
  return requireViewerForRoute("orders.read", requestTo(runtime, "/", { headers: { cookie } })).then(
    () => true,
    (error) => (hasCode(error, "unauthenticated") ? false : Promise.reject(error)),
  );
}

async function accountOf(cookie: string) {
  const viewer = await requireViewerForRoute(
    "account.manage",
    requestTo(runtime, "/account", { headers: { cookie } }),
  );
  const jar = new Map(cookie.split("; ").map((pair) => [pair.split("=")[0], pair.split("=")[1]]));
  return readOwnAccount(viewer, (name) => jar.get(name));
}

/** What the user's app shows; the clock has moved on, so that it is a new one. */
async function codeOf(user: User): Promise<string> {
  clock.now += 60_000;
  const { rows } = await db.query<{ sealed: string }>(
    "select coalesce(offered_secret, sealed_secret) as sealed from second_factors where user_id = $1",
    [user.userId],
  );
  const owner = `${env.accountId}/${user.userId}`;
  const text = openSealed(rows[0]?.sealed ?? "", { secret: env.authSecret, purpose: "second factor", owner });
  return totpCode(Buffer.from(text ?? "", "base64url"), Math.floor(clock.now / 30_000));
}

async function actionsOf({ userId }: User): Promise<readonly string[]> {
  const { rows } = await db.query<{ action: string }>(
    "select action from audit where actor_id = $1 and outcome = 'done' order by at, audit_id",
    [userId],
  );
  return rows.map(({ action }) => action);
}

const password = TEST_PASSWORD;
const GOOD = "en setning som bare jeg vet";

test("F54 a new password ends every sign-in and gives this browser another id", async () => {
  const { user, cookie } = await someone();
  const elsewhere = await signInCookie(runtime, user);
  const answer = await change("password", cookie, { password, next: GOOD });
  expect(answer.status).toBe(200);
  const [line = ""] = answer.headers.getSetCookie();
  expect(line).toMatch(/^next-auth\.session-token=[^;]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  const renewed = line.split(";")[0] ?? "";
  expect([await isIn(cookie), await isIn(elsewhere), await isIn(renewed)]).toEqual([false, false, true]);
  const kept = await findUserByEmail(db, env.accountId, user.email);
  expect(await isPassword(GOOD, kept?.passwordHash)).toBe(true);
  expect(await actionsOf(user)).toEqual(["account.password"]);
});

test.each([
  ["short", "too-short"],
  ["Password2026!!", "known"],
  ["kari-nordmann-1", "about-you"],
  ["x".repeat(2_000), "too-long"],
])("the new password %j is refused, with the reason and nothing of it", async (next, reason) => {
  const { cookie } = await someone();
  const answer = await change("password", cookie, { password, next });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ parameters: [{ name: "next", reason }] });
  expect(await isIn(cookie)).toBe(true);
});

test("a second factor is set up with the password and a code, replaced, given new codes and taken away", async () => {
  const { user, cookie } = await someone();
  expect((await change("recovery-codes", cookie, { password })).status).toBe(400);
  const offer = await (await change("offer-factor", cookie, { password })).json();
  expect(offer).toMatchObject({ secret: expect.stringMatching(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/) });
  expect((await accountOf(cookie)).factor).toMatchObject({ since: undefined, recoveryCodesLeft: 0 });
  const wrong = await change("confirm-factor", cookie, { code: "000000" });
  expect(await wrong.json()).toMatchObject({ parameters: [{ name: "code", reason: "wrong" }] });
  const set = await change("confirm-factor", cookie, { code: await codeOf(user) });
  expect((await set.json()).recovery_codes).toHaveLength(10);
  expect((await accountOf(cookie)).factor).toMatchObject({ recoveryCodesLeft: 10, isRequired: false });

  await change("offer-factor", cookie, { password });
  const other = await change("confirm-factor", cookie, { code: await codeOf(user) });
  const { recovery_codes: codes } = await other.json();
  const renewed = await (await change("recovery-codes", cookie, { password })).json();
  expect(renewed.recovery_codes).not.toEqual(codes);
  expect((await change("remove-factor", cookie, { password })).status).toBe(200);
  expect((await accountOf(cookie)).factor).toMatchObject({ since: undefined, recoveryCodesLeft: 0 });
  expect((await actionsOf(user)).toSorted()).toEqual([
    "account.recovery-codes",
    "account.second-factor",
    "account.second-factor",
    "account.second-factor-off",
  ]);
});

test("where everybody must have one, nobody takes it away", async () => {
  const { user, cookie } = await someone();
  await change("offer-factor", cookie, { password });
  await change("confirm-factor", cookie, { code: await codeOf(user) });
  const setting = { name: "isSecondFactorRequired", by: "test", now: clock.now } as const;
  const version = await writeSetting(db, env.accountId, { ...setting, value: true, seenVersion: 0 });
  expect((await change("remove-factor", cookie, { password })).status).toBe(403);
  expect((await accountOf(cookie)).factor).toMatchObject({ isRequired: true, recoveryCodesLeft: 10 });
  await writeSetting(db, env.accountId, { ...setting, value: false, seenVersion: version });
});

test.each(["password", "offer-factor", "remove-factor", "recovery-codes"])(
  "F53 %s asks for the password again, and guessing at it ends in 429",
  async (name) => {
    const { user, cookie } = await someone();
    const headers = { "x-forwarded-for": "203.0.113.254" };
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      const body = { password: `guess ${attempt}`, next: GOOD };
      statuses.push((await change(name, cookie, body, headers)).status);
    }
    expect(statuses).toEqual([...Array(6).fill(400), 429]);
    expect((await change(name, cookie, { next: GOOD })).status).toBe(400);
    expect(await actionsOf(user)).toEqual([]);
    clock.now += 16 * 60_000;
  },
);

test("the list shows where one is signed in and as what, and everywhere else is signed out", async () => {
  const { user, cookie } = await someone();
  const elsewhere = await signInCookie(runtime, user);
  const stranger = await someone();
  await db.query("update sign_ins set user_agent = $2 where user_id = $1", [
    user.userId,
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  ]);
  const before = (await accountOf(cookie)).signIns;
  expect(before.map(({ isThisOne }) => isThisOne)).toEqual([true, false]);
  expect(before[1]).toMatchObject({ method: "password", device: { browser: "Firefox", system: "Linux" } });
  expect(JSON.stringify(before)).not.toContain("Mozilla");
  expect(await (await change("sign-out-others", cookie, {})).json()).toEqual({ count: 1 });
  expect([await isIn(cookie), await isIn(elsewhere), await isIn(stranger.cookie)]).toEqual([
    true,
    false,
    true,
  ]);
  expect((await accountOf(cookie)).signIns).toHaveLength(1);
  expect(await actionsOf(user)).toEqual(["account.sign-out-others"]);
});

test.each<Record<string, string>>([
  { origin: "https://evil.example" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "null" },
  { "content-type": "application/x-www-form-urlencoded" },
])("F56 nothing is changed for another site: %j", async (headers) => {
  const { cookie } = await someone();
  expect((await change("sign-out-others", cookie, {}, headers)).status).toBe(403);
  expect((await change("password", cookie, { password, next: GOOD }, headers)).status).toBe(403);
});

test("F57, F58 what is no change, no JSON and nobody's account", async () => {
  const { cookie } = await someone();
  for (const name of ["constructor", "__proto__", "toString", "users", ""])
    expect((await change(name, cookie, {})).status).toBe(404);
  expect((await change("password", "", { password, next: GOOD })).status).toBe(401);
  for (const body of [{}, { password: 1, next: GOOD }, { password, next: ["x"] }, { password: null }])
    expect((await change("password", cookie, body)).status).toBe(400);
  expect((await change("link-sso", cookie, { password })).status).toBe(404);
});
