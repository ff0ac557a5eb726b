import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { demoEmail } from "@/lib/demo-email";
import type { Role } from "@/lib/roles";

interface Options {
  /** Who is signed in: "support" unless a file says otherwise with `test.use({ role })`; "nobody" for nobody. */
  readonly role: Role | "nobody";
  /** Console errors this test provokes on purpose, such as the browser's own word on a 404. */
  readonly expectedErrors: readonly RegExp[];
}

interface Fixtures {
  /** The sandbox's own doors: see sandbox/README.md. */
  readonly sandbox: Sandbox;
  /** Fails with every violation that axe finds on the page as it is now. */
  readonly expectAccessible: () => Promise<void>;
}

interface Shared {
  /** The file with the cookies of a role: one sign-in per role and worker. */
  readonly stateOf: (role: Role) => Promise<string>;
}

export interface Sandbox {
  readonly url: string;
  /** Adds one fault rule; give it a path of an order that only this test opens. */
  fault(rule: {
    readonly path: string;
    readonly times?: number | null;
    readonly fault: { readonly kind: string };
  }): Promise<void>;
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

  sandbox: async ({ baseURL: _ }, use) => {
    const url = `http://127.0.0.1:${process.env.E2E_SANDBOX_PORT}`;
    await use({
      url,
      async fault(rule) {
        const answer = await fetch(`${url}/_sandbox/faults`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(rule),
        });
        expect(answer.status).toBe(201);
      },
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
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.getByLabel("Email").fill(demoEmail(role));
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
