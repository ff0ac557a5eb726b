import { beforeEach, expect, test } from "vitest";
import { POST as userRoute } from "@/app/api/settings/users/[userId]/route";
import { GET as listRoute } from "@/app/api/settings/users/route";
import { connect } from "@/lib/db/connect";
import { findUserByEmail, type User } from "@/lib/db/users";
import { AppError, hasCode } from "@/lib/errors";
import { ROLES, type Role } from "@/lib/roles";
import { setRuntime } from "@/lib/runtime";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const runtime = testRuntime();
const { db, env } = runtime;

beforeEach(() => setRuntime(runtime));

type Change = { change: string; role?: string };

function ask(cookie: string, userId: string, body: unknown, headers: Record<string, string> = {}) {
  const request = requestTo(runtime, `/api/settings/users/${userId}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: env.appUrl, cookie, ...headers },
    body: JSON.stringify(body),
  });
  return userRoute(request, { params: Promise.resolve({ userId }) });
}

async function admin() {
  const user = await addUser(runtime, "admin");
  const cookie = await signInCookie(runtime, user);
  return { ...user, cookie, change: (other: User, body: Change) => ask(cookie, other.userId, body) };
}

async function stateOf({ email }: User): Promise<string> {
  const user = await findUserByEmail(db, env.accountId, email);
  return user?.disabledAt === undefined ? `${user?.role}` : "disabled";
}

/** What was written down about a user, by name: the test's clock stands still. */
async function auditOf({ userId }: User) {
  const { rows } = await db.query<{ line: string }>(
    `select concat_ws(' ', action, outcome, details ->> 'from', details ->> 'to') as line from audit
     where account_id = $1 and subject_id = $2 `,
    [env.accountId, userId],
  );
  return rows.map(({ line }) => line).sort();
}

/** What the next request of whoever holds `cookie` gets, on each of two servers of one store. */
async function nextRequest(cookie: string): Promise<readonly string[]> {
  const other = connect(runtime.address, { poolSize: 2 });
  const answers: string[] = [];
  for (const server of [runtime, { ...runtime, db: other }]) {
    setRuntime(server);
    const request = requestTo(runtime, "/", { headers: { cookie } });
    answers.push(
      await requireViewerForRoute("orders.read", request).then(
        (viewer) => viewer.role,
        (error: unknown) => (hasCode(error, "unauthenticated") ? "signed out" : Promise.reject(error)),
      ),
    );
  }
  setRuntime(runtime);
  await other.close();
  return answers;
}

test.each<[Change, string]>([
  [{ change: "set-role", role: "support" }, "support"],
  [{ change: "disable" }, "disabled"],
  [{ change: "sign-out" }, "finance"],
])("F52 after %j the next request finds no sign-in, on both servers", async (change, state) => {
  const { change: carryOut } = await admin();
  const user = await addUser(runtime, "finance");
  const cookie = await signInCookie(runtime, user);
  expect(await nextRequest(cookie)).toEqual(["finance", "finance"]);
  const answer = await carryOut(user, change);
  expect([answer.status, await answer.json()]).toEqual([200, { user_id: user.userId }]);
  expect(await nextRequest(cookie)).toEqual(["signed out", "signed out"]);
  expect(await stateOf(user)).toBe(state);
  expect(runtime.logged.join("")).toContain("session.revoked");
});

test("F52 a new role is the role of the next sign-in, and a disabled user who is enabled has to sign in anew", async () => {
  const { change } = await admin();
  const user = await addUser(runtime, "finance");
  const old = await signInCookie(runtime, user);
  await change(user, { change: "set-role", role: "manager" });
  expect(await nextRequest(await signInCookie(runtime, user))).toEqual(["manager", "manager"]);
  await change(user, { change: "disable" });
  await change(user, { change: "enable" });
  expect(await nextRequest(old)).toEqual(["signed out", "signed out"]);
  expect(await nextRequest(await signInCookie(runtime, user))).toEqual(["manager", "manager"]);
  expect(await auditOf(user)).toEqual([
    "users.disable done",
    "users.enable done",
    "users.set-role done finance manager",
  ]);
});

test("what is so already changes nothing, signs nobody out and is not written down", async () => {
  const { change } = await admin();
  const user = await addUser(runtime, "finance");
  const cookie = await signInCookie(runtime, user);
  await change(user, { change: "set-role", role: "finance" });
  await change(user, { change: "enable" });
  expect(await nextRequest(cookie)).toEqual(["finance", "finance"]);
  expect(await auditOf(user)).toEqual([]);
});

test("nobody changes their own account, whatever it is, and the attempt is on record", async () => {
  const own = await admin();
  const changes = [{ change: "set-role", role: "support" }, { change: "disable" }, { change: "sign-out" }];
  for (const change of changes) expect((await own.change(own, change)).status).toBe(403);
  expect(await stateOf(own)).toBe("admin");
  expect(await nextRequest(own.cookie)).toEqual(["admin", "admin"]);
  expect(await auditOf(own)).toEqual([
    "users.disable denied",
    "users.set-role denied",
    "users.sign-out denied",
  ]);
});

test("two administrators who take each other's role or account away at once: one wins, and one is left", async () => {
  for (const how of [{ change: "set-role", role: "support" }, { change: "disable" }]) {
    await db.query("update users set role = 'support' where role = 'admin'");
    const [one, two] = [await admin(), await admin()];
    const answers = await Promise.all([one.change(two, how), two.change(one, how)]);
    // Whoever lost was either refused at the door, or found in the transaction to be no administrator any more.
    const statuses = answers.map(({ status }) => status).sort();
    expect([200, statuses[1]]).toEqual([
      statuses[0],
      expect.toSatisfy((status) => [401, 403].includes(status)),
    ]);
    expect([await stateOf(one), await stateOf(two)].filter((state) => state === "admin")).toHaveLength(1);
  }
});

test("however many administrators take everybody's rights away at once, one is left", async () => {
  await db.query("update users set role = 'support' where role = 'admin'");
  const admins = await Promise.all(Array.from({ length: 4 }, admin));
  const changes = admins.flatMap((actor) =>
    admins
      .filter((other) => other !== actor)
      .map((other) => () => actor.change(other, { change: "disable" })),
  );
  const statuses = (await Promise.all(changes.map((change) => change()))).map(({ status }) => status);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  const states = await Promise.all(admins.map(stateOf));
  expect(states.filter((state) => state === "admin")).toHaveLength(1);
});

test.each(ROLES.filter((role) => role !== "admin"))(
  "F51 a %s neither sees nor changes users",
  async (role: Role) => {
    const target = await addUser(runtime, "support");
    const cookie = await signInCookie(runtime, await addUser(runtime, role));
    const list = await listRoute(requestTo(runtime, "/api/settings/users", { headers: { cookie } }));
    expect([list.status, (await list.json()).code]).toEqual([403, "forbidden"]);
    for (const userId of [target.userId, "nobody"])
      expect((await ask(cookie, userId, { change: "disable" })).status).toBe(403);
    expect(await stateOf(target)).toBe("support");
  },
);

test("F50 F56 nobody signed in is 401, and another site's request is 403", async () => {
  const target = await addUser(runtime, "support");
  const { cookie } = await admin();
  expect((await ask("", target.userId, { change: "disable" })).status).toBe(401);
  const elsewhere: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { "content-type": "text/plain" },
  ];
  for (const headers of elsewhere)
    expect((await ask(cookie, target.userId, { change: "disable" }, headers)).status).toBe(403);
  expect(await stateOf(target)).toBe("support");
});

test.each([
  [{}],
  [{ change: "promote" }],
  [{ change: "set-role" }],
  [{ change: "set-role", role: "owner" }],
  [{ change: "disable", role: "admin" }],
  [{ change: "set-role", role: "support", also: 1 }],
])("%j is no change", async (body) => {
  const { cookie } = await admin();
  const target = await addUser(runtime, "finance");
  expect((await ask(cookie, target.userId, body)).status).toBe(400);
  expect(await stateOf(target)).toBe("finance");
});

test("an unknown user is 404", async () => {
  const { cookie } = await admin();
  expect((await ask(cookie, "nobody", { change: "disable" })).status).toBe(404);
});

test("F61 without its audit row nothing changes, and nobody is told that it did", async () => {
  const { cookie } = await admin();
  const target = await addUser(runtime, "finance");
  const failing = {
    ...runtime,
    db: {
      ...db,
      query: db.query.bind(db),
      ping: () => db.ping(),
      close: () => db.close(),
      transaction: <T>(work: Parameters<typeof db.transaction<T>>[0]) =>
        db.transaction((tx) =>
          work({
            query: async (...given) => {
              if (given[0].includes("insert into audit"))
                throw new AppError("storage-unavailable", "the test broke it");
              return tx.query(...given);
            },
          }),
        ),
    },
  };
  setRuntime(failing);
  const answer = await ask(cookie, target.userId, { change: "disable" });
  expect([answer.status, (await answer.json()).code]).toEqual([503, "audit-unavailable"]);
  expect(await stateOf(target)).toBe("finance");
});

test("the list names everybody, the disabled last, with what they do and without what they know", async () => {
  await db.query("delete from users");
  const { cookie, change } = await admin();
  const [gone, here] = [await addUser(runtime, "support"), await addUser(runtime, "finance")];
  await signInCookie(runtime, here);
  await change(gone, { change: "disable" });
  const answer = await listRoute(requestTo(runtime, "/api/settings/users", { headers: { cookie } }));
  const text = await answer.text();
  expect(text).not.toContain("argon2");
  const { users } = JSON.parse(text);
  expect(
    users.map(
      ({ role, state, sign_ins }: { role: string; state: string; sign_ins: number }) =>
        `${role} ${state} ${sign_ins}`,
    ),
  ).toEqual([...["admin active 1", "finance active 1"].sort(), "support disabled 0"]);
});
