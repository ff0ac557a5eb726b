import { beforeAll, expect, test } from "vitest";
import { saveOrder } from "@/lib/db/save-order";
import { minorUnits } from "@/lib/domain/minor-units";
import { readOrderPlace } from "./order-place";
import { testRuntime, viewerAs } from "./test-runtime";

const runtime = testRuntime();
const zero = minorUnits(0);

beforeAll(async () => {
  for (const [minute, status] of ["CAPTURED", "FAILED", "CAPTURED"].entries()) {
    await saveOrder(runtime.db, runtime.env.accountId, {
      orderKey: `T12345678.order${minute}`,
      sessionId: `T12345678.order${minute}`,
      source: "lookup",
      fetchedAt: "2026-05-12T12:00:00.000Z",
      summary: {
        ...{ status, currency: "NOK", ordered: zero, authorized: zero, captured: zero, refunded: zero },
        ...{ voided: zero, remaining: zero, providerIds: [], eventIds: [], payoutDestinations: [] },
        hasSplits: false,
        createdAt: `2026-05-12T08:0${minute}:00.000Z`,
      },
    });
  }
});

test("the way on and the way back keep the list as it was opened: its filter, its look, its page", async () => {
  const viewer = await viewerAs(runtime, "manager");
  const place = await readOrderPlace(
    viewer,
    "status=CAPTURED&limit=25&density=comfortable",
    "T12345678.order2",
  );
  const list = "status=CAPTURED&limit=25&density=comfortable";
  expect(place).toMatchObject({
    listHref: `/orders?${list}#T12345678.order2`,
    nextHref: `/sessions/T12345678.order0?${new URLSearchParams({ list })}`,
    ...{ previousHref: undefined, position: 1, count: 2, isExact: true, isListed: true },
  });
});

test.each(["q=kari@example.com", "status=NONSENSE", "//evil.example", "x=1", "a".repeat(5_000)])(
  "%s is no list: nothing of it comes back",
  async (query) => {
    const viewer = await viewerAs(runtime, "support");
    expect(await readOrderPlace(viewer, query, "T12345678.order2")).toBeUndefined();
  },
);

test("an order that the store does not hold stands in no list", async () => {
  expect(await readOrderPlace(await viewerAs(runtime, "support"), "", "T12345678.none")).toBeUndefined();
});
