import { beforeAll, describe, expect, test } from "vitest";
import { GET as getFailures } from "@/app/api/failures/route";
import { GET as getOrders } from "@/app/api/orders/route";
import { saveOrder } from "@/lib/db/save-order";
import { EVERY_FAILURE } from "@/lib/domain/failure-filter";
import { minorUnits } from "@/lib/domain/minor-units";
import { ROLES, type Role } from "@/lib/roles";
import { readUnmapped } from "./failures";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";

const runtime = testRuntime();
const zero = minorUnits(0);

async function fail(orderKey: string, failureReason: string, value: string, hoursAgo: number): Promise<void> {
  const at = new Date(runtime.now() - hoursAgo * 3_600_000).toISOString();
  const source = "transaction-event";
  await saveOrder(runtime.db, runtime.env.accountId, {
    orderKey,
    sessionId: orderKey,
    source: "lookup",
    fetchedAt: at,
    summary: {
      ...{ status: "FAILED", currency: "NOK", ordered: minorUnits(72_200) },
      ...{ authorized: zero, captured: zero, refunded: zero, voided: zero, remaining: zero },
      ...{ providerIds: [], eventIds: [], payoutDestinations: [], hasSplits: false },
      ...{ customerName: "kari nordmann", customerEmail: "kari@example.com", customerPhone: "+4799999999" },
      ...{ createdAt: at, failureReason, failureWho: "bank" },
      failure: { value, source, severity: "routine", at },
    },
  });
}

async function get(path: string, role?: Role) {
  const headers = role && { cookie: await signInCookie(runtime, await addUser(runtime, role)) };
  const handler = path.startsWith("/api/orders") ? getOrders : getFailures;
  const answer = await handler(requestTo(runtime, path, { headers }));
  return { status: answer.status, body: await answer.json() };
}

beforeAll(async () => {
  await fail("T12345678.a", "insufficientFunds", "51", 1);
  await fail("T12345678.b", "insufficientFunds", "51", 30);
  await fail("T12345678.c", "unmapped", "asked kari@example.com again", 2);
  await fail("T12345678.d", "unmapped", "E-99", 3);
});

describe("GET /api/failures", () => {
  test.each(ROLES)("answers %s with counts, money and addresses, and nothing personal", async (role) => {
    const { status, body } = await get("/api/failures", role);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      count: 4,
      amounts: [{ currency: "NOK", count: 4, amount: { amount: 4 * 72_200, currency: "NOK" } }],
      groups: [
        { key: "insufficientFunds", who: "bank", count: 2, recovery: { unpaid: 2, recovered: 0 } },
        { key: "unmapped", count: 2 },
      ],
      unusual: [],
    });
    expect(JSON.stringify(body)).not.toMatch(/kari|99999999/i);
  });

  test("each group's address is a list of exactly so many orders", async () => {
    for (const group of ["reason", "who", "method", "hour"]) {
      const { body } = await get(`/api/failures?group=${group}`, "support");
      expect(body.groups.length).toBeGreaterThan(0);
      for (const { href, count } of body.groups) {
        const list = await get(`/api${href}`, "support");
        expect([group, list.body.count]).toEqual([group, count]);
      }
    }
  });

  test("what is not understood is 400 by name, and nobody is 401", async () => {
    const { status, body } = await get("/api/failures?group=seller&from=2020-01-01&shop=kari", "finance");
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "invalid-request",
      parameters: [
        { name: "group", reason: "unknown-value" },
        { name: "shop", reason: "unknown-parameter" },
        { name: "from", reason: "too-long" },
      ],
    });
    expect((await get("/api/failures")).status).toBe(401);
  });
});

test("a value that may be somebody's is left to the order's own page", async () => {
  const rows = await readUnmapped(await viewerAs(runtime, "support"), EVERY_FAILURE);
  expect(rows.map(({ value, href }) => [value, href])).toEqual([
    ["E-99", "/sessions/T12345678.d"],
    [undefined, "/sessions/T12345678.c"],
  ]);
});
