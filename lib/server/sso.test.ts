import { encode } from "next-auth/jwt";
import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/auth/[...nextauth]/route";
import { findSubjectOf, findUserBySubject } from "@/lib/db/sso-users";
import { disableUser, findUserByEmail } from "@/lib/db/users";
import { hasCode } from "@/lib/errors";
import { setRuntime } from "@/lib/runtime";
import { testIdentityProvider } from "./test-identity-provider";
import { addUser, requestTo, testRuntime } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const APP_URL = "http://localhost:4666";
const provider = testIdentityProvider(`${APP_URL}/api/auth/callback/oidc`);
const base = testRuntime({ appUrl: APP_URL });
const { db } = base;
let runtime = base;

/** As configured; `changes` for what an operator got wrong. */
function configure(changes: { issuer?: string; clientSecret?: string; roleClaim?: string } = {}) {
  const oidc = {
    issuer: provider.issuer,
    clientId: "kontor",
    clientSecret: "a-secret-that-the-provider-and-kontor-share",
    ...changes,
  };
  runtime = { ...base, env: { ...base.env, oidc }, now: Date.now };
  setRuntime(runtime);
}

beforeAll(() => configure());

let people = 0;
/** Somebody new at the provider. */
function person(changes: Readonly<Record<string, unknown>> = {}) {
  const sub = `subject-${people++}`;
  return { sub, email: `${sub}@example.com`, name: "Kari Nordmann", roles: ["finance"], ...changes };
}

function ask(path: string, headers: Record<string, string> = {}) {
  const request = requestTo(runtime, path, { headers });
  const action = path.replace("/api/auth/", "").split("?")[0] ?? "";
  return GET(request, { params: Promise.resolve({ nextauth: action.split("/") }) });
}

function cookiesOf(answer: Response, jar = ""): string {
  const pairs = new Map(jar.split("; ").map((pair) => [pair.split("=")[0] ?? "", pair]));
  for (const line of answer.headers.getSetCookie()) {
    const pair = line.split(";")[0] ?? "";
    pairs.set(pair.split("=")[0] ?? "", pair);
  }
  return [...pairs.values()].filter((pair) => pair !== "" && !pair.endsWith("=")).join("; ");
}

/** The way there: what the browser carries, and the address that the provider sends it back to. */
async function leave(target = "/failures") {
  const start = await ask(`/api/auth/sso?${new URLSearchParams({ return: target })}`);
  const cookie = cookiesOf(start);
  const back = await provider.visit(start.headers.get("location") ?? "");
  return { start, cookie, back: `${back.pathname}${back.search}` };
}

/** The whole way. */
async function comeBack(claims: Readonly<Record<string, unknown>>, target?: string) {
  await provider.next({ claims });
  const { cookie, back } = await leave(target);
  const answer = await ask(back, { cookie });
  return { answer, location: answer.headers.get("location"), cookie: cookiesOf(answer, cookie) };
}

async function viewerOf(cookie: string) {
  const request = requestTo(runtime, "/api/search", { headers: { cookie } });
  return requireViewerForRoute("orders.read", request).catch((error) =>
    hasCode(error, "unauthenticated") ? undefined : Promise.reject(error),
  );
}

test("somebody new comes in with the role of the claim, on the page that was asked for, and leaves no loose cookies", async () => {
  const claims = person();
  const { location, cookie } = await comeBack(claims, "/orders?status=FAILED");
  expect(location).toBe("/orders?status=FAILED");
  expect(await viewerOf(cookie)).toMatchObject({
    email: claims.email,
    name: "Kari Nordmann",
    role: "finance",
  });
  expect(cookie).not.toContain("kontor-sso");
  const user = await findUserByEmail(db, base.env.accountId, claims.email);
  expect(user?.passwordHash).toBeUndefined();
  const { rows } = await db.query(
    "select action, outcome, reason, details from audit where subject_id = $1 order by action",
    [user?.userId],
  );
  expect(rows).toMatchObject([
    { action: "sign-in.begin", details: { how: "sso" } },
    { action: "users.add", reason: "single sign-on", details: { role: "finance" } },
  ]);
});

test("the way there has PKCE, a state and a nonce, in cookies that no script reads", async () => {
  await provider.next({ claims: person() });
  const { start } = await leave();
  const { searchParams } = new URL(start.headers.get("location") ?? "");
  expect(searchParams.get("response_type")).toBe("code");
  expect(searchParams.get("code_challenge_method")).toBe("S256");
  for (const name of ["state", "nonce", "code_challenge"])
    expect(searchParams.get(name)?.length).toBeGreaterThan(30);
  const lines = start.headers.getSetCookie();
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/^kontor-sso-\w+=.*HttpOnly; SameSite=Lax/);
});

test("a provider that gives claims by userinfo only is asked there", async () => {
  const claims = person();
  await provider.next({ claims, isThin: true });
  const { cookie, back } = await leave();
  const answer = await ask(back, { cookie });
  expect(await viewerOf(cookiesOf(answer, cookie))).toMatchObject({ email: claims.email, role: "finance" });
});

