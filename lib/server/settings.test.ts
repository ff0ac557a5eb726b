import { beforeEach, expect, test } from "vitest";
import { POST as windowsRoute } from "@/app/api/settings/authorization-windows/route";
import { POST as secondFactorRoute } from "@/app/api/settings/second-factor/route";
import { setRuntime } from "@/lib/runtime";
import { readSecondFactorSetting, readWindowsSetting } from "./settings";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";

const runtime = testRuntime();
const { db, env } = runtime;

// Where a second factor is required, nobody in this file is signed in.
beforeEach(async () => {
  setRuntime(runtime);
  await db.query("delete from settings");
});

function post(path: string, body: unknown, cookie: string, origin = env.appUrl) {
  return requestTo(runtime, path, {
    method: "POST",
    headers: { "content-type": "application/json", origin, cookie },
    body: JSON.stringify(body),
  });
}
const setWindows = (cookie: string, body: unknown) =>
  windowsRoute(post("/api/settings/authorization-windows", body, cookie));
const setSecondFactor = (cookie: string, body: unknown, origin?: string) =>
  secondFactorRoute(post("/api/settings/second-factor", body, cookie, origin));
const cookieOf = async (role: Parameters<typeof addUser>[1]) =>
  signInCookie(runtime, await addUser(runtime, role));

test("a decision holds, is on record with what was before, and a second one that did not see it is refused", async () => {
  const viewer = await viewerAs(runtime, "admin", "settings.manage");
  const cookie = await cookieOf("admin");
  const [late, first] = [
    await cookieOf("admin"),
    await setSecondFactor(cookie, { value: false, seen_version: 0 }),
  ];
  expect([first.status, await first.json()]).toEqual([200, { version: 1 }]);
  const refused = await setSecondFactor(late, { value: true, seen_version: 0 });
  expect([refused.status, (await refused.json()).code]).toEqual([409, "conflict"]);
  expect((await setSecondFactor(late, { value: true, seen_version: 1 })).status).toBe(200);
  expect(await readSecondFactorSetting(viewer)).toMatchObject({ value: true, version: 2 });
  // Whoever has none is out with the next request, who decided it too.
  expect((await setSecondFactor(late, { value: false, seen_version: 2 })).status).toBe(401);
  const { rows } = await db.query("select subject_id, details from audit where action = 'settings.manage'");
  expect(rows).toEqual(
    expect.arrayContaining([
      { subject_id: "isSecondFactorRequired", details: { from: false, to: false } },
      { subject_id: "isSecondFactorRequired", details: { from: false, to: true } },
    ]),
  );
});

test("the days of a method are listed with what is known of it, what was decided and what hangs on it", async () => {
  const cookie = await cookieOf("admin");
  const viewer = await viewerAs(runtime, "admin", "settings.manage");
  expect(
    (await setWindows(cookie, { value: { vipps: 14, "new.method": null }, seen_version: 0 })).status,
  ).toBe(200);
  const { held, methods } = await readWindowsSetting(viewer);
  expect(held).toMatchObject({ value: { vipps: 14, "new.method": null }, version: 1 });
  const of = (name: string) => methods.find(({ paymentProductType }) => paymentProductType === name);
  expect(of("vipps")).toEqual({ paymentProductType: "vipps", known: { days: 7, source: "vipps" }, open: 0 });
  expect(of("collector.invoice")?.known).toEqual({ days: 60, source: "walley" });
  expect(of("new.method")).toEqual({ paymentProductType: "new.method", known: undefined, open: 0 });
});

test.each([
  [{ value: { vipps: 0 }, seen_version: 0 }],
  [{ value: { vipps: 7 } }],
  [{ value: { vipps: 7 }, seen_version: -1 }],
  [{ value: { vipps: 7 }, seen_version: 0, also: 1 }],
  [{ seen_version: 0 }],
  [[]],
])("%j is no change of the days", async (body) => {
  expect((await setWindows(await cookieOf("admin"), body)).status).toBe(400);
});

test("F50 F51 F56 only an administrator on our own pages decides", async () => {
  const body = { value: true, seen_version: 9 };
  for (const role of ["support", "finance", "manager"] as const) {
    const cookie = await cookieOf(role);
    expect((await setSecondFactor(cookie, body)).status).toBe(403);
    expect((await setWindows(cookie, { value: {}, seen_version: 0 })).status).toBe(403);
  }
  expect((await setSecondFactor("", body)).status).toBe(401);
  expect((await setSecondFactor(await cookieOf("admin"), body, "https://evil.example")).status).toBe(403);
});
