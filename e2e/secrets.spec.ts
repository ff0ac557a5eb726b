import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { JsonObject } from "@/lib/domain/json";
import { ROLES } from "@/lib/roles";
import { SANDBOX_DEFAULTS } from "@/sandbox/start-sandbox";
import { filled, PAGES, ROUTES } from "./access-matrix";
import { expect, password, region, test } from "./fixtures";
import { freshId, type OwnOrder, type Sandbox, SEED_SESSION } from "./sandbox";

/** Whatever happens, no browser gets these: tokens and secrets of ours and of the documents begin with "canary". */
const secrets = () => [
  "canary",
  SANDBOX_DEFAULTS.clientSecret,
  Buffer.from(`${SANDBOX_DEFAULTS.clientId}:${SANDBOX_DEFAULTS.clientSecret}`).toString("base64"),
  // How the access tokens of the sandbox begin.
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
  "$argon2",
  authSecret(),
];

const PERSON = {
  first_name: "Xylofonia",
  last_name: "Vanderquist",
  address_line: "Zikkzakkgata 909",
  postal_place: "Qvitteseid",
  postal_code: "0987",
  country: "NO",
  email: "x.vanderquist@example.org",
  phone_number: "+4798761234",
};
const IP = "198.51.100.203";
const PERSONAL = ["Xylofonia", "Vanderquist", "vanderquist", "Zikkzakkgata", "Qvitteseid", "98761234", IP];

/** An order with a secret in every place where Dintero's documents may hold one, and one person's details. */
function preparedOrder(sandbox: Sandbox): Promise<OwnOrder> {
  const customer = {
    email: PERSON.email,
    phone_number: PERSON.phone_number,
    tokens: {
      "payex.creditcard": {
        payment_token: "canary-1",
        payment_token_id: "canary-2",
        recurrence_token: "canary-3",
        recurrence_token_id: "canary-4",
      },
    },
  };
  const details = {
    payment_product_type: "klarna.klarna",
    klarna: { client_token: "canary-5", session_id: "fine" },
    bambora: { session_token: "canary-6", session_url: "https://pay.example.com/canary-7" },
    note: "see https://user:canary-8@example.com/?access_token=canary-9 Bearer canary-10.canary.canary",
  };
  const headers = { authorization: "Basic canary-11", cookie: "sid=canary-12", "x-api-key": "canary-13" };
  return sandbox.copy("captured", ({ session, transaction }) => {
    const events: JsonObject[] = JSON.parse(JSON.stringify(session?.events ?? []));
    const order = Object.assign({}, session?.order, { billing_address: PERSON, shipping_address: PERSON });
    const url = { callback_url: "https://shop.example.com/callback?secret=canary-14&method=GET" };
    return {
      session: {
        ...session,
        order,
        customer,
        customer_ip: IP,
        url,
        initiating_system_request_headers: headers,
        metadata: { client_secret: "canary-15" },
        events: events.map((event) => ({ ...event, details, request_headers: headers })),
      },
      transaction: {
        ...transaction,
        customer,
        customer_ip: IP,
        billing_address: PERSON,
        shipping_address: PERSON,
        card: { brand: "Visa", payment_token: "canary-16", cvc: "canary-17" },
        metadata: { "payex:access_token": "canary-18", api_key: "canary-19" },
        initiating_system_request_headers: headers,
      },
    };
  });
}

/** Every byte that the page's browser is given from now on, by address. */
function collect(page: Page): { readonly all: () => Promise<readonly [string, string][]> } {
  const answers: Promise<[string, string]>[] = [];
  page.on("response", (response) => {
    const read = async (): Promise<[string, string]> => {
      const body = await response.text().catch(() => "");
      return [response.url(), `${JSON.stringify(await response.allHeaders().catch(() => ({})))}\n${body}`];
    };
    answers.push(read());
  });
  return { all: () => Promise.all(answers) };
}

function expectNone(given: readonly (readonly [string, string])[], needles: readonly string[]): void {
  const found = given.flatMap(([url, text]) => {
    // The version of React that Next brings.
    const own = text.replaceAll(/-canary-[0-9a-f]{8}-\d{8}/g, "");
    return needles.filter((needle) => own.includes(needle)).map((needle) => `${needle} in ${url}`);
  });
  expect(found).toEqual([]);
}