test.each<[string, string | undefined, Record<string, unknown>, string | undefined]>([
  ["a string", undefined, { roles: "manager" }, "manager"],
  ["the strongest of several", undefined, { roles: ["support", "x", "admin"] }, "admin"],
  ["a path", "realm_access.roles", { realm_access: { roles: ["support"] } }, "support"],
  ["an address", "https://kontor.example/role", { "https://kontor.example/role": "support" }, "support"],
  ["another case", undefined, { roles: ["Admin", "ADMIN"] }, undefined],
  ["part of a name", undefined, { roles: ["admin-readonly", "kontor:admin"] }, undefined],
  ["several in one string", undefined, { roles: "admin finance" }, undefined],
  ["nothing", undefined, { roles: undefined }, undefined],
  ["something nested", undefined, { roles: [["admin"], { admin: true }] }, undefined],
  ["what is no claim", "constructor.name", { roles: ["admin"] }, undefined],
])("the role as %s", async (_, roleClaim, claim, role) => {
  configure(roleClaim === undefined ? {} : { roleClaim });
  const { location, cookie } = await comeBack(person({ roles: [], ...claim }));
  configure();
  expect((await viewerOf(cookie))?.role).toBe(role);
  expect(location).toBe(role === undefined ? "/sign-in?return=%2Ffailures&error=sso-no-role" : "/failures");
});

test("F52 the role follows the claim at each sign-in, and a change ends the sign-ins of before", async () => {
  const claims = person({ roles: ["admin"] });
  const first = await comeBack(claims);
  const second = await comeBack({ ...claims, roles: ["support"], name: "Kari Østby" });
  expect(await viewerOf(first.cookie)).toBeUndefined();
  expect(await viewerOf(second.cookie)).toMatchObject({ role: "support", name: "Kari Østby" });
  const third = await comeBack({ ...claims, roles: [] });
  expect(third.location).toContain("error=sso-no-role");
});

test("a stranger with somebody's e-mail address at the provider does not become them", async () => {
  const local = await addUser(base, "admin");
  const { location, cookie } = await comeBack(person({ email: local.email.toUpperCase(), roles: ["admin"] }));
  expect(location).toBe("/sign-in?return=%2Ffailures&error=sso-email-taken");
  expect(await viewerOf(cookie)).toBeUndefined();
  expect(await findSubjectOf(db, base.env.accountId, local.userId)).toBeUndefined();

  const known = person();
  await comeBack(known);
  const thief = await comeBack(person({ email: known.email }));
  expect(thief.location).toContain("error=sso-email-taken");
});

test("whoever takes another's address at the provider later keeps the own one here", async () => {
  const [one, other] = [person(), person()];
  await comeBack(one);
  await comeBack(other);
  const { cookie } = await comeBack({ ...one, email: other.email });
  expect(await viewerOf(cookie)).toMatchObject({ email: one.email });
});

test.each<[string, Record<string, unknown>]>([
  ["none", { email: undefined }],
  ["one that is not confirmed", { email_verified: false }],
  ["one that is no address", { email: "kari" }],
  ["something else", { email: { a: 1 } }],
])("an e-mail address is needed: %s is refused", async (_, claims) => {
  expect((await comeBack(person(claims))).location).toContain("error=sso-no-email");
});

test("F52 whoever is disabled here stays so, whatever the provider says", async () => {
  const claims = person();
  const { cookie } = await comeBack(claims);
  const who = { issuer: provider.issuer, subject: claims.sub };
  const user = await findUserBySubject(db, base.env.accountId, who);
  await disableUser(db, base.env.accountId, user?.userId ?? "", Date.now());
  expect(await viewerOf(cookie)).toBeUndefined();
  const again = await comeBack({ ...claims, roles: ["admin"] });
  expect(again.location).toContain("error=sso-disabled");
  expect(await viewerOf(again.cookie)).toBeUndefined();
});

test.each<[string, (back: string, cookie: string) => readonly [string, string]]>([
  ["another state", (back, cookie) => [back.replace(/state=[^&]+/, "state=forged"), cookie]],
  ["no state", (back, cookie) => [back.replace(/&?state=[^&]+/, ""), cookie]],
  ["another code", (back, cookie) => [back.replace(/code=[^&]+/, "code=forged"), cookie]],
  ["another issuer", (back, cookie) => [back.replace(/iss=[^&]+/, "iss=https%3A%2F%2Fevil.example"), cookie]],
  ["two codes", (back, cookie) => [`${back}&code=second`, cookie]],
  ["another browser's cookies", (back) => [back, ""]],
  ["no state cookie", (back, cookie) => [back, cookie.replace(/kontor-sso-state=[^;]+/, "")]],
  ["no PKCE cookie", (back, cookie) => [back, cookie.replace(/kontor-sso-pkce=[^;]+/, "")]],
  ["no nonce cookie", (back, cookie) => [back, cookie.replace(/kontor-sso-nonce=[^;]+/, "")]],
  [
    "the state cookie in the nonce's place",
    (back, cookie) => [
      back,
      cookie.replace(
        /kontor-sso-nonce=[^;]+/,
        `kontor-sso-nonce=${/kontor-sso-state=([^;]+)/.exec(cookie)?.[1]}`,
      ),
    ],
  ],
])("F54 a return with %s lets nobody in", async (_, forge) => {
  await provider.next({ claims: person({ roles: ["admin"] }) });
  const { cookie, back } = await leave();
  const [path, jar] = forge(back, cookie);
  const answer = await ask(path, { cookie: jar });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toMatch(/^\/sign-in\?.*error=(sso-failed|expired)$/);
  expect(await viewerOf(cookiesOf(answer, jar))).toBeUndefined();
});

