import { randomBytes } from "node:crypto";
import { NextRequest } from "next/server";
import { beforeAll } from "vitest";
import type { DatabaseAddress } from "@/lib/db/connect";
import { createSignIn } from "@/lib/db/sign-ins";
import { snapshotsOf } from "@/lib/db/snapshot";
import { testDatabase } from "@/lib/db/test-database";
import { createUser, type User } from "@/lib/db/users";
import { createDintero, type Dintero } from "@/lib/dintero/client";
import { type Env, readEnv } from "@/lib/env";
import { createLogger } from "@/lib/log";
import { hashPassword } from "@/lib/passwords";
import type { Action, Role } from "@/lib/roles";
import { type Runtime, setRuntime } from "@/lib/runtime";
import { SIGN_IN_LIFE_SECONDS, sealSignInId, signInCookieName } from "./sign-in-cookie";
import { requireViewerForRoute, type Viewer } from "./viewer";

/** The runtime of one test file: a real database of its own, a clock that tests move, the lines that were logged. */
export interface TestRuntime extends Runtime {
  readonly clock: { now: number };
  readonly logged: string[];
  /** Where its database is, for a second server on it. */
  readonly address: DatabaseAddress;
}

const ENVIRONMENT = {
  AUTH_SECRET: "a secret for tests, of 32 bytes or more",
  DINTERO_ACCOUNT_ID: "T12345678",
  DINTERO_CLIENT_ID: "test-client",
  DINTERO_CLIENT_SECRET: "test-client-secret",
  // Nobody listens there: a test that calls Dintero brings its own.
  DINTERO_API_URL: "http://127.0.0.1:9",
  DINTERO_CHECKOUT_URL: "http://127.0.0.1:9",
};

/** For a test file's top level: what `runtime()` answers in it. */
export function testRuntime(changes: Partial<Env> = {}, dintero?: Dintero): TestRuntime {
  const { db, address } = testDatabase();
  const env = { ...readEnv(ENVIRONMENT), ...changes };
  const clock = { now: Date.parse("2026-05-12T10:00:00.000Z") };
  const logged: string[] = [];
  const now = () => clock.now;
  const made: TestRuntime = {
    env,
    db,
    openSnapshot: snapshotsOf(address),
    clock,
    logged,
    address,
    now,
    log: createLogger("debug", (line) => logged.push(line)),
    dintero: dintero ?? createDintero({ ...env, now }),
  };
  beforeAll(() => setRuntime(made));
  return made;
}

export const TEST_PASSWORD = "correct horse battery";

/** A new user with TEST_PASSWORD; nobody else in the file's database is touched. */
export async function addUser({ db, env, now }: Runtime, role: Role, isDemo = false): Promise<User> {
  const email = `${role}-${randomBytes(6).toString("hex")}@example.com`;
  const passwordHash = await hashPassword(TEST_PASSWORD);
  return createUser(db, env.accountId, { email, name: "Kari Nordmann", role, passwordHash, isDemo }, now());
}

/** Signs `user` in. @returns the cookie header of their browser. */
export async function signInCookie({ db, env, now }: Runtime, user: User): Promise<string> {
  const expiresAt = now() + SIGN_IN_LIFE_SECONDS * 1000;
  const id = await createSignIn(db, env.accountId, { userId: user.userId, now: now(), expiresAt });
  return `${signInCookieName(env.appUrl)}=${await sealSignInId(id, env.authSecret)}`;
}

/** A request as the front hands it on. */
export function requestTo(
  { env }: Runtime,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: string; signal?: AbortSignal } = {},
): NextRequest {
  const headers = { "x-forwarded-for": "192.0.2.7", "x-request-id": "test-request", ...init.headers };
  return new NextRequest(new URL(path, env.appUrl), { ...init, headers });
}

/** A viewer with this role, made the only way there is: by signing in. */
export async function viewerAs(
  runtime: Runtime,
  role: Role,
  action: Action = "orders.read",
): Promise<Viewer> {
  const cookie = await signInCookie(runtime, await addUser(runtime, role));
  return requireViewerForRoute(action, requestTo(runtime, "/", { headers: { cookie } }));
}
