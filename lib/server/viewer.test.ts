import { beforeEach, expect, test, vi } from "vitest";
import { revokeSignInsOf } from "@/lib/db/sign-ins";
import { disableUser, setUserPassword, setUserPreferences, setUserRole } from "@/lib/db/users";
import type { Role } from "@/lib/roles";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";
import { findPageViewer, requireViewer, requireViewerForRoute } from "./viewer";

const runtime = testRuntime();
const { db, env, clock } = runtime;

/** What Next would give a page of the browser in question. */
const browser = { headers: new Headers() };
vi.mock("next/headers", async () => {
  const { RequestCookies } = await import("next/dist/compiled/@edge-runtime/cookies");
  return {
    headers: async () => browser.headers,
    cookies: async () => new RequestCookies(browser.headers),
  };
});

beforeEach(() => {
  vi.stubEnv("__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS", "true");
  browser.headers = new Headers({ "x-kontor-path": "/orders?status=FAILED", "x-forwarded-for": "192.0.2.9" });
});

async function signInAs(role: Role) {
  const user = await addUser(runtime, role);
  browser.headers.set("cookie", await signInCookie(runtime, user));
  return user;
}

/** What Next reads of a page that stopped: its redirect or its status. */
async function stopOf(page: Promise<unknown>): Promise<string> {
  const error = await page.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error && "digest" in error ? String(error.digest) : "it did not stop";
}

test("F50 a page that nobody is signed in to leads to the sign-in page and back", async () => {
  const stop = await stopOf(requireViewer("orders.read"));
  expect(stop).toContain("NEXT_REDIRECT;replace;/sign-in?return=%2Forders%3Fstatus%3DFAILED;");
});

test("F50, F55 a hostile path is not led back to", async () => {
  browser.headers.set("x-kontor-path", "//evil.example");
  expect(await stopOf(requireViewer("orders.read"))).toContain("NEXT_REDIRECT;replace;/sign-in;");
});

test("F50 a route that nobody is signed in to says so", async () => {
  await expect(requireViewerForRoute("orders.read", requestTo(runtime, "/"))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("a signed-in person is the viewer, with what the database knows now", async () => {
  const user = await signInAs("finance");
  const viewer = await requireViewer("orders.read");
  expect(viewer).toMatchObject({ userId: user.userId, email: user.email, name: user.name, locale: "en" });
  expect(viewer.role).toBe("finance");
  await setUserPreferences(db, env.accountId, user.userId, { locale: "nb" }, clock.now);
  expect((await findPageViewer())?.locale).toBe("nb");
});

test("F51 a wrong role is stopped before anything is read, and the attempt is in the audit log", async () => {
  const user = await signInAs("manager");
  expect(await stopOf(requireViewer("contact.reveal"))).toBe("NEXT_HTTP_ERROR_FALLBACK;403");
  const cookie = browser.headers.get("cookie") ?? "";
  const route = requireViewerForRoute("raw.read", requestTo(runtime, "/", { headers: { cookie } }));
  await expect(route).rejects.toMatchObject({ code: "forbidden" });
  const { rows } = await db.query(
    "select action, outcome, address from audit where account_id = $1 and actor_id = $2 order by action",
    [env.accountId, user.userId],
  );
  expect(rows).toEqual([
    { action: "contact.reveal", outcome: "denied", address: "192.0.2.9" },
    { action: "raw.read", outcome: "denied", address: "192.0.2.7" },
  ]);
});

test.each<[string, (userId: string) => Promise<void>]>([
  ["disabled", (userId) => disableUser(db, env.accountId, userId, clock.now)],
  ["given another password", (userId) => setUserPassword(db, env.accountId, userId, "x", clock.now)],
  ["signed out everywhere", (userId) => revokeSignInsOf(db, env.accountId, userId, clock.now)],
])("F52 the next request of somebody who was %s is refused", async (_, act) => {
  const { userId } = await signInAs("admin");
  await requireViewer("orders.read");
  await act(userId);
  expect(await stopOf(requireViewer("orders.read"))).toContain("NEXT_REDIRECT");
});

test("F52 a lowered role counts from the next request on", async () => {
  const { userId } = await signInAs("admin");
  await requireViewer("raw.personal");
  await setUserRole(db, env.accountId, userId, "support", clock.now);
  expect(await stopOf(requireViewer("raw.personal"))).toBe("NEXT_HTTP_ERROR_FALLBACK;403");
});

test("a demo account opens nothing outside demo mode, even when it is still signed in", async () => {
  const user = await addUser(runtime, "admin", true);
  browser.headers.set("cookie", await signInCookie(runtime, user));
  expect(await findPageViewer()).toBeUndefined();
});

test("a viewer is no plain object, so React refuses to send one to the browser", async () => {
  const viewer = await viewerAs(runtime, "support");
  expect(Object.getPrototypeOf(viewer)).not.toBe(Object.prototype);
});
