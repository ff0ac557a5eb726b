import { expect, test } from "vitest";
import { GET } from "@/app/api/orders/route";
import type { Database } from "@/lib/db/connect";
import type { User } from "@/lib/db/users";
import { setRuntime } from "@/lib/runtime";
import { SAME_LOOK_MS } from "./same-look";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const rt = testRuntime();

async function list(user: User, query: string) {
  const cookie = await signInCookie(rt, user);
  return GET(requestTo(rt, `/api/orders${query}`, { headers: { cookie } }));
}

async function noted({ userId }: User): Promise<readonly object[]> {
  const { rows } = await rt.db.query<{ details: object }>(
    "select details from audit where actor_id = $1 and action = 'orders.list' order by chain, seq",
    [userId],
  );
  return rows.map(({ details }) => details);
}

test("a list is on record with its filter, once in ten minutes however often it is asked for again", async () => {
  const [one, other] = [await addUser(rt, "support"), await addUser(rt, "finance")];
  for (const query of ["?status=CAPTURED", "?status=CAPTURED", "", "?status=CAPTURED"])
    await list(one, query);
  await list(other, "?status=CAPTURED");
  expect(await noted(one)).toEqual([{ filter: "status=CAPTURED" }, {}]);
  expect(await noted(other)).toEqual([{ filter: "status=CAPTURED" }]);
  rt.clock.now += SAME_LOOK_MS;
  await list(one, "");
  expect(await noted(one)).toHaveLength(3);
});

test("F61 a list that cannot be put on record is not shown, and the next try is no look of before", async () => {
  const user = await addUser(rt, "support");
  const query: Database["query"] = (sql, values, options) =>
    sql.includes("into audit") ? Promise.reject(new Error("read-only")) : rt.db.query(sql, values, options);
  setRuntime({ ...rt, db: { ...rt.db, query, transaction: (work) => rt.db.transaction(work) } });
  try {
    for (const _ of [1, 2]) {
      const answer = await list(user, "");
      expect([answer.status, (await answer.json()).code]).toEqual([503, "audit-unavailable"]);
    }
  } finally {
    setRuntime(rt);
  }
  expect((await list(user, "")).status).toBe(200);
  expect(await noted(user)).toHaveLength(1);
});
