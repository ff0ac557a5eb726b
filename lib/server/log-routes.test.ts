import { describe, expect, test } from "vitest";
import { POST as reprocessOne } from "@/app/api/callbacks/[callbackId]/reprocess/route";
import { GET as readOne } from "@/app/api/callbacks/[callbackId]/route";
import { GET as readHealth } from "@/app/api/callbacks/health/route";
import { POST as reprocessAll } from "@/app/api/callbacks/reprocess/route";
import { GET as list } from "@/app/api/callbacks/route";
import { newDigest, plant } from "@/lib/db/test-log";
import { ROLES } from "@/lib/roles";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const runtime = testRuntime();
const { db, env } = runtime;
const JSON_TYPE = { "content-type": "application/json" };
const DRY = '{"dry_run":true}';

async function planted(): Promise<string> {
  const key = newDigest();
  await plant(db, env.accountId, { kind: "delivery", key, at: new Date(runtime.now()).toISOString() });
  return key;
}

const params = (callbackId: string) => ({ params: Promise.resolve({ callbackId }) });

/** Each route as a browser calls it: method, path, and how it is answered. */
const ROUTES = [
  ["list", (headers: Record<string, string>) => list(requestTo(runtime, "/api/callbacks", { headers }))],
  [
    "health",
    (headers: Record<string, string>) => readHealth(requestTo(runtime, "/api/callbacks/health", { headers })),
  ],
  [
    "one",
    async (headers: Record<string, string>) => {
      const id = await planted();
      return readOne(requestTo(runtime, `/api/callbacks/${id}`, { headers }), params(id));
    },
  ],
  [
    "re-process one",
    async (headers: Record<string, string>) => {
      const id = await planted();
      const asked = { method: "POST", body: DRY, headers: { ...JSON_TYPE, ...headers } };
      return reprocessOne(requestTo(runtime, `/api/callbacks/${id}/reprocess`, asked), params(id));
    },
  ],
  [
    "re-process all",
    (headers: Record<string, string>) => {
      const asked = { method: "POST", body: DRY, headers: { ...JSON_TYPE, ...headers } };
      return reprocessAll(requestTo(runtime, "/api/callbacks/reprocess", asked));
    },
  ],
] as const;

const READERS = ["support", "finance", "admin"];

describe.each(ROUTES)("the route: %s", (name, call) => {
  const allowed = name.startsWith("re-process") ? ["admin"] : READERS;

  test.each(ROLES)("answers %s by role", async (role) => {
    const cookie = await signInCookie(runtime, await addUser(runtime, role));
    const answer = await call({ cookie });
    expect(answer.status).toBe(allowed.includes(role) ? 200 : 403);
  });

  test("F50 answers nobody who is not signed in", async () => {
    expect((await call({})).status).toBe(401);
  });
});

describe("the list's route", () => {
  const ask = async (query: string) => {
    const cookie = await signInCookie(runtime, await addUser(runtime, "support"));
    return list(requestTo(runtime, `/api/callbacks${query}`, { headers: { cookie } }));
  };

  test("gives rows and a cursor that leads on", async () => {
    for (let entry = 0; entry < 30; entry += 1) await planted();
    const first = await (await ask("?limit=25")).json();
    expect(first.callbacks).toHaveLength(25);
    const next = await (await ask(`?limit=25&before=${encodeURIComponent(first.next_cursor)}`)).json();
    const seen = new Set(first.callbacks.map(({ id }: { id: string }) => id));
    expect(next.callbacks.some(({ id }: { id: string }) => seen.has(id))).toBe(false);
    const back = await (await ask(`?limit=25&after=${encodeURIComponent(next.previous_cursor)}`)).json();
    expect(back.callbacks).toEqual(first.callbacks);
  });

  test.each(["?nonsense=1", "?outcome=good", "?limit=7", "?before=x"])("%s is 400", async (query) => {
    const answer = await ask(query);
    expect([answer.status, (await answer.json()).code]).toEqual([400, "invalid-request"]);
  });
});

test.each([
  [{ "sec-fetch-site": "cross-site", ...JSON_TYPE }, "csrf", 403],
  [{ origin: "https://evil.example.com", ...JSON_TYPE }, "csrf", 403],
  [{ "content-type": "text/plain" }, "csrf", 403],
] as const)(
  "F56 a re-processing that another site asks for is refused: %o",
  async (headers, code, status) => {
    const cookie = await signInCookie(runtime, await addUser(runtime, "admin"));
    const asked = { method: "POST", body: DRY, headers: { ...headers, cookie } };
    const id = await planted();
    for (const answer of [
      await reprocessAll(requestTo(runtime, "/api/callbacks/reprocess", asked)),
      await reprocessOne(requestTo(runtime, `/api/callbacks/${id}/reprocess`, asked), params(id)),
    ]) {
      expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
    }
  },
);
