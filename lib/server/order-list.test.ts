import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/orders/route";
import { saveOrder } from "@/lib/db/save-order";
import { minorUnits } from "@/lib/domain/minor-units";
import type { OrderSummary } from "@/lib/domain/order-summary";
import type { Role } from "@/lib/roles";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const runtime = testRuntime();
const zero = minorUnits(0);

async function save(orderKey: string, minute: number, changes: Partial<OrderSummary> = {}): Promise<void> {
  await saveOrder(runtime.db, runtime.env.accountId, {
    orderKey,
    sessionId: orderKey,
    transactionId: `${orderKey}-t`,
    source: "lookup",
    fetchedAt: "2026-05-12T12:00:00.000Z",
    summary: {
      status: "CAPTURED",
      currency: "NOK",
      ordered: minorUnits(72_200),
      authorized: minorUnits(72_200),
      captured: minorUnits(72_200),
      refunded: zero,
      voided: zero,
      remaining: zero,
      providerIds: [],
      eventIds: [],
      payoutDestinations: [],
      hasSplits: false,
      customerName: "kari nordmann",
      customerEmail: "kari@example.com",
      customerPhone: "+4799999999",
      createdAt: new Date(Date.parse("2026-05-12T08:00:00.000Z") + minute * 60_000).toISOString(),
      ...changes,
    },
  });
}

async function get(query: string, role: Role | undefined = "support") {
  const headers = role && { cookie: await signInCookie(runtime, await addUser(runtime, role)) };
  const answer = await GET(requestTo(runtime, `/api/orders${query}`, { headers }));
  return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.json() };
}

beforeAll(async () => {
  for (let minute = 0; minute < 30; minute += 1) {
    await save(`T12345678.order${String(minute).padStart(3, "0")}`, minute, {
      merchantReference: `ORDER-${1000 + minute}`,
    });
  }
  await save("T12345678.odd", 40, {
    status: "UNHEARD_OF",
    currency: "SEK",
    remaining: minorUnits(5),
    failureReason: "insufficientFunds",
    failureWho: "bank",
  });
});

describe("GET /api/orders", () => {
  test("answers as CONTRACT says: money with its currency, counts, one total per currency, a cursor", async () => {
    const { status, body } = await get("?limit=25");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      count: 31,
      count_is_exact: true,
      totals: [
        { currency: "NOK", count: 30, captured: { amount: 30 * 72_200, currency: "NOK" } },
        { currency: "SEK", count: 1, remaining: { amount: 5, currency: "SEK" } },
      ],
    });
    expect(body.orders).toHaveLength(25);
    expect(body.orders[0]).toMatchObject({
      href: "/sessions/T12345678.odd",
      status: "UNHEARD_OF",
      amount: { amount: 72_200, currency: "SEK" },
      failure: { who: "bank", rule: "insufficientFunds" },
    });
    const rest = await get(`?limit=25&after=${body.next_cursor}`);
    expect(rest.body.orders).toHaveLength(6);
    expect(rest.body.next_cursor).toBeUndefined();
    const back = await get(`?limit=25&before=${rest.body.previous_cursor}`);
    expect(back.body.orders).toEqual(body.orders);
  });

  test.each(["support", "finance", "manager", "admin"] as const)(
    "%s sees the customer masked, and nothing else of a person",
    async (role) => {
      const { body } = await get("?limit=100", role);
      expect(body.orders[0].customer).toBe("K••• N•••");
      expect(JSON.stringify(body)).not.toMatch(/nordmann|kari@|99999999/i);
    },
  );

  test.each([
    ["?state=CAPTURED", "state"],
    ["?status=captured", "status"],
    ["?limit=1000", "limit"],
    ["?payment_status[]=captured", "payment_status[]"],
    ["?after=nonsense", "after"],
    ["?columns=created", "columns"],
    ["?amount_gte=1", "amount_gte"],
  ])("%s is 400, naming the parameter", async (query, name) => {
    const { status, type, body } = await get(query);
    expect(status).toBe(400);
    expect(type).toBe("application/problem+json");
    expect(body).toMatchObject({ code: "invalid-request", status: 400, parameters: [{ name }] });
  });

  test("a refusal repeats no value: it may be somebody's", async () => {
    const { body } = await get("?q=kari%40example.com&who=kari%40example.com");
    expect(body.parameters).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain("kari");
  });

  test("a status that only an order knows can be asked for", async () => {
    const { status, body } = await get("?status=UNHEARD_OF");
    expect(status).toBe(200);
    expect(body.count).toBe(1);
  });

  test("nobody who is not signed in is told anything", async () => {
    const answer = await GET(requestTo(runtime, "/api/orders"));
    expect(answer.status).toBe(401);
    expect(JSON.stringify(await answer.json())).not.toContain("ORDER-");
  });
});
