import { beforeEach, expect, test } from "vitest";
import { POST as acceptRoute } from "@/app/api/invitation/accept/route";
import { POST as openRoute } from "@/app/api/invitation/open/route";
import { POST as withdrawRoute } from "@/app/api/settings/invitations/[invitationId]/withdraw/route";
import { POST as inviteRoute } from "@/app/api/settings/invitations/route";
import { listInvitations as listStored } from "@/lib/db/invitations";
import { createUser, disableUser, findUserByEmail } from "@/lib/db/users";
import { isPassword } from "@/lib/passwords";
import type { Role } from "@/lib/roles";
import { setRuntime } from "@/lib/runtime";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const runtime = testRuntime();
const { db, env, clock } = runtime;
const PASSWORD = "a long enough password";
const DAY = 86_400_000;

beforeEach(() => setRuntime(runtime));

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return requestTo(runtime, path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: env.appUrl, ...headers },
    body: JSON.stringify(body),
  });
}

let people = 0;
const somebody = () => `invited-${people++}@example.com`;

async function admin() {
  const user = await addUser(runtime, "admin");
  return { ...user, cookie: await signInCookie(runtime, user) };
}

async function invite(cookie: string, email: string, role: Role = "finance") {
  const answer = await inviteRoute(post("/api/settings/invitations", { email, role }, { cookie }));
  const { invitation_id: id, link, ...rest } = await answer.json();
  return { status: answer.status, id, link, token: `${link}`.split("#")[1] ?? "", ...rest };
}

const open = (token: unknown) => openRoute(post("/api/invitation/open", { token }));
const accept = (token: unknown, changes = {}) =>
  acceptRoute(
    post("/api/invitation/accept", { token, name: "Ola", password: PASSWORD, locale: "nb", ...changes }),
  );
const withdraw = (cookie: string, id: string) =>
  withdrawRoute(post(`/api/settings/invitations/${id}/withdraw`, {}, { cookie }), {
    params: Promise.resolve({ invitationId: id }),
  });

test("who is invited chooses a name and a password, and has the role they were invited to", async () => {
  const { cookie } = await admin();
  const email = somebody();
  const { status, link, token, expires_at } = await invite(cookie, ` ${email.toUpperCase()} `, "manager");
  expect([status, expires_at]).toEqual([200, new Date(clock.now + 7 * DAY).toISOString()]);
  expect(link).toBe(`${env.appUrl}/invitation#${token}`);
  expect(await (await open(token)).json()).toEqual({ email, role: "manager" });
  const answer = await accept(token, { name: " Ola Nordmann " });
  expect([answer.status, await answer.json()]).toEqual([200, {}]);
  const user = await findUserByEmail(db, env.accountId, email);
  expect(user).toMatchObject({ name: "Ola Nordmann", role: "manager", locale: "nb", isDemo: false });
  expect(await isPassword(PASSWORD, user?.passwordHash)).toBe(true);
  const { rows } = await db.query(
    "select action, actor_id is not null as has_actor from audit where subject_kind = 'invitation' order by action",
  );
  expect(rows).toEqual([
    { action: "users.accept-invitation", has_actor: true },
    { action: "users.invite", has_actor: true },
  ]);
});

test("the link's secret is in no table and in no log; the audit names no address", async () => {
  const { cookie } = await admin();
  const email = somebody();
  const { token } = await invite(cookie, email);
  await open(token);
  await accept(token);
  const { rows } = await db.query<{ all: string }>(
    `select concat((select string_agg(i::text, '') from invitations i), (select string_agg(a::text, '') from audit a)) as all`,
  );
  expect(rows[0]?.all).not.toContain(token);
  const audit = await db.query<{ all: string }>("select string_agg(a::text, '') as all from audit a");
  expect(audit.rows[0]?.all).not.toContain(email);
  expect(runtime.logged.join("")).not.toContain(token);
});

