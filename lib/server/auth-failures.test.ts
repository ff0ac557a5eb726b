import { beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...nextauth]/route";
import { AppError, hasCode } from "@/lib/errors";
import { setRuntime } from "@/lib/runtime";
import { addUser, requestTo, signInCookie, TEST_PASSWORD, testRuntime } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const runtime = testRuntime({ appUrl: "https://kontor.example.com" });
const { db, env } = runtime;

beforeEach(() => setRuntime(runtime));

/** From now on every statement that holds `words` fails, as it does when the database goes away in that moment. */
function breakStatements(words: string): void {
  const failing = {
    ...db,
    ping: () => db.ping(),
    close: () => db.close(),
    transaction: db.transaction.bind(db),
    query: async (...given: Parameters<typeof db.query>) => {
      if (given[0].includes(words)) throw new AppError("storage-unavailable", "the test broke it");
      return db.query<never>(...given);
    },
  };
  setRuntime({ ...runtime, db: failing });
}

function post(action: string, form: Record<string, string>, cookie = "") {
  const request = requestTo(runtime, `/api/auth/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: env.appUrl, cookie },
    body: JSON.stringify({ ...form, json: "true" }),
  });
  return POST(request, { params: Promise.resolve({ nextauth: action.split("/") }) });
}

async function isSignedIn(cookie: string): Promise<boolean> {
  return requireViewerForRoute("orders.read", requestTo(runtime, "/", { headers: { cookie } })).then(
    () => true,
    (error) => (hasCode(error, "unauthenticated") ? false : Promise.reject(error)),
  );
}

test.each(["from users", "insert into sign_ins"])(
  "F29 without a database (%s) nobody is told that the password is wrong",
  async (words) => {
    const { email } = await addUser(runtime, "support");
    breakStatements(words);
    const answer = await post("callback/credentials", { email, password: TEST_PASSWORD });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "storage-unavailable" });
    expect(answer.headers.getSetCookie()).toEqual([]);
  },
);

test("F29 a sign-out that could not be kept is not claimed: the cookie stays, and the next attempt works", async () => {
  const cookie = await signInCookie(runtime, await addUser(runtime, "support"));
  breakStatements("update sign_ins");
  const failed = await post("signout", {}, cookie);
  expect([failed.status, failed.headers.getSetCookie()]).toEqual([503, []]);
  setRuntime(runtime);
  expect(await isSignedIn(cookie)).toBe(true);
  expect((await post("signout", {}, cookie)).status).toBe(200);
  expect(await isSignedIn(cookie)).toBe(false);
});

test("on https every cookie is for https alone, and the sign-in's for this host alone", async () => {
  const { email } = await addUser(runtime, "support");
  const answer = await post("callback/credentials", { email, password: TEST_PASSWORD });
  const [session = "", device = "", ...preferences] = answer.headers.getSetCookie();
  expect(session).toMatch(
    /^__Host-next-auth\.session-token=[^;]+; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(device).toMatch(
    /^__Secure-kontor-device=[^;]+; Path=\/api\/auth; .*HttpOnly; SameSite=Lax; Secure$/,
  );
  for (const preference of preferences)
    expect(preference).toMatch(/^kontor-[a-z-]+=[a-z]+; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/);
  expect(await isSignedIn(session.split(";")[0] ?? "")).toBe(true);
});