for (const role of ROLES) {
  test.describe(`as ${role}`, () => {
    test.use({ role, expectedErrors: [/status of 40[034]/] });

    test("no token, secret or personal value is in any byte that the browser gets", async ({
      page,
      sandbox,
    }) => {
      const order = await preparedOrder(sandbox);
      const failed = await sandbox.notable("failed-insufficient-funds");
      const given = collect(page);
      await page.goto("/");
      await page.getByRole("searchbox", { name: "Find an order" }).fill(order.reference);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${order.path}`);
      await expect(region(page, "Customer")).toContainText("Contact data is masked.");
      for (const path of [
        order.path,
        `/transactions/${order.transactionId}`,
        `/sessions/${freshId()}`,
        "/no-such-page",
      ]) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
      }
      for (const path of [`/sessions/${SEED_SESSION}`, `/sessions/${failed.sessionId}`]) {
        await page.goto(path);
        await expect(region(page, "Verdict")).toBeVisible();
      }
      const texts: [string, string][] = [];
      const raw: [string, string][] = [];
      for (const [path, headers] of [
        [`/api/dintero${order.path}`, {}],
        [`/api/dintero/transactions/${order.transactionId}`, {}],
        [`/api/dintero/sessions/${freshId()}`, {}],
        [order.path, { rsc: "1" }],
        ["/", { rsc: "1" }],
        ["/api/auth/session", {}],
        ["/api/health/ready", {}],
      ] as const) {
        const answer = await page.request.get(path, { headers });
        const list = role === "admin" && path.startsWith("/api/dintero/") ? raw : texts;
        list.push([path, `${JSON.stringify(answer.headers())}\n${await answer.text()}`]);
      }
      const search = await page.request.post("/api/search", { data: { q: PERSON.email, ask_dintero: true } });
      texts.push(["/api/search", await search.text()]);
      const all = [...(await given.all()), ...texts];
      expect(all.length).toBeGreaterThan(20);
      expect(all.some(([url, text]) => url.endsWith(order.path) && text.includes(order.reference))).toBe(
        true,
      );
      expectNone(all, [...secrets(), ...PERSONAL]);
      // Of raw JSON an administrator sees all but secrets (CONTRACT, section 5).
      expectNone(raw, secrets());
    });

    test("nor in any page or answer of the access matrix, after the order was shown, exported and called back", async ({
      page,
      sandbox,
    }) => {
      const order = await preparedOrder(sandbox);
      await page.request.get(order.path);
      await sandbox.deliver({ sessionId: order.sessionId, event: "CAPTURE" });
      const texts: [string, string][] = [];
      const readable = Object.entries(ROUTES).filter(([path, { GET }]) => GET && !path.includes("/dintero/"));
      for (const address of [...Object.keys(PAGES), ...readable.map(([path]) => path)]) {
        const answer = await page.request.get(filled(address, order), { maxRedirects: 0 });
        texts.push([address, `${JSON.stringify(answer.headers())}\n${await answer.text()}`]);
      }
      for (const path of [`/orders?text=${order.reference}`, `/audit/trace?order=${order.sessionId}`]) {
        const answer = await page.request.get(path);
        texts.push([path, await answer.text()]);
      }
      expect(texts.length).toBeGreaterThan(40);
      expectNone(texts, [...secrets(), ...PERSONAL]);
    });
  });
}

test.describe("as an administrator who reveals", () => {
  test.use({ role: "admin" });

  test("contact data comes, tokens and secrets never", async ({ page, sandbox }) => {
    const order = await preparedOrder(sandbox);
    const given = collect(page);
    await page.goto(order.path);
    await region(page, "Customer").getByRole("button", { name: "Reveal", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("the canary's own test");
    await page.getByRole("dialog").getByRole("button", { name: "Reveal contact data" }).click();
    await expect(region(page, "Customer")).toContainText(PERSON.email);
    const answer = await page.request.get(`/api/dintero${order.path}`);
    const text = await answer.text();
    expect(text).toContain(PERSON.email);
    await page.reload();
    expectNone([...(await given.all()), ["json", text]], secrets());
  });
});

test.describe("as nobody", () => {
  test.use({ role: "nobody" });

  test("the sign-in page and every file that anybody may fetch hold no secret", async ({ page }) => {
    const given = collect(page);
    await page.goto("/sign-in");
    await page.waitForLoadState("networkidle");
    const files = filesIn(".next/static").map((path): [string, string] => [path, readFileSync(path, "utf8")]);
    expect(files.length).toBeGreaterThan(10);
    expectNone([...(await given.all()), ...files], secrets());
    expectNone(files, [password]);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The one that this run's server made for itself. */
function authSecret(): string {
  const file = join(process.env.E2E_DATA_DIR ?? "", "settings.json");
  const { authSecret: secret } = JSON.parse(readFileSync(file, "utf8"));
  expect(secret.length).toBeGreaterThan(31);
  return secret;
}
