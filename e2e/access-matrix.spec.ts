import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type APIRequestContext, type Browser, request as requests } from "@playwright/test";
import { ROLES, type Role } from "@/lib/roles";
import { filled, PAGES, ROUTES } from "./access-matrix";
import { type Account, expect, signIn, test } from "./fixtures";

test.use({ role: "nobody" });

/** Every page or route in `app` by its address, and the text of its file. */
function files(name: "page.tsx" | "route.ts") {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(name))
    .map((path) => ({
      address: `/${dirname(path)}`.replace(/\/\(\w+\)|\/\.$/g, "") || "/",
      text: readFileSync(join("app", path), "utf8"),
    }));
}

/** Requests with the cookies of one signed-in person, that no browser makes. */
async function as(
  browser: Browser,
  baseURL: string | undefined,
  who: Role | Account,
): Promise<APIRequestContext> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, who);
  const storageState = await context.storageState();
  await context.close();
  return requests.newContext({ baseURL: baseURL ?? "", storageState });
}

async function open(from: APIRequestContext, method: string, address: string, baseURL: string | undefined) {
  const answer = await from.fetch(filled(address), {
    method,
    maxRedirects: 0,
    headers: {
      origin: baseURL ?? "",
      accept: address.startsWith("/api/") ? "application/json" : "text/html",
    },
    ...(method === "GET" ? {} : { data: {} }),
  });
  return answer.status();
}

test("every page, route and method stands in the matrix, and nothing else", () => {
  expect(
    files("page.tsx")
      .map(({ address }) => address)
      .sort(),
  ).toEqual(Object.keys(PAGES).sort());
  const routes = files("route.ts");
  expect(routes.map(({ address }) => address).sort()).toEqual(Object.keys(ROUTES).sort());
  for (const { address, text } of routes) {
    const methods = [...text.matchAll(/^export (?:async )?(?:function|const) ([A-Z]+)\b/gm)].map(
      ([, name]) => name,
    );
    const named = address.includes("nextauth") ? ["GET", "POST"] : methods;
    expect(named.sort(), address).toEqual(Object.keys(ROUTES[address] ?? {}).sort());
  }
});

for (const role of ROLES)
  test(`F51 ${role} gets what the role may, and 403 for all else`, async ({ browser, baseURL, account }) => {
    test.slow();
    const from = await as(browser, baseURL, await account(role));
    for (const [address, roles] of Object.entries(PAGES)) {
      const status = await open(from, "GET", address, baseURL);
      const isAllowed = roles === "anybody" || roles.includes(role);
      if (isAllowed) expect([200, 303, 307, 404], `${address} ${status}`).toContain(status);
      else expect(status, address).toBe(403);
    }
    for (const [address, methods] of Object.entries(ROUTES))
      for (const [method, roles] of Object.entries(methods)) {
        const status = await open(from, method, address, baseURL);
        const asked = `${method} ${address} ${status}`;
        if (roles === "anybody" || roles.includes(role)) {
          expect([401, 403, 405], asked).not.toContain(status);
          expect(status, asked).toBeLessThan(500);
        } else expect(status, asked).toBe(403);
      }
    await from.dispose();
  });

const ENDED = {
  disabled: "update users set disabled_at = now() where user_id = $1",
  expired: "update sign_ins set expires_at = now() where user_id = $1",
  idle: "update sign_ins set last_seen_at = now() - interval '31 minutes' where user_id = $1",
  revoked: "update sign_ins set revoked_at = now() where user_id = $1",
} as const;

async function expectNothing(from: APIRequestContext, baseURL: string | undefined): Promise<void> {
  for (const [address, roles] of Object.entries(PAGES)) {
    if (roles === "anybody") continue;
    expect([303, 307], address).toContain(await open(from, "GET", address, baseURL));
  }
  for (const [address, methods] of Object.entries(ROUTES))
    for (const [method, roles] of Object.entries(methods))
      if (roles !== "anybody")
        expect(await open(from, method, address, baseURL), `${method} ${address}`).toBe(401);
}

test("F50 nobody gets nothing but the way to sign in", async ({ baseURL }) => {
  test.slow();
  const from = await requests.newContext({ baseURL: baseURL ?? "" });
  await expectNothing(from, baseURL);
  await from.dispose();
});

for (const [ended, sql] of Object.entries(ENDED))
  test(`F52 an administrator who is ${ended} gets as much as nobody`, async ({
    browser,
    baseURL,
    account,
    store,
  }) => {
    test.slow();
    const admin = await account("admin");
    const from = await as(browser, baseURL, admin);
    expect(await open(from, "GET", "/api/settings/users", baseURL)).toBe(200);
    await store.query(sql, [admin.userId]);
    await expectNothing(from, baseURL);
    await from.dispose();
  });