test("whatever is no invitation any more is answered alike", async () => {
  const [sender, gone] = [await admin(), await admin()];
  const used = await invite(sender.cookie, somebody());
  await accept(used.token);
  const withdrawn = await invite(sender.cookie, somebody());
  expect((await withdraw(sender.cookie, withdrawn.id)).status).toBe(200);
  const email = somebody();
  const replaced = await invite(sender.cookie, email);
  await invite(sender.cookie, email);
  const ofNobody = await invite(gone.cookie, somebody());
  await disableUser(db, env.accountId, gone.userId, clock.now);
  const taken = await invite(sender.cookie, somebody());
  const { rows } = await db.query<{ email: string }>(
    "select email from invitations where invitation_id = $1",
    [taken.id],
  );
  const made = { email: rows[0]?.email ?? "", name: "Quicker", role: "support" } as const;
  await createUser(db, env.accountId, made, clock.now);
  const outdated = await invite(sender.cookie, somebody());
  const answers = [await accept(taken.token)];
  for (const { token } of [used, withdrawn, replaced, ofNobody])
    answers.push(await open(token), await accept(token));
  clock.now += 7 * DAY;
  answers.push(await open(outdated.token), await accept(outdated.token));
  for (const token of ["", "a".repeat(43), "../..", 7, null]) answers.push(await open(token));
  const told = new Set(
    await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`)),
  );
  expect(told.size).toBe(1);
  expect([...told][0]).toMatch(/^404 .*"not-found"/);
});

test("however many accept at once, one account is made and one of them is told so", async () => {
  const { cookie } = await admin();
  const email = somebody();
  const { token } = await invite(cookie, email);
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, place) => accept(token, { name: `No. ${place}` })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
  const winner = answers.findIndex(({ status }) => status === 200);
  expect((await findUserByEmail(db, env.accountId, email))?.name).toBe(`No. ${winner}`);
});

test.each([
  [{ password: "short" }, [{ name: "password", reason: "too-short" }]],
  [{ password: "x".repeat(2_000) }, [{ name: "password", reason: "too-long" }]],
  [{ name: "  " }, [{ name: "name", reason: "missing" }]],
  [
    { name: "two\nlines", password: "" },
    [
      { name: "name", reason: "not-a-name" },
      { name: "password", reason: "too-short" },
    ],
  ],
])(
  "what is wrong with %j is told field by field, and the invitation is still good",
  async (changes, parameters) => {
    const { cookie } = await admin();
    const { token } = await invite(cookie, somebody());
    const refused = await accept(token, changes);
    expect([refused.status, (await refused.json()).parameters]).toEqual([400, parameters]);
    expect((await accept(token)).status).toBe(200);
  },
);

test("no address, and one that is a user's already, is told beside the field", async () => {
  const { cookie, email } = await admin();
  expect(await invite(cookie, "no address")).toMatchObject({
    status: 400,
    parameters: [{ name: "email", reason: "no-address" }],
  });
  expect(await invite(cookie, email)).toMatchObject({
    status: 400,
    parameters: [{ name: "email", reason: "is-user" }],
  });
});

test("one address has one open invitation, whoever invites at the same moment", async () => {
  const [one, two] = [await admin(), await admin()];
  const email = somebody();
  await Promise.all([invite(one.cookie, email), invite(two.cookie, email), invite(one.cookie, email)]);
  const open = (await listStored(db, env.accountId)).filter((invitation) => invitation.email === email);
  expect(open).toHaveLength(1);
});

test("withdrawing what was used or withdrawn is 404; F50 F51 F56 only an administrator on our own pages invites", async () => {
  const { cookie } = await admin();
  const { id, token } = await invite(cookie, somebody());
  await accept(token);
  expect((await withdraw(cookie, id)).status).toBe(404);
  const email = somebody();
  const finance = await signInCookie(runtime, await addUser(runtime, "finance"));
  expect([(await invite(finance, email)).status, (await invite("", email)).status]).toEqual([403, 401]);
  expect((await withdraw(finance, id)).status).toBe(403);
  const foreign = post(
    "/api/settings/invitations",
    { email, role: "admin" },
    { cookie, origin: "https://evil.example" },
  );
  expect((await inviteRoute(foreign)).status).toBe(403);
  const form = post("/api/invitation/accept", { token }, { "content-type": "text/plain" });
  expect((await acceptRoute(form)).status).toBe(403);
});
