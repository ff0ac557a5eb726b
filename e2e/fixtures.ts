import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, test as base, expect, type Locator, type Page } from "@playwright/test";
import type { Database } from "@/lib/db/connect";
import { openDatabase } from "@/lib/db/open";
import { createUser } from "@/lib/db/users";
import { demoEmail } from "@/lib/demo-email";
import { hashPassword } from "@/lib/passwords";
import type { Role } from "@/lib/roles";
import { ACCOUNT, freshWord, openSandbox, type Sandbox } from "./sandbox";

interface Options {
  /** Who is signed in: "support" unless a file says otherwise with `test.use({ role })`; "nobody" for nobody. */
  readonly role: Role | "nobody";
  /** Console errors this test provokes on purpose, such as the browser's own word on a 404. */
  readonly expectedErrors: readonly RegExp[];
}

interface Fixtures {
  /** Fails with every violation that axe finds on the page as it is now. */
  readonly expectAccessible: () => Promise<void>;
  /** A local account that only this test has. */
  readonly account: (role: Role) => Promise<Account>;
}

interface Shared {
  /** The file with the cookies of a role: one sign-in per role and worker. */
  readonly stateOf: (role: Role) => Promise<string>;
  readonly sandbox: Sandbox;
  /** Kontor's own database, for what no page shows yet and for what only time would bring. */
  readonly store: Database;
}

export interface Account {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

export const password = process.env.KONTOR_DEMO_PASSWORD ?? "";
const STATES = ".local/e2e-states";
const NOBODY = { cookies: [], origins: [] };

export const test = base.extend<Options & Fixtures, Shared>({
  role: ["support", { option: true }],
  expectedErrors: [[], { option: true }],

  stateOf: [
    async ({ browser }, use, worker) => {
      const states = new Map<Role, Promise<string>>();
      await use((role) => {
        const state =
          states.get(role) ?? signInOnce(browser, role, worker.workerIndex, worker.project.use.baseURL);
        states.set(role, state);
        return state;
      });
    },
    { scope: "worker" },
  ],

  storageState: async ({ role, stateOf }, use) => {
    await use(role === "nobody" ? NOBODY : await stateOf(role));
  },

  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    await use(page);
    const unexpected = errors.filter((text) => !expectedErrors.some((expected) => expected.test(text)));
    expect(unexpected, "console errors and CSP reports").toEqual([]);
  },

  sandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use) => use(openSandbox(process.env.E2E_SANDBOX_PORT ?? "")),
    { scope: "worker" },
  ],

  store: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use) => {
      const store = await openDatabase({ dataDir: resolve(process.env.E2E_DATA_DIR ?? ""), mayJoin: true });
      await use(store);
      await store.close();
    },
    { scope: "worker" },
  ],

  account: async ({ store }, use) => {
    await use(async (role) => {
      const email = `${role}-${freshWord(12)}@kontor.example`.toLowerCase();
      const passwordHash = await hashPassword(password);
      const { userId } = await createUser(
        store,
        ACCOUNT,
        { email, name: `Test ${role}`, role, passwordHash },
        Date.now(),
      );
      return { userId, email, password };
    });
  },

  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target) }))).toEqual(
        [],
      );
    });
  },
});

export { expect };

async function signInOnce(
  browser: Browser,
  role: Role,
  worker: number,
  baseURL: string | undefined,
): Promise<string> {
  const context = await browser.newContext({ baseURL, storageState: NOBODY });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, role);
  mkdirSync(STATES, { recursive: true });
  const file = join(STATES, `${role}-${worker}.json`);
  await context.storageState({ path: file });
  await context.close();
  return file;
}

/** Fills the form of the sign-in page, and waits until it has led somewhere else. */
export async function signIn(page: Page, who: Role | Account): Promise<void> {
  const account = typeof who === "string" ? { email: demoEmail(who), password } : who;
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** A part of the order page, by the name that CONTRACT gives it. */
export function region(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

/** Unfolds everything that folds, as a reader with much time would; of the raw documents only their list of what is withheld. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What is unfolded may hold more that folds.
    for (let closed = 1; closed > 0; ) {
      const folded = document.querySelectorAll(
        "details:not([open]):not(#raw *), #raw details:last-of-type:not([open])",
      );
      closed = folded.length;
      for (const details of folded) details.setAttribute("open", "");
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  });
}
