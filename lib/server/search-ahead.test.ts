import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/search/ahead/route";
import { ROLES } from "@/lib/roles";
import { lookUpSession } from "./orders";
import { search } from "./search";
import { searchAhead } from "./search-ahead";
import { newOrder, type OrderIds, testDesk } from "./test-orders";
import { addUser, requestTo, signInCookie, viewerAs } from "./test-runtime";

const desk = await testDesk();
const { runtime: rt, sandbox } = desk;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };

async function saved(change: Parameters<typeof newOrder>[0] = {}): Promise<OrderIds> {
  const order = newOrder(change);
  sandbox.control.put(order.record);
  await lookUpSession(await viewerAs(rt, "support"), order.sessionId, ORIGIN);
  sandbox.control.requests.clear();
  return order;
}

const ahead = async (q: string) => searchAhead(await viewerAs(rt, "support"), JSON.stringify({ q }), ORIGIN);

describe("while somebody types", () => {
  test("whole matches come first, then parts, newest first, each once and at most eight", async () => {
    const whole = await saved({ reference: "AHEAD-10", createdAt: "2026-05-12T01:00:00.000Z" });
    for (let minute = 10; minute < 20; minute += 1)
      await saved({ reference: `AHEAD-10${minute}`, createdAt: `2026-05-12T02:${minute}:00.000Z` });
    const { matches, has_more } = await ahead("ahead-10");
    expect(matches[0]).toMatchObject({ id: whole.sessionId, matched_field: "reference" });
    expect(matches.slice(1).map((match) => match.merchant_reference)).toEqual(
      [19, 18, 17, 16, 15, 14, 13].map((minute) => `AHEAD-10${minute}`),
    );
    expect(has_more).toBe(true);
  });

  test("each says why: the field, and where in it", async () => {
    await saved({ reference: "WHY-4711", name: ["Åse-Marie", "Whyson"] });
    expect((await ahead("hy-47")).matches).toMatchObject([
      { matched_field: "reference", matched: { text: "WHY-4711", mark: [1, 6] } },
    ]);
    expect((await ahead("whyson")).matches).toMatchObject([
      { matched_field: "name", matched: { text: "Å••• W•••", mark: [5, 9] } },
    ]);
  });

  test("the start of an id finds its order, by session or transaction, with the account's number or without", async () => {
    const order = await saved({ reference: "STARTED-1" });
    const start = order.sessionId.slice(0, -3);
    for (const q of [start, start.slice("T12345678.".length)]) {
      const { matches } = await ahead(q);
      expect(matches.find(({ id }) => id === order.sessionId)).toMatchObject({
        matched_field: "session-id",
        matched: { text: order.sessionId, mark: [0, start.length] },
      });
    }
    const byTransaction = await ahead(order.transactionId.slice(0, -3));
    expect(byTransaction.matches).toContainEqual(
      expect.objectContaining({ id: order.sessionId, matched_field: "transaction-id" }),
    );
    expect((await ahead(order.sessionId)).matches.filter(({ id }) => id === order.sessionId)).toHaveLength(1);
    expect((await ahead(`P00000000.${start.slice("T12345678.".length)}`)).matches).toEqual([]);
    expect((await ahead("T12345678.")).matches).toEqual([]);
  });

  test("Dintero is not asked, and nothing is written to the audit while nothing is told of anybody", async () => {
    const count = async () => (await rt.db.query("select 1 from audit")).rows.length;
    const order = newOrder({ reference: "NOT-ASKED-1" });
    sandbox.control.put(order.record);
    const before = await count();
    for (const q of ["NOT-ASKED-1", order.sessionId, "nobody.at.all@example.com"]) await ahead(q);
    expect(desk.asked()).toEqual([]);
    expect(await count()).toBe(before);
  });

  test("a whole address or number that finds somebody's orders is a search on record, once in ten minutes, by its hash", async () => {
    const { sessionId } = await saved({ email: "told.canary@example.com", phone: "+4790000123" });
    const viewer = await viewerAs(rt, "support");
    const type = (q: string) => searchAhead(viewer, JSON.stringify({ q }), ORIGIN);
    const noted = async () => {
      const { rows } = await rt.db.query<{ details: { persons: string[] } }>(
        "select details from audit where actor_id = $1 and action = 'orders.search' order by audit_id",
        [viewer.userId],
      );
      return rows;
    };
    await type("told.canary@example.co");
    expect(await noted()).toEqual([]);
    expect((await type("told.canary@example.com")).matches).toMatchObject([{ id: sessionId }]);
    await type("Told.Canary@example.com");
    const [one, ...more] = await noted();
    expect([one, more]).toEqual([
      { details: { suggested: true, persons: [expect.stringMatching(/^[0-9a-f]{32}$/)] } },
      [],
    ]);
    await type("90000123");
    rt.clock.now += 11 * 60_000;
    await type("told.canary@example.com");
    expect(await noted()).toHaveLength(3);
    expect(JSON.stringify(await noted())).not.toMatch(/canary|90000123/);
  });

  test("it is told whether Dintero could be asked, and whose an id of elsewhere is", async () => {
    expect(await ahead("NOBODY-1")).toMatchObject({ matches: [], can_ask_dintero: true });
    expect(await ahead("P00000000.465U8CUzaPVpneu1wt8Wei")).toEqual({
      matches: [],
      has_more: false,
      can_ask_dintero: false,
      foreign_account: "P00000000",
    });
  });

  test("an event's id leads to the event on the order's page", async () => {
    const order = await saved();
    const serial = order.sessionId.slice("T12345678.s".length);
    expect((await ahead(`event-${serial}`)).matches).toMatchObject([
      { href: `/sessions/${order.sessionId}#evt-s-event-${serial}`, matched_field: "event-id" },
    ]);
    // Of no event in particular: the top of the page.
    expect((await ahead(`psp-${serial}`)).matches).toMatchObject([{ href: `/sessions/${order.sessionId}` }]);
  });
});