test("F54 a return works once: not again, and not in a browser that did not leave", async () => {
  await provider.next({ claims: person() });
  const { cookie, back } = await leave();
  const first = await ask(back, { cookie });
  expect(await viewerOf(cookiesOf(first, cookie))).toBeDefined();
  const again = await ask(back, { cookie });
  expect(again.headers.get("location")).toContain("error=sso-failed");
  await provider.next({ claims: person() });
  const other = await leave();
  expect((await ask(other.back, { cookie })).headers.get("location")).toContain("error=sso-failed");
});

test("F54 what the browser had before is worth nothing afterwards", async () => {
  const claims = person();
  const first = await comeBack(claims);
  await provider.next({ claims });
  const start = await ask("/api/auth/sso", { cookie: first.cookie });
  const jar = cookiesOf(start, first.cookie);
  const back = await provider.visit(start.headers.get("location") ?? "");
  const answer = await ask(`${back.pathname}${back.search}`, { cookie: jar });
  expect(await viewerOf(first.cookie)).toBeUndefined();
  expect(await viewerOf(cookiesOf(answer, jar))).toBeDefined();
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/api/auth/signout",
  "javascript:1",
])("F55 the return target %s is the start page", async (target) =>
  expect((await comeBack(person(), target)).location).toBe("/"),
);

test("F55 a forged note of where to go on leads to no other site either", async () => {
  await provider.next({ claims: person() });
  const { cookie, back } = await leave();
  const forged = await encode({
    token: { target: "https://evil.example/" },
    secret: base.env.authSecret,
    salt: "kontor-sso-flow",
  });
  const jar = cookie.replace(/kontor-sso-flow=[^;]+/, `kontor-sso-flow=${forged}`);
  expect((await ask(back, { cookie: jar })).headers.get("location")).toBe("/");
});

test("F56 another site cannot send anybody off", async () => {
  for (const site of ["cross-site", "same-site"]) {
    const answer = await ask("/api/auth/sso?return=%2Ffailures", { "sec-fetch-site": site });
    expect(answer.headers.get("location")).toBe("/sign-in?return=%2Ffailures");
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

test("cancelled or refused there, it is said here", async () => {
  await provider.next({ error: "access_denied" });
  const { cookie, back } = await leave();
  const answer = await ask(back, { cookie });
  expect(answer.headers.get("location")).toBe("/sign-in?return=%2Ffailures&error=sso-denied");
  expect(cookiesOf(answer, cookie)).not.toContain("kontor-sso-flow");
});

test.each<[string, Parameters<typeof provider.next>[0], string]>([
  ["answers 500", { status: 500 }, "unavailable"],
  ["answers 404", { status: 404 }, "misconfigured"],
  ["answers HTML", { status: 200, body: "<html>" }, "unavailable"],
  ["answers nonsense", { status: 200, body: "[]" }, "misconfigured"],
  ["sends without end", { status: 200, body: `"${"x".repeat(3_000_000)}"` }, "unavailable"],
  ["says nothing", { isSilent: true }, "unavailable"],
  ["drips", { isDripping: true }, "unavailable"],
])(
  "a provider that %s keeps nobody waiting, and is told apart",
  async (_, behaviour, trouble) => {
    await provider.next(behaviour);
    const answer = await ask("/api/auth/sso?return=%2Ffailures");
    expect(answer.headers.get("location")).toBe(`/sign-in?return=%2Ffailures&error=sso-${trouble}`);
    await provider.next({ claims: person() });
  },
  20_000,
);

test("a provider that is gone, and one that does not know our secret", async () => {
  configure({ issuer: "http://127.0.0.1:9" });
  const gone = await ask("/api/auth/sso");
  expect(gone.headers.get("location")).toBe("/sign-in?error=sso-unavailable");
  configure({ clientSecret: "not the one that the provider knows, by mistake" });
  const { location } = await comeBack(person());
  configure();
  expect(location).toBe("/sign-in?return=%2Ffailures&error=sso-misconfigured");
});

test("where it is not configured there is no such way in", async () => {
  setRuntime(base);
  const answers = [await ask("/api/auth/sso"), await ask("/api/auth/callback/oidc?code=x&state=y")];
  configure();
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
});

test("nobody's address, name, token or code stands in the log", async () => {
  const claims = person();
  const { cookie } = await comeBack(claims);
  await comeBack(person({ roles: [] }));
  const log = base.logged.join("\n");
  expect(log).toContain("sso.refused");
  for (const word of [claims.email, claims.name, "eyJ", cookie.split("=")[1] ?? ""])
    expect(log).not.toContain(word);
});
