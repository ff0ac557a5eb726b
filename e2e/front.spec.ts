import { expect, test } from "./fixtures";

const SEED_SESSION = "/sessions/T12345678.465U8CUzaPVpneu1wt8Wei";
const PAGES = ["/", SEED_SESSION, "/transactions/T12345678.465UfBENeLpkBvwmqfTC4k"];
const ROUTES = [`/api/dintero${SEED_SESSION}`, `/api/dintero${PAGES[2]}`];

test.use({ role: "nobody" });

test("the sign-in page opens for anybody, is accessible and breaks no content security policy", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/sign-in");
  await expect(page.getByLabel("Email")).toBeVisible();
  await expect(page.getByLabel("Password")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  await expectAccessible();
});

test("F50 a page sends somebody unknown to sign in and back again, a route answers 401", async ({
  request,
}) => {
  for (const path of PAGES) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    expect(answer.headers().location, path).toMatch(/^\/sign-in/);
  }
  for (const path of ROUTES) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(401);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  }
});

test("F57 no form of a request gets past the sign-in", async ({ request, baseURL }) => {
  const disguises: Record<string, string>[] = [
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-segment-prefetch": "/_tree" },
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-rewrite": SEED_SESSION },
    { "x-nextjs-data": "1" },
    { "x-invoke-path": SEED_SESSION },
    { "x-matched-path": SEED_SESSION },
    { "x-original-url": SEED_SESSION },
    { "next-action": "7f00" },
    { "x-http-method-override": "GET" },
    { authorization: "Bearer %E0%A4%A" },
  ];
  const forms = (path: string) => [
    path,
    `${path}/`,
    `${path}?_rsc=1`,
    `${path}.rsc`,
    `${path}.json`,
    `/_next/data/x${path}.json`,
    `${path}?nxtPsessionId=T12345678.465U8CUzaPVpneu1wt8Wei`,
    `//evil.example.com${path}`,
  ];
  for (const path of [...PAGES, ...ROUTES]) {
    const attempts = [
      ...forms(path).map((form) => ({ form, headers: {} })),
      ...disguises.map((headers) => ({ form: path, headers })),
    ];
    for (const { form, headers } of attempts) {
      const answer = await request.get(`${baseURL ?? ""}${form}`, { headers, maxRedirects: 0 });
      const what = `${form} ${JSON.stringify(headers)}: ${answer.status()}`;
      expect(answer.status(), what).toBeLessThan(500);
      expect(await answer.text(), what).not.toMatch(/72200|Verdict/);
    }
  }
});

test("every answer carries the security headers; only hashed assets may be cached", async ({
  page,
  request,
}) => {
  const asset = page.waitForResponse((answer) => /_next\/static\/.*\.js$/.test(answer.url()));
  await page.goto("/sign-in");
  const answers = [
    await request.get("/sign-in"),
    await request.get("/no-such-page"),
    await request.get("/api/no-such-route"),
    await request.get("/api/health/live"),
    await request.get("/_next/image?url=%2Ficon.svg&w=64&q=75"),
  ];
  for (const answer of answers) {
    expect(answer.headers(), answer.url()).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-request-id": expect.stringMatching(/^[\da-f-]{36}$/),
      "content-security-policy": expect.stringMatching(/script-src 'nonce-[^']+' 'strict-dynamic';/),
    });
    expect(answer.headers()["x-powered-by"]).toBeUndefined();
  }
  const script = await asset;
  expect(script.headers()["cache-control"]).toMatch(/immutable/);
  expect(answers[4]?.status()).toBe(404);
});

test("health says that it lives, and part by part that it is ready", async ({ request }) => {
  const live = await request.get("/api/health/live");
  expect([live.status(), await live.json()]).toEqual([200, { status: "live" }]);
  const ready = await request.get("/api/health/ready");
  expect([ready.status(), await ready.json()]).toEqual([
    200,
    { status: "ready", parts: { process: "ok", store: "ok", callbacks: "ok" } },
  ]);
});

test("Server Actions and uploads have no door", async ({ request }) => {
  const action = await request.post("/", { headers: { "next-action": "7f00" }, data: "[]" });
  expect(action.status()).toBe(405);
  const upload = await request.post("/sign-in", { multipart: { file: "x" } });
  expect(upload.status()).toBe(405);
});