test.each(ROLES)("a %s is shown no name, address or number in clear, typing or sending", async (role) => {
  const last = `Canary${role}`;
  const phone = `+4790${String(ROLES.indexOf(role)).repeat(6)}`;
  await saved({ email: `canary.${role}@example.com`, phone, name: ["Kari", last] });
  const viewer = await viewerAs(rt, role);
  for (const q of [`canary.${role}@example.com`, phone, `kari ${last}`, last.slice(0, 5)]) {
    const typed = await searchAhead(viewer, JSON.stringify({ q }), ORIGIN);
    const sent = await search(viewer, { q, isDinteroAsked: true }, ORIGIN);
    expect(typed.matches.length, q).toBeGreaterThan(0);
    const shown = JSON.stringify([typed, sent]).toLowerCase();
    expect(shown).not.toContain("canary");
    expect(shown).not.toContain("kari");
    expect(shown).not.toContain(phone.slice(3));
  }
});

test("any text has an answer, and no address in it holds more than an id", async () => {
  const person = { email: "anna.gram@example.com", phone: "+4792345678", name: ["Anna", "Gram"] } as const;
  await saved(person);
  const viewer = await viewerAs(rt, "support");
  const q = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constantFrom(
      "anna",
      "ANNA.GRAM@example.com",
      "92345678",
      "gram, anna",
      "%%%",
      "___",
      "\\\\\\",
      "\0\0\0",
      "\ud800ab",
    ),
    fc.webUrl({ withQueryParameters: true }),
  );
  await fc.assert(
    fc.asyncProperty(q, async (text) => {
      const { matches } = await searchAhead(viewer, JSON.stringify({ q: text }), ORIGIN);
      for (const { href } of matches)
        expect(href).toMatch(/^\/(sessions|transactions)\/T12345678\.[A-Za-z0-9]+(#evt-[A-Za-z0-9_-]+)?$/);
    }),
    { numRuns: 100 },
  );
});

describe("the route", () => {
  async function post(body: string, headers: Record<string, string> = {}) {
    const cookie = await signInCookie(rt, await addUser(rt, "support"));
    const answer = await POST(
      requestTo(rt, "/api/search/ahead", {
        method: "POST",
        headers: { "content-type": "application/json", origin: rt.env.appUrl, cookie, ...headers },
        body,
      }),
    );
    return answer.status;
  }

  test.each<[string, number, Record<string, string>?]>([
    ['{"q":"10023"}', 200],
    ["", 400],
    ['{"q":1}', 400],
    ['{"q":"x","ask_dintero":true}', 400],
    [JSON.stringify({ q: "x".repeat(1_001) }), 400],
    ['{"q":"10023"}', 401, { cookie: "" }],
    ['{"q":"10023"}', 403, { origin: "https://evil.example" }],
  ])("F50, F56 answers %.30s with %i", async (body, status, headers) => {
    expect(await post(body, headers)).toBe(status);
  });
});
